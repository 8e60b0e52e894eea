import { describe, expect, it } from "vitest";
import type { Json } from "../../../terraform/change.js";
import { estimateCost } from "../../../terraform/cost/index.js";
import { costOf, created, supposing } from "./changing.js";

const limits = { cpu: "1", memory: "512Mi" };
const containers = (resources: object) => [{ resources: [resources] }] as never;
const service = (resources: object, more: object = {}, location = "us-central1"): Json =>
  ({
    location,
    template: [{ scaling: [{ min_instance_count: 1 }], containers: containers(resources), ...more }],
  }) as Json;
const run = (values: Json) => costOf("google_cloud_run_v2_service", values);

const DAY_AND_NIGHT = 730 * 3600;

describe("estimateCost, Cloud Run services", () => {
  // 2,628,000 s x (0.000018 + 0.5 x 0.000002) = 47.304 + 2.628
  it("pays an instance whose CPU is always on all the time", () => {
    expect(run(service({ limits, cpu_idle: false }))).toEqual([49.93, "minimum 1 x 1 vCPU, 0.5 GB, CPU always on"]);
  });

  // A tenth at 0.000024 + 0.5 x 0.0000025, nine tenths at 1.5 x 0.0000025
  it("pays one that is billed by requests for waiting, and for a share of requests", () => {
    expect(run(service({ limits, cpu_idle: true }))).toEqual([15.51, "minimum 1 x 1 vCPU, 0.5 GB, CPU in requests"]);
  });

  it.each([0, 50, 100])("takes the share of requests from the table: %d %%", (activePercent) => {
    const change = created("google_cloud_run_v2_service", service({ limits, cpu_idle: true }));
    const { afterMonthly, assumptions } = estimateCost([change], supposing({ activePercent }));
    const share = activePercent / 100;
    const usd = DAY_AND_NIGHT * (share * 0.000024 + (1 - share) * 0.0000025 + 0.5 * 0.0000025);
    expect(afterMonthly).toBeCloseTo(usd, 2);
    expect(assumptions).toContain(
      `Cloud Run services at their minimum instances are idle except ${activePercent} % of the time.`,
    );
  });

  it.each([
    ["europe-west6", 59.92],
    ["africa-south1", 59.92],
    ["me-west1", 49.93],
    ["mars-north1", 59.92],
  ])("has two price tiers: %s", (location, usd) => {
    expect(run(service({ limits, cpu_idle: false }, {}, location))).toEqual([
      usd,
      "minimum 1 x 1 vCPU, 0.5 GB, CPU always on",
    ]);
  });

  it("costs nothing that is known without a minimum", () => {
    expect(run(service({ limits, cpu_idle: false }, { scaling: [{ max_instance_count: 9 }] }))).toEqual([
      0,
      "minimum 0 x 1 vCPU, 0.5 GB, CPU always on",
    ]);
  });

  it.each([
    ["has the CPU always on with resources and no cpu_idle", [{ resources: [{ limits }] }], "CPU always on"],
    ["has the CPU in requests without resources", [{ image: "x" }], "CPU in requests"],
  ])("%s", (_, list, words) => {
    expect(run(service({}, { containers: list }))[1]).toBe(`minimum 1 x 1 vCPU, 0.5 GB, ${words}`);
  });

  it("adds up the containers of an instance", () => {
    const two = [
      { resources: [{ limits: { cpu: "2000m", memory: "1Gi" }, cpu_idle: false }] },
      { resources: [{ limits: { cpu: "0.5", memory: "256Mi" }, cpu_idle: false }] },
    ];
    expect(run(service({}, { containers: two }))[1]).toBe("minimum 1 x 2.5 vCPU, 1.25 GB, CPU always on");
  });

  it("takes the greater of the two minimums, and the count of manual scaling", () => {
    const values = service({ limits, cpu_idle: false }) as { readonly [key: string]: Json };
    expect(run({ ...values, scaling: [{ min_instance_count: 3 }] })[0]).toBe(149.8);
    expect(run({ ...values, scaling: [{ scaling_mode: "MANUAL", manual_instance_count: 2 }] })[0]).toBe(99.86);
  });

  // 2,628,000 x (4 x 0.000018 + 16 x 0.000002 + 0.0001867) with zonal redundancy switched off
  it("adds the GPU, which keeps the CPU on", () => {
    const gpu = { limits: { cpu: "4", memory: "16Gi", "nvidia.com/gpu": "1" }, cpu_idle: true };
    const selector = { node_selector: [{ accelerator: "nvidia-l4" }] };
    expect(run(service(gpu, { ...selector, gpu_zonal_redundancy_disabled: true }))).toEqual([
      763.96,
      "minimum 1 x 4 vCPU, 16 GB, CPU always on, with GPU",
    ]);
    expect(run(service(gpu, selector))[0]).toBe(1037.8);
    expect(run(service(gpu, { node_selector: [{ accelerator: "abacus" }] }))).toBe("unpriced");
  });

  it("reads the annotations of the first API", () => {
    const annotations = { "autoscaling.knative.dev/minScale": "2", "run.googleapis.com/cpu-throttling": "false" };
    const template = [{ metadata: [{ annotations }], spec: [{ containers: [{ resources: [{ limits }] }] }] }];
    expect(costOf("google_cloud_run_service", { location: "us-central1", template } as Json)).toEqual([
      99.86,
      "minimum 2 x 1 vCPU, 0.5 GB, CPU always on",
    ]);
  });
});
