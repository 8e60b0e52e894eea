import { pricesOf, UNDATED } from "./price.js";

const vpc = pricesOf("https://cloud.google.com/vpc/network-pricing", UNDATED);
const nat = pricesOf("https://cloud.google.com/nat/pricing", UNDATED);
const balancer = pricesOf("https://cloud.google.com/load-balancing/pricing", UNDATED);
const armor = pricesOf("https://cloud.google.com/armor/pricing", UNDATED);

/** Networking, without the data that goes through it. */
export const NETWORK = {
  /** A static external IPv4 address that a machine or a NAT gateway uses. */
  addressInUse: vpc(0.005, "hour"),
  /** For each machine that a NAT gateway serves, up to 32 of them. */
  natMachine: nat(0.0014, "hour"),
  natMachinesAtMost: 32,
  natAddress: nat(0.005, "hour"),
  /** The first rules of a project together, and each one more. */
  firstForwardingRules: balancer(0.025, "hour"),
  firstForwardingRulesCount: 5,
  furtherForwardingRule: balancer(0.01, "hour"),
  /** An endpoint of Private Service Connect, which is a forwarding rule too. */
  privateEndpoint: vpc(0.01, "hour"),
  armorPolicy: armor(5, "month"),
  armorRule: armor(1, "month"),
};
