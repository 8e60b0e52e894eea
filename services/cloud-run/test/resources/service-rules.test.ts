import { describe, expect, it } from "vitest";
import type { PlainMessage } from "../../src/plain-message.js";
import { createdRecord, serviceIdProblem } from "../../src/resources/index.js";
import { StatusError } from "../../src/status.js";

const NAME = "projects/p/locations/l/services/svc";
const LATEST = "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST";
const random = () => 0;

/** The fields that are found wrong in a service. */
function wrong(service: PlainMessage): readonly string[] {
  try {
    createdRecord(NAME, service, "CreateServiceRequest", { nowMicros: 1, random });
    return [];
  } catch (error) {
    if (error instanceof StatusError && error.code === "INVALID_ARGUMENT") {
      return error.violations.map((one) => one.field);
    }
    throw error;
  }
}

const inTemplate = (template: PlainMessage) => wrong({ template: { containers: [{ image: "i" }], ...template } });
const inContainer = (container: PlainMessage) => wrong({ template: { containers: [{ image: "i", ...container }] } });
const inTraffic = (...traffic: PlainMessage[]) => wrong({ template: { containers: [{ image: "i" }] }, traffic });
const limits = (cpu: string, memory: string) => inContainer({ resources: { limits: { cpu, memory } } });
const probe = (more: PlainMessage) => inContainer({ startupProbe: { tcpSocket: {}, ...more } });

describe("a service", () => {
  it("is told everything that is wrong with it at once", () => {
    const service = {
      description: "x".repeat(513),
      template: { containers: [{ env: [{ name: "PORT" }] }], timeout: { seconds: "3601" } },
      traffic: [{ type: LATEST, percent: 90 }],
    };
    expect([...wrong(service)].sort()).toEqual([
      "description",
      "template.containers[0].env",
      "template.containers[0].image",
      "template.timeout",
      "traffic",
    ]);
  });

  it.each([
    ["svc", true],
    ["a", true],
    ["a".repeat(49), true],
    ["a".repeat(50), false],
    ["1svc", false],
    ["svc-", false],
    ["Svc", false],
    ["", false],
  ])("may have the id %s: %s (rule 10)", (id, isFine) => {
    expect(serviceIdProblem(id) === undefined).toBe(isFine);
  });

  it.each([
    ["svc-one", true],
    ["svc-", false],
    ["other-one", false],
    ["svc-Upper", false],
    [`svc-${"a".repeat(59)}`, true],
    [`svc-${"a".repeat(60)}`, false],
  ])("may have a revision named %s: %s (rule 10)", (revision, isFine) => {
    expect(inTemplate({ revision })).toEqual(isFine ? [] : ["template.revision"]);
  });

  it.each(["run.googleapis.com", "cloud.googleapis.com", "serving.knative.dev", "autoscaling.knative.dev"])(
    "may not use the namespace %s (rule 12)",
    (namespace) => {
      const keyed = { [`${namespace}/key`]: "v" };
      expect(wrong({ template: { containers: [{ image: "i" }] }, annotations: keyed })).toEqual(["annotations"]);
      expect(inTemplate({ annotations: keyed })).toEqual(["template.annotations"]);
      expect(wrong({ template: { containers: [{ image: "i" }] }, labels: keyed })).toContain("labels");
      expect(inTemplate({ annotations: { "example.com/run.googleapis.com": "v" } })).toEqual([]);
    },
  );
});

describe("traffic", () => {
  it.each<[string, PlainMessage[], boolean]>([
    [
      "whole percents that add up to 100",
      [
        { type: LATEST, percent: 60 },
        { revision: "svc-a", percent: 40 },
      ],
      true,
    ],
    [
      "a missing percent as 0 (rule 1)",
      [
        { type: LATEST, percent: 100 },
        { revision: "svc-a", tag: "abc" },
      ],
      true,
    ],
    ["a sum of 99", [{ type: LATEST, percent: 99 }], false],
    [
      "half percents",
      [
        { type: LATEST, percent: 99.5 },
        { revision: "svc-a", percent: 0.5 },
      ],
      false,
    ],
    [
      "negative percents",
      [
        { type: LATEST, percent: 110 },
        { revision: "svc-a", percent: -10 },
      ],
      false,
    ],
    [
      "the same revision twice",
      [
        { revision: "svc-a", percent: 50 },
        { revision: "svc-a", percent: 50 },
      ],
      false,
    ],
    [
      "a revision again under a tag",
      [
        { revision: "svc-a", percent: 100 },
        { revision: "svc-a", tag: "abc" },
      ],
      true,
    ],
    [
      "the same tag twice",
      [
        { revision: "svc-a", percent: 100, tag: "abc" },
        { revision: "svc-b", tag: "abc" },
      ],
      false,
    ],
    ["a full name (rule 4)", [{ revision: `${NAME}/revisions/svc-a`, percent: 100 }], false],
    ["a tag of 2 characters (rule 18)", [{ type: LATEST, percent: 100, tag: "ab" }], false],
    ["a tag with _ (rule 18)", [{ type: LATEST, percent: 100, tag: "a_bc" }], false],
    ["tag and service of 46 (rule 18)", [{ type: LATEST, percent: 100, tag: "a".repeat(43) }], true],
    ["tag and service of 47 (rule 18)", [{ type: LATEST, percent: 100, tag: "a".repeat(44) }], false],
  ])("has %s", (_, traffic, isFine) => {
    expect(inTraffic(...traffic).length === 0).toBe(isFine);
  });
});

describe("containers", () => {
  it.each([
    ["1", "512Mi", true],
    ["1000m", "4Gi", true],
    ["1", "5Gi", false],
    ["2", "5Gi", true],
    ["3", "1Gi", false],
    ["4", "1Gi", false],
    ["4", "2Gi", true],
    ["8", "32Gi", true],
    ["8", "33Gi", false],
    ["lots", "512Mi", false],
    ["1", "512MB", false],
  ])("may have cpu %s with memory %s: %s", (cpu, memory, isFine) => {
    expect(limits(cpu, memory).length === 0).toBe(isFine);
  });

  it.each<[string, PlainMessage, boolean]>([
    ["240 s in all", { periodSeconds: 24, failureThreshold: 10 }, true],
    ["more than 240 s in all", { periodSeconds: 25, failureThreshold: 10 }, false],
    ["an initial delay of 241 s", { initialDelaySeconds: 241 }, false],
    ["a time-out longer than its period", { timeoutSeconds: 11 }, false],
    ["two kinds", { httpGet: {} }, false],
  ])("have start-up probes: %s (rule 21)", (_, more, isFine) => {
    expect(probe(more).length === 0).toBe(isFine);
  });

  it.each<[string, PlainMessage, boolean]>([
    ["a port", { ports: [{ containerPort: 8081, name: "h2c" }] }, true],
    ["a port out of range", { ports: [{ containerPort: 65_536 }] }, false],
    ["a port of an unknown protocol", { ports: [{ containerPort: 1, name: "http3" }] }, false],
    ["two ports", { ports: [{ containerPort: 1 }, { containerPort: 2 }] }, false],
    ["the same variable twice", { env: [{ name: "A" }, { name: "A" }] }, false],
    ["a variable without a name", { env: [{ value: "v" }] }, false],
    ["a reserved variable", { env: [{ name: "K_SERVICE", value: "v" }] }, false],
  ])("have %s", (_, container, isFine) => {
    expect(inContainer(container).length === 0).toBe(isFine);
  });
});

describe("defaults", () => {
  it("are those of Google, and filling them in again changes nothing", () => {
    const stamp = { nowMicros: 1, random };
    const { service } = createdRecord(NAME, { template: { containers: [{ image: "i" }] } }, "R", stamp);
    expect(service).toMatchObject({
      ingress: "INGRESS_TRAFFIC_ALL",
      launchStage: "GA",
      traffic: [{ type: LATEST, percent: 100 }],
      template: {
        timeout: { seconds: "300" },
        maxInstanceRequestConcurrency: 80,
        scaling: { maxInstanceCount: 100 },
        executionEnvironment: "EXECUTION_ENVIRONMENT_GEN2",
        containers: [
          {
            ports: [{ name: "http1", containerPort: 8080 }],
            resources: { cpuIdle: true, limits: { cpu: "1000m", memory: "512Mi" } },
            startupProbe: { timeoutSeconds: 240, periodSeconds: 240, failureThreshold: 1, tcpSocket: { port: 8080 } },
          },
        ],
      },
    });
    expect(createdRecord(NAME, service, "R", stamp).service).toEqual(service);
  });
});
