import { describe, expect, it } from "vitest";
import { fromJson, messageType, toJson, unpackAny } from "../../src/protos/index.js";
import type { StatusError } from "../../src/status.js";

const CREATE = messageType("google.cloud.run.v2.CreateServiceRequest");
const SERVICE = messageType("google.cloud.run.v2.Service");

function refusal(json: unknown): StatusError {
  try {
    fromJson(CREATE, json);
  } catch (error) {
    return error as StatusError;
  }
  throw new Error("it was not refused");
}

describe("fromJson refuses, in Google's words,", () => {
  it.each([
    ["an unknown name", { foo: 1 }, `Invalid JSON payload received. Unknown name "foo": Cannot find field.`],
    [
      "an unknown name further down",
      { service: { template: { foo: 1 } } },
      `Invalid JSON payload received. Unknown name "foo" at 'service.template': Cannot find field.`,
    ],
    [
      "a name of every object",
      { constructor: {} },
      `Invalid JSON payload received. Unknown name "constructor": Cannot find field.`,
    ],
    [
      "text for a number",
      { service: { traffic: [{ percent: "a" }] } },
      `Invalid value at 'service.traffic[0].percent' (TYPE_INT32), "a"`,
    ],
    [
      "a fraction",
      { service: { traffic: [{ percent: 0.5 }] } },
      `Invalid value at 'service.traffic[0].percent' (TYPE_INT32), 0.5`,
    ],
    [
      "more than 32 bits",
      { service: { traffic: [{ percent: 3e9 }] } },
      `Invalid value at 'service.traffic[0].percent' (TYPE_INT32), 3000000000`,
    ],
    ["a number for text", { service: { description: 5 } }, `Invalid value at 'service.description' (TYPE_STRING), 5`],
    ["text for a truth", { validateOnly: "yes" }, `Invalid value at 'validate_only' (TYPE_BOOL), "yes"`],
    [
      "an object for a scalar",
      { serviceId: {} },
      `Invalid value at 'service_id' (TYPE_STRING), Starting an object on a scalar field`,
    ],
    [
      "an unknown enum value",
      { service: { ingress: "SIDE_DOOR" } },
      `Invalid value at 'service.ingress' (type.googleapis.com/google.cloud.run.v2.IngressTraffic), "SIDE_DOOR"`,
    ],
    [
      "an unknown enum number",
      { service: { ingress: 4242 } },
      `Invalid value at 'service.ingress' (type.googleapis.com/google.cloud.run.v2.IngressTraffic), 4242`,
    ],
    [
      "a scalar for a message",
      { service: { template: "x" } },
      `Invalid value at 'service.template' (type.googleapis.com/google.cloud.run.v2.RevisionTemplate), "x"`,
    ],
    [
      "a list for a single field",
      { service: { template: [] } },
      `Invalid JSON payload received. Unknown name "template" at 'service': Proto field is not repeating, cannot start list.`,
    ],
    [
      "a duration without its unit",
      { service: { template: { timeout: "300" } } },
      `Invalid value at 'service.template.timeout' (type.googleapis.com/google.protobuf.Duration), Field 'timeout', Illegal duration format; duration must end with 's'`,
    ],
    [
      "a timestamp without its zone",
      { service: { createTime: "2026-01-01T00:00:00" } },
      `Invalid value at 'service.create_time' (type.googleapis.com/google.protobuf.Timestamp), Field 'create_time', Illegal timestamp format; timestamps must end with 'Z' or have a valid timezone offset.`,
    ],
    ["a list for the whole", [], `Invalid JSON payload received. Unknown name "": Root element must be a message.`],
  ])("%s", (_, json, message) => {
    const error = refusal(json);
    expect(error.code).toBe("INVALID_ARGUMENT");
    expect(error.message).toBe(message);
    expect(error.violations.map(({ description }) => description)).toEqual([message]);
  });

  it("two members of a oneof", () => {
    const env = [{ name: "A", value: "1", valueSource: {} }];
    expect(refusal({ service: { template: { containers: [{ env }] } } }).message).toMatch(
      /oneof field 'values' is already set/,
    );
  });

  it("every fault at once, each with its field", () => {
    const { violations } = refusal({ service: { description: 1, template: { labels: { a: 2 } } }, validateOnly: 3 });
    expect(violations.map(({ field }) => field)).toEqual([
      "service.description",
      "service.template.labels[a]",
      "validate_only",
    ]);
  });

  it("no more than fifty faults", () => {
    const traffic = Array.from({ length: 1000 }, () => ({ percent: "a" }));
    expect(refusal({ service: { traffic } }).violations).toHaveLength(50);
  });

  it("what is nested without end", () => {
    const type = messageType("google.api.MonitoredResourceMetadata");
    let system: unknown = 1;
    for (let depth = 0; depth < 5000; depth += 1) system = [system];
    expect(() => fromJson(type, { systemLabels: { a: system } })).toThrow(/too deep/);
  });
});

describe("fromJson takes", () => {
  it.each([
    ["either case of names", { service_id: "a", validateOnly: true }, { serviceId: "a", validateOnly: true }],
    ["numbers as text", { service: { traffic: [{ percent: "10" }] } }, { service: { traffic: [{ percent: 10 }] } }],
    ["64 bits as text or number", { service: { generation: 7 } }, { service: { generation: "7" } }],
    ["null as unset", { serviceId: null, service: { traffic: null } }, { service: {} }],
    ["enums by number", { service: { ingress: 1 } }, { service: { ingress: "INGRESS_TRAFFIC_ALL" } }],
    ["zeros as unset", { validateOnly: false, service: { traffic: [{ percent: 0 }] } }, { service: { traffic: [{}] } }],
    [
      "timestamps of any zone",
      { service: { createTime: "2026-01-01T01:00:00.5+01:00" } },
      { service: { createTime: { seconds: "1767225600", nanos: 500_000_000 } } },
    ],
    [
      "durations",
      { service: { template: { timeout: "1.5s" } } },
      { service: { template: { timeout: { seconds: "1", nanos: 5e8 } } } },
    ],
  ])("%s", (_, json, plain) => {
    expect(fromJson(CREATE, json)).toEqual(plain);
  });

  it("field masks in either case, and gives them in the proto's", () => {
    const update = messageType("google.cloud.run.v2.UpdateServiceRequest");
    const expected = { updateMask: { paths: ["traffic", "launch_stage"] } };
    expect(fromJson(update, { updateMask: "traffic,launchStage" })).toEqual(expected);
    expect(fromJson(update, { update_mask: "traffic,launch_stage" })).toEqual(expected);
  });

  it("an Any by its @type", () => {
    const response = { "@type": "type.googleapis.com/google.cloud.run.v2.Service", generation: "3", uri: "http://a" };
    const operation = fromJson(messageType("google.longrunning.Operation"), { name: "o", done: true, response });
    expect(unpackAny(operation["response"] as Record<string, unknown>)).toEqual({
      typeName: "google.cloud.run.v2.Service",
      message: { generation: "3", uri: "http://a" },
    });
    expect(toJson(messageType("google.longrunning.Operation"), operation)).toEqual({ name: "o", done: true, response });
  });
});

describe("toJson", () => {
  it("writes times as Google does: 64 bits as text, 0, 3, 6 or 9 decimals, zeros left out", () => {
    const at = (nanos: number) => ({ seconds: "1767225600", nanos });
    const plain = {
      generation: 12,
      createTime: at(0),
      updateTime: at(5e8),
      deleteTime: at(1000),
      expireTime: at(1),
      traffic: [{ percent: 0 }],
    };
    expect(toJson(SERVICE, plain)).toEqual({
      generation: "12",
      createTime: "2026-01-01T00:00:00Z",
      updateTime: "2026-01-01T00:00:00.500Z",
      deleteTime: "2026-01-01T00:00:00.000001Z",
      expireTime: "2026-01-01T00:00:00.000000001Z",
      traffic: [{}],
    });
  });
});
