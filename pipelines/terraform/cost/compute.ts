import type { Bill, Charge } from "./bill.js";
import { lookUp } from "./look-up.js";
import { machines } from "./machine.js";
import type { Prices } from "./prices.js";
import type { Reader } from "./reader.js";
import { regionOf, type Scale, scaleOf } from "./scale.js";

/** A machine with its boot disk and local SSDs. Accelerators, ephemeral addresses and licences are not priced. */
export function computeInstance(resource: Reader, prices: Prices): Bill | undefined {
  if (hasAccelerator(resource)) return undefined;
  const region = regionOf(resource, "zone");
  const type = lastOf(resource.text("machine_type") ?? "e2-medium");
  const scheduling = resource.block("scheduling");
  const isSpot = scheduling.text("provisioning_model") === "SPOT" || scheduling.flag("preemptible") === true;
  const isStopped = resource.text("desired_status") === "TERMINATED";
  const scale = scaleOf(region, "machines", prices);
  const machine = machines(type, { count: isStopped ? 0 : 1, isSpot, scale }, prices);
  const image = resource.block("boot_disk").block("initialize_params");
  const disk = diskCharge(
    { type: image.text("type") ?? "pd-standard", gb: image.number("size") ?? 10, region },
    prices,
  );
  if (machine === undefined || disk === undefined) return undefined;
  const localSsds = resource.count("scratch_disk") ?? 0;
  return {
    basis: [
      type,
      ...(isSpot ? ["spot"] : []),
      ...(isStopped ? ["stopped"] : []),
      `${disk.quantity} GB ${disk.type}`,
      ...(localSsds > 0 ? [`${localSsds} local SSD`] : []),
    ].join(", "),
    charges: [...machine.charges, disk, ...localSsdCharges(localSsds, scale, prices)],
    assumes: machine.assumes,
  };
}

/** A disk of its own, of one zone or of two. */
export function computeDisk(resource: Reader, prices: Prices): Bill | undefined {
  return diskBill(resource, regionOf(resource, "zone"), 1, prices);
}

export function computeRegionDisk(resource: Reader, prices: Prices): Bill | undefined {
  return diskBill(resource, regionOf(resource, "region"), 2, prices);
}

/** Without a size, Google makes a disk of 500 GB. */
function diskBill(resource: Reader, region: string | undefined, copies: number, prices: Prices): Bill | undefined {
  const type = lastOf(resource.text("type") ?? "pd-standard");
  const gb = resource.number("size") ?? 500;
  const charge = diskCharge({ type, gb: gb * copies, region }, prices);
  if (charge === undefined) return undefined;
  return { basis: `${gb} GB ${type}${copies > 1 ? ", in two zones" : ""}`, charges: [charge] };
}

/** So many GB of a persistent disk; undefined for types that the table does not have. */
export function diskCharge(
  { type, gb, region }: { readonly type: string; readonly gb: number; readonly region: string | undefined },
  prices: Prices,
): (Charge & { readonly type: string }) | undefined {
  const price = lookUp(prices.machines.disk, lastOf(type));
  if (price === undefined) return undefined;
  return { type: lastOf(type), price, quantity: gb, scale: scaleOf(region, "disks", prices) };
}

export function localSsdCharges(count: number, scale: Scale, { machines: { localSsd, localSsdGb } }: Prices): Charge[] {
  return count === 0 ? [] : [{ price: localSsd, quantity: count * localSsdGb, scale }];
}

export function hasAccelerator(resource: Reader): boolean {
  return resource.blocks("guest_accelerator").some((accelerator) => (accelerator.number("count") ?? 1) > 0);
}

/** Types may be links; their last part is the name. */
function lastOf(link: string): string {
  return link.slice(link.lastIndexOf("/") + 1);
}
