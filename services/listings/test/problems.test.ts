import { describe, expect, it } from "vitest";
import { buildApp } from "../src/app.js";
import { openDatabase } from "../src/database/index.js";
import { problem, problems } from "../src/problem.js";
import { ownApp, ownDatabase } from "./own-database.js";

const { app } = ownApp();
const json = { "content-type": "application/json" };
const valid = { title: "Flat", priceCents: 1 };

describe("POST /v1/listings", () => {
  it.each([
    ["no title", { priceCents: 1 }, "body/title"],
    ["an empty title", { ...valid, title: " " }, "body/title"],
    ["a title of 121 characters", { ...valid, title: "t".repeat(121) }, "body/title"],
    ["a title that PostgreSQL cannot store", { ...valid, title: "a\0b" }, "body/title"],
    ["a description of 2001 characters", { ...valid, description: "d".repeat(2001) }, "body/description"],
    ["no price", { title: "Flat" }, "body/priceCents"],
    ["a negative price", { ...valid, priceCents: -1 }, "body/priceCents"],
    ["a fraction of a cent", { ...valid, priceCents: 0.5 }, "body/priceCents"],
    ["a price that is not exact", { ...valid, priceCents: 2 ** 53 }, "body/priceCents"],
    ["a price in words", { ...valid, priceCents: "1" }, "body/priceCents"],
    ["a currency in small letters", { ...valid, currency: "zar" }, "body/currency"],
    ["an unknown field", { ...valid, colour: "red" }, "body"],
    ["a list", [], "body"],
  ])("answers %s with the path of the problem", async (_what, body, path) => {
    const response = await app.inject({ method: "POST", url: "/v1/listings", body });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toEqual({
      code: "invalid_request",
      message: problems.invalid_request.message,
      details: [{ path, message: expect.any(String) }],
    });
  });

  it("reports every problem at once", async () => {
    const response = await app.inject({ method: "POST", url: "/v1/listings", body: { title: "", priceCents: -1 } });
    const paths = response.json().details.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(["body/title", "body/priceCents"]);
  });
});

describe("an error response", () => {
  it.each([
    ["a body that is not JSON", "POST", "/v1/listings", "{", json, "invalid_request"],
    ["no body", "POST", "/v1/listings", "", json, "invalid_request"],
    ["a body that is too large", "POST", "/v1/listings", `"${"x".repeat(40_000)}"`, json, "payload_too_large"],
    ["plain text", "POST", "/v1/listings", "a", { "content-type": "text/plain" }, "unsupported_media_type"],
    ["an id that is no UUID", "GET", "/v1/listings/42", "", {}, "invalid_request"],
    ["an id that is too long", "GET", `/v1/listings/${"4".repeat(200)}`, "", {}, "invalid_request"],
    ["a limit of zero", "GET", "/v1/listings?limit=0", "", {}, "invalid_request"],
    ["a limit over 100", "GET", "/v1/listings?limit=101", "", {}, "invalid_request"],
    ["an unknown parameter", "GET", "/v1/listings?page=2", "", {}, "invalid_request"],
    ["a made-up cursor", "GET", "/v1/listings?after=abc", "", {}, "invalid_request"],
    ["a path that cannot be decoded", "GET", "/v1/%", "", {}, "invalid_request"],
    ["an unknown path", "GET", "/v2/listings", "", {}, "route_not_found"],
    ["an unknown method", "PUT", "/v1/listings", "", {}, "route_not_found"],
  ] as const)(
    "to %s has the one shape, and the status of its code",
    async (_what, method, url, body, headers, code) => {
      const response = await app.inject({ method, url, headers, ...(body && { body }) });
      expect(problem.strict().parse(response.json()).code).toBe(code);
      expect(response.statusCode).toBe(problems[code].status);
      expect(response.headers).toMatchObject({
        "content-type": "application/json; charset=utf-8",
        "x-request-id": expect.any(String),
      });
    },
  );

  it("carries the id under which the request was logged, a new one or the caller's", async () => {
    const [first, second] = await Promise.all([app.inject("/nowhere"), app.inject("/nowhere")]);
    expect(first.headers["x-request-id"]).not.toBe(second.headers["x-request-id"]);
    const named = await app.inject({ url: "/nowhere", headers: { "x-request-id": "trace-7" } });
    expect(named.headers["x-request-id"]).toBe("trace-7");
    const forged = await app.inject({ url: "/nowhere", headers: { "x-request-id": 'a"},{"severity":"ERROR' } });
    expect(forged.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("an unexpected error", () => {
  const { url } = ownDatabase();

  it("says nothing of its cause, here a table that is not there", async () => {
    const database = openDatabase(url);
    const broken = buildApp({ config: { LOG_LEVEL: "silent", K_REVISION: "local" }, database });
    const response = await broken.inject("/v1/listings");
    expect(response.statusCode).toBe(500);
    expect(response.json()).toEqual({ code: "internal", message: problems.internal.message });
    await broken.close();
    await database.$client.end();
  });
});
