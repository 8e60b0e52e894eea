import { describe, expect, it } from "vitest";
import type { Json } from "../../../terraform/change.js";
import { estimateCost } from "../../../terraform/cost/index.js";
import { costOf, created } from "./changing.js";

const instance = (machine: string, more: object = {}) =>
  costOf("google_compute_instance", {
    zone: "us-central1-a",
    machine_type: machine,
    boot_disk: [{ initialize_params: [{ size: 10 }] }],
    ...more,
  } as Json);
const pool = (more: object) =>
  costOf("google_container_node_pool", {
    location: "us-central1",
    node_config: [{ machine_type: "e2-standard-4" }],
    ...more,
  } as Json);
const cluster = (more: object) => costOf("google_container_cluster", { location: "us-central1", ...more } as Json);

describe("estimateCost, Compute Engine", () => {
  it.each([
    // 730 x (vCPUs x price + GB x price) x share that sustained use leaves, + 10 GB x 0.04
    ["e2-micro", 6.51],
    ["e2-medium", 24.86],
    ["e2-standard-4", 98.24],
    ["e2-highmem-2", 66.39],
    ["e2-highcpu-2", 36.51],
    ["n1-standard-1", 24.67],
    ["n2-standard-4", 113.83],
    ["n2-highmem-4", 153.42],
    ["n2d-standard-2", 49.74],
    ["t2d-standard-1", 31.24],
    ["c2-standard-4", 122.29],
    ["f1-micro", 5.95],
    // 1.05 times that for custom machines; without a family they are N1
    ["n2-custom-6-20480", 168.67],
    ["custom-6-20480", 147.63],
  ])("prices %s, whole months with the sustained-use discount", (type, usd) => {
    expect(instance(type)).toEqual([usd, `${type}, 10 GB pd-standard`]);
  });

  it("takes the share of the family for spot machines, without the discount", () => {
    // 730 x 0.194236 x 0.242 + 0.4
    const spot = { scheduling: [{ provisioning_model: "SPOT" }] };
    expect(instance("n2-standard-4", spot)).toEqual([34.71, "n2-standard-4, spot, 10 GB pd-standard"]);
  });

  it("charges a stopped machine for its disks alone", () => {
    const more = { desired_status: "TERMINATED", boot_disk: [{ initialize_params: [{ size: 50, type: "pd-ssd" }] }] };
    expect(instance("e2-standard-4", more)).toEqual([8.5, "e2-standard-4, stopped, 50 GB pd-ssd"]);
  });

  it.each([
    ["a family that the table does not have", "z9-standard-4", {}],
    ["a shape that the family does not have", "t2d-highmem-4", {}],
    ["accelerators", "n1-standard-4", { guest_accelerator: [{ type: "nvidia-tesla-t4", count: 1 }] }],
  ])("does not price %s", (_, type, more) => {
    expect(instance(type, more)).toBe("unpriced");
  });

  it("prices disks by type, twice in two zones", () => {
    const values = { zone: "europe-west6-a", type: "pd-balanced", size: 100 };
    expect(costOf("google_compute_disk", values)).toEqual([13, "100 GB pd-balanced"]);
    expect(costOf("google_compute_region_disk", { ...values, region: "europe-west6" })).toEqual([
      26,
      "100 GB pd-balanced, in two zones",
    ]);
    expect(costOf("google_compute_disk", { ...values, type: "hyperdisk-ml" })).toBe("unpriced");
  });
});

describe("estimateCost, GKE", () => {
  // 73 for the cluster; 3 x (97.8367 + 100 x 0.10) for its nodes
  it("adds the fee of the cluster to the nodes of its pools", () => {
    const place = { location: "us-central1" };
    const estimate = estimateCost([
      created("google_container_cluster", { ...place, remove_default_node_pool: true, initial_node_count: 1 }),
      created("google_container_node_pool", {
        ...place,
        node_count: 1,
        node_config: [{ machine_type: "e2-standard-4" }],
      }),
    ]);
    expect(estimate.lines.map(({ afterMonthly, basis }) => [afterMonthly, basis])).toEqual([
      [73, "cluster fee"],
      [323.51, "3 x e2-standard-4, 100 GB pd-balanced each"],
    ]);
    expect(estimate.afterMonthly).toBe(396.51);
    expect(estimate.assumptions).toContain("Node pools of a region have their nodes in 3 zones.");
  });

  it.each([
    ["the zones of a region", { node_count: 2 }, 6],
    ["one zone", { location: "us-central1-a", node_count: 2 }, 2],
    ["the zones that are named", { node_locations: ["a", "b"], node_count: 2 }, 4],
    ["the minimum in each zone", { autoscaling: [{ min_node_count: 1 }], node_count: 5 }, 3],
    ["the minimum in all zones", { autoscaling: [{ total_min_node_count: 4 }] }, 4],
    ["the count at first", { initial_node_count: 2 }, 6],
    ["a minimum of nothing", { autoscaling: [{ min_node_count: 0 }] }, 0],
  ])("counts nodes by %s", (_, more, nodes) => {
    expect(pool(more)).toEqual([expect.any(Number), `${nodes} x e2-standard-4, 100 GB pd-balanced each`]);
  });

  it("keeps the default pool where it is not removed", () => {
    expect(cluster({ initial_node_count: 1, node_config: [{ machine_type: "e2-medium" }] })[1]).toBe(
      "cluster fee, default pool of 3 x e2-medium, 100 GB pd-balanced each",
    );
  });

  it("charges an Autopilot cluster its fee", () => {
    expect(cluster({ enable_autopilot: true, initial_node_count: 1 })).toEqual([73, "cluster fee, Autopilot"]);
  });

  it("prices spot nodes at their share", () => {
    const config = { node_config: [{ machine_type: "e2-standard-4", spot: true, disk_type: "pd-standard" }] };
    // 97.8367 / 2 + 100 x 0.04
    expect(pool({ ...config, location: "us-central1-a", node_count: 1 })).toEqual([
      52.92,
      "1 x e2-standard-4 spot, 100 GB pd-standard each",
    ]);
  });
});
