import { describe, expect, it } from "vitest";
import { createdRecord, generatedRevisionId, revisionMessage, revisionSpec } from "../../src/resources/index.js";

const NAME = "projects/p/locations/l/services/svc";

function revision(container: object) {
  const template = { revision: "svc-a", containers: [{ image: "i", ...container }] };
  const { revisions } = createdRecord(NAME, { template }, "R", { nowMicros: 1, random: () => 0 });
  const [first] = revisions;
  if (first === undefined) {
    throw new Error("no revision");
  }
  return first;
}

describe("revisionSpec", () => {
  it("sets what Cloud Run sets in every container, beside what the caller sets", () => {
    const env = [
      { name: "A", value: "1" },
      { name: "S", valueSource: { secretKeyRef: { secret: "key" } } },
    ];
    const made = revisionSpec(revision({ env }), (secret, version) => `${secret}@${version}`);
    expect(made).toMatchObject({
      spec: {
        instance: {
          revision: `${NAME}/revisions/svc-a`,
          env: { A: "1", S: "key@latest", PORT: "8080", K_SERVICE: "svc", K_REVISION: "svc-a", K_CONFIGURATION: "svc" },
        },
        startupProbe: { timeoutSeconds: 240, periodSeconds: 240, failureThreshold: 1, tcp: { port: 8080 } },
        concurrency: 80,
        maxInstances: 100,
      },
    });
  });

  it("fails with SECRETS_ACCESS_CHECK_FAILED where a secret is missing (rule 6)", () => {
    const env = [{ name: "S", valueSource: { secretKeyRef: { secret: "key", version: "3" } } }];
    expect(revisionSpec(revision({ env }), () => undefined)).toMatchObject({ reason: "SECRETS_ACCESS_CHECK_FAILED" });
  });
});

describe("revisionMessage", () => {
  it("has generations as strings and the short name of its service (rules 3 and 4)", () => {
    const message = revisionMessage({ ...revision({}), state: { kind: "ready" } }, true);
    expect(message).toMatchObject({
      name: `${NAME}/revisions/svc-a`,
      service: "svc",
      generation: "1",
      observedGeneration: "1",
    });
  });
});

describe("generatedRevisionId", () => {
  it("is the service, five digits of the generation, and three letters; never longer than 63 (rule 10)", () => {
    expect(generatedRevisionId("svc", 7, () => 0)).toBe("svc-00007-bab");
    expect(generatedRevisionId("s".repeat(80), 7, () => 0.999)).toHaveLength(63);
  });
});
