import type { Bill, Charge, Shared } from "./bill.js";
import { machines } from "./machine.js";
import type { Prices } from "./prices.js";
import type { Reader } from "./reader.js";
import { regionOf, scaleOf } from "./scale.js";

/** A Serverless VPC Access connector: at the least as many machines as its minimum. */
export function vpcConnector(resource: Reader, prices: Prices): Bill | undefined {
  const type = resource.text("machine_type") ?? "e2-micro";
  // Throughput is given in Mbps, a hundred for each machine.
  const throughput = resource.number("min_throughput");
  const count = resource.number("min_instances") ?? (throughput === undefined ? 2 : Math.ceil(throughput / 100));
  const scale = scaleOf(regionOf(resource, "region"), "machines", prices);
  const machine = machines(type, { count, isSpot: false, scale }, prices);
  return machine && { basis: `minimum ${count} x ${type}`, ...machine };
}

/** A NAT gateway. Addresses that it is given are resources of their own; one that it takes itself is its own cost. */
export function routerNat(resource: Reader, { network, usage }: Prices): Bill {
  const isPublic = resource.text("type") !== "PRIVATE";
  const isAutomatic = isPublic && resource.text("nat_ip_allocate_option") !== "MANUAL_ONLY";
  const machinesServed = Math.min(usage.natMachines, network.natMachinesAtMost);
  const address: Charge[] = isAutomatic ? [{ price: network.natAddress, quantity: 1 }] : [];
  return {
    basis: `for ${machinesServed} machines${isAutomatic ? ", 1 address" : ""}`,
    charges: [{ price: network.natMachine, quantity: machinesServed }, ...address],
    assumes: ["nat"],
  };
}

/** A static address of one region. Internal ones and IPv6 are free. */
export function address(resource: Reader, { network }: Prices): Bill {
  const isFree = resource.text("address_type") === "INTERNAL" || resource.text("ip_version") === "IPV6";
  if (isFree) return { basis: "internal or IPv6, free", charges: [] };
  return { basis: "external, in use", charges: [{ price: network.addressInUse, quantity: 1 }], assumes: ["addresses"] };
}

/** A global address stands on a forwarding rule, or reserves an internal range. */
export function globalAddress(): Bill {
  return { basis: "global, in use, free", charges: [] };
}

export function globalForwardingRule(resource: Reader, prices: Prices): Bill {
  return forwardingRule("global", resource, prices);
}

export function regionalForwardingRule(resource: Reader, prices: Prices): Bill {
  return forwardingRule("regional", resource, prices);
}

function forwardingRule(scope: string, resource: Reader, { network }: Prices): Bill {
  const target = resource.text("target") ?? "";
  if (target === "all-apis" || target === "vpc-sc" || target.includes("/serviceAttachments/")) {
    return { basis: "Private Service Connect endpoint", charges: [{ price: network.privateEndpoint, quantity: 1 }] };
  }
  const { firstForwardingRules, firstForwardingRulesCount, furtherForwardingRule } = network;
  const chargesOfEach: Shared["chargesOfEach"] = (count) => [
    { price: firstForwardingRules, quantity: 1 / count },
    { price: furtherForwardingRule, quantity: Math.max(0, count - firstForwardingRulesCount) / count },
  ];
  const key = `${scope} ${resource.text("project") ?? ""}`;
  return {
    basis: `${scope} forwarding rule`,
    charges: [],
    assumes: ["forwardingRules"],
    shared: { key, chargesOfEach },
  };
}

/** A Cloud Armor policy with the rules that stand in it, of which one is always there. */
export function securityPolicy(resource: Reader, { network }: Prices): Bill {
  const rules = resource.count("rule") ?? resource.count("rules") ?? 1;
  return {
    basis: `policy, ${rules} ${rules === 1 ? "rule" : "rules"}`,
    charges: [
      { price: network.armorPolicy, quantity: 1 },
      { price: network.armorRule, quantity: rules },
    ],
    assumes: ["armor"],
  };
}

export function securityPolicyRule(_resource: Reader, { network }: Prices): Bill {
  return { basis: "rule", charges: [{ price: network.armorRule, quantity: 1 }], assumes: ["armor"] };
}
