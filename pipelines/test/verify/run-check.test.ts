import { describe, expect, it } from "vitest";
import { type Answer, type Http, runCheck } from "../../verify/index.js";
import { checkOf } from "./check-of.js";

type Sent = Parameters<Http["send"]>[0];

const GOOD: Answer = { status: 200, body: "{}", tookMillis: 5 };
const BAD: Answer = { status: 503, body: "not yet", tookMillis: 5 };

/** A service that gives these answers in turn, and a sleep that only remembers; the last answer stays. */
function world(...answers: readonly (Answer | Error)[]) {
  const sent: Sent[] = [];
  const slept: number[] = [];
  const http: Http = {
    async send(request) {
      const answer = answers[Math.min(sent.length, answers.length - 1)] ?? GOOD;
      sent.push(request);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const ports = { http, sleep: async (millis: number) => void slept.push(millis) };
  return { ports, sent, slept };
}

const URL = "http://api:8080";

describe("runCheck", () => {
  it("asks once where the first answer passes", async () => {
    const { ports, sent, slept } = world(GOOD);
    expect(await runCheck(checkOf("{ get: /health }"), URL, ports)).toEqual({
      request: "GET /health",
      passed: true,
      tries: 1,
      answer: GOOD,
      findings: [],
    });
    expect(sent).toHaveLength(1);
    expect(slept).toEqual([]);
  });

  it("passes with the first answer that does, however many came before", async () => {
    const { ports, sent, slept } = world(BAD, new Error("refused"), GOOD, BAD);
    const result = await runCheck(checkOf("{ get: /, retries: 5 }"), URL, ports);
    expect(result).toMatchObject({ passed: true, tries: 3, answer: GOOD, findings: [] });
    expect(sent).toHaveLength(3);
    expect(slept).toEqual([200, 400]);
  });

  it.each([
    [0, []],
    [1, [200]],
    [2, [200, 400]],
    [7, [200, 400, 800, 1600, 3200, 5000, 5000]],
    [20, [200, 400, 800, 1600, 3200, ...Array.from({ length: 15 }, () => 5000)]],
  ])("tries again %i times, each after a longer wait of at most 5 s", async (retries, waits) => {
    const { ports, sent, slept } = world(BAD);
    const result = await runCheck(checkOf(`{ get: /, retries: ${retries} }`), URL, ports);
    expect(result).toMatchObject({ passed: false, tries: retries + 1 });
    expect(sent).toHaveLength(retries + 1);
    expect(slept).toEqual(waits);
  });

  it("is decided by the last try", async () => {
    const { ports } = world(BAD, { ...BAD, status: 404, body: "gone" });
    const result = await runCheck(checkOf("{ get: /, retries: 1 }"), URL, ports);
    expect(result.answer?.status).toBe(404);
    expect(result.findings).toEqual([{ what: "status", seen: "404 gone", wanted: "200" }]);
  });

  it("fails an answer that came after its limit, and waits two seconds longer so that it can say how late", async () => {
    const { ports, sent } = world({ ...GOOD, tookMillis: 750 });
    const result = await runCheck(checkOf("{ get: /, within: 500ms, retries: 0 }"), URL, ports);
    expect(result.findings).toEqual([{ what: "time", seen: "750 ms", wanted: "500 ms" }]);
    expect(sent[0]?.timeoutMillis).toBe(2500);
  });

  it("fails a service that cannot be reached, with the reason behind the error", async () => {
    const cause = new Error("connect ECONNREFUSED 10.0.0.2:8080");
    const { ports } = world(new TypeError("fetch failed", { cause }));
    const result = await runCheck(checkOf("{ get: /, within: 500ms, retries: 0 }"), URL, ports);
    expect(result).toEqual({
      request: "GET /",
      passed: false,
      tries: 1,
      answer: undefined,
      findings: [
        { what: "answer", seen: "fetch failed: connect ECONNREFUSED 10.0.0.2:8080", wanted: "one within 500 ms" },
      ],
    });
  });

  it("keeps no earlier answer where the last try got none", async () => {
    const { ports } = world(BAD, new Error("reset"));
    const result = await runCheck(checkOf("{ get: /, retries: 1 }"), URL, ports);
    expect(result.answer).toBeUndefined();
    expect(result.findings[0]).toMatchObject({ what: "answer", seen: "reset" });
  });

  it.each([
    ["{ get: / }", { method: "GET", url: `${URL}/`, headers: {}, body: undefined }],
    ["{ delete: /v1/x?hard=1 }", { method: "DELETE", url: `${URL}/v1/x?hard=1` }],
    ["{ post: /v1, json: { a: 1 } }", { headers: { "content-type": "application/json" }, body: '{"a":1}' }],
    ["{ put: /v1, body: plain }", { method: "PUT", headers: {}, body: "plain" }],
    ["{ get: /, headers: { X-Trace: on1 } }", { headers: { "X-Trace": "on1" } }],
    ["{ post: /, json: 1, headers: { content-type: a/b } }", { headers: { "content-type": "a/b" }, body: "1" }],
  ])("sends %s as it is written", async (line, wanted) => {
    const { ports, sent } = world(GOOD);
    await runCheck(checkOf(line), URL, ports);
    expect(sent[0]).toMatchObject(wanted);
    if ("headers" in wanted) expect(sent[0]?.headers).toEqual(wanted.headers);
  });

  it("adds no content type beside the check's own, however that is spelled", async () => {
    const { ports, sent } = world(GOOD);
    await runCheck(
      checkOf("{ patch: /, json: {}, headers: { Content-Type: application/merge-patch+json } }"),
      URL,
      ports,
    );
    expect(sent[0]?.headers).toEqual({ "Content-Type": "application/merge-patch+json" });
  });

  it.each(["//elsewhere.test/health", "/\\elsewhere.test/health"])(
    "asks nobody but the service for %s",
    async (path) => {
      const { ports, sent } = world(GOOD);
      await runCheck({ ...checkOf("{ get: / }"), path }, URL, ports);
      expect(sent[0]?.url).toMatch(/^http:\/\/api:8080\//);
    },
  );
});
