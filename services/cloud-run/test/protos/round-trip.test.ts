import fc from "fast-check";
import { fromProto3JSON, toProto3JSON } from "proto3-json-serializer";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import { decodeMessage, encodeMessage, fromJson, messageType, toJson } from "../../src/protos/index.js";
import { anyMessage } from "./arbitrary.js";

const SEED = 20261121;
const TYPES = [
  "google.cloud.run.v2.Service",
  "google.cloud.run.v2.Revision",
  "google.cloud.run.v2.Job",
  "google.cloud.run.v2.Execution",
  "google.cloud.run.v2.UpdateServiceRequest",
  "google.longrunning.Operation",
  "google.iam.v1.SetIamPolicyRequest",
  "google.monitoring.v3.TimeSeries",
];

describe.each(TYPES)("any plain %s", (name) => {
  const type = messageType(name);
  const property = (rule: (plain: Record<string, unknown>) => void) =>
    fc.assert(
      fc.property(anyMessage(type), (plain) => void rule(plain)),
      { seed: SEED, numRuns: 60 },
    );

  it("survives JSON", () => {
    property((plain) => expect(fromJson(type, JSON.parse(JSON.stringify(toJson(type, plain))))).toEqual(plain));
  });

  it("survives JSON with enums by number", () => {
    property((plain) => expect(fromJson(type, toJson(type, plain, { hasNumericEnums: true }))).toEqual(plain));
  });

  it("survives protobuf", () => {
    property((plain) => expect(decodeMessage(type, encodeMessage(type, plain))).toEqual(plain));
  });
});

describe("toJson", () => {
  it("gives what Google's serializer for clients reads as the same message", () => {
    const type = messageType("google.cloud.run.v2.TrafficTargetStatus");
    fc.assert(
      fc.property(anyMessage(type), (plain) => {
        const json = toJson(type, plain);
        expect(toProto3JSON(type.fromObject(plain))).toEqual(json);
        const read = fromProto3JSON(type, json as Parameters<typeof fromProto3JSON>[1]) as protobuf.Message;
        expect(decodeMessage(type, Buffer.from(type.encode(read).finish()))).toEqual(plain);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });
});

describe("decodeMessage", () => {
  const type = messageType("google.cloud.run.v2.Service");

  it("leaves out what is zero, as if it had not been sent", () => {
    const bytes = type
      .encode(type.fromObject({ name: "", generation: 0, ingress: 0, traffic: [{ percent: 0 }] }))
      .finish();
    expect(decodeMessage(type, bytes)).toEqual({ traffic: [{}] });
  });

  it("keeps a zero where unset is something else", () => {
    const scaling = messageType("google.cloud.run.v2.ServiceScaling");
    const bytes = scaling.encode(scaling.fromObject({ minInstanceCount: 0, manualInstanceCount: 0 })).finish();
    expect(decodeMessage(scaling, bytes)).toEqual({ manualInstanceCount: 0 });
  });

  it("refuses any garbage by INVALID_ARGUMENT, or reads it", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeMessage(type, bytes);
        } catch (error) {
          expect(error).toMatchObject({ name: "StatusError", code: "INVALID_ARGUMENT" });
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("refuses an enum value that nobody knows", () => {
    const bytes = protobuf.Writer.create()
      .uint32((15 << 3) | 0)
      .int32(4242)
      .finish();
    expect(() => decodeMessage(type, bytes)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });
});

describe("encodeMessage", () => {
  it("throws where a handler names a field that is none", () => {
    expect(() => encodeMessage(messageType("google.cloud.run.v2.Service"), { nam: "x" })).toThrow(/has no field nam/);
  });
});
