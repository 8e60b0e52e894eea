import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ownApp } from "./own-database.js";

const { app } = ownApp();

async function create(body: object) {
  const response = await app.inject({ method: "POST", url: "/v1/listings", body });
  expect(response.statusCode).toBe(201);
  return response.json();
}

describe("POST /v1/listings", () => {
  it("creates a listing, fills in the defaults and says where it is", async () => {
    const body = { title: "Flat in Observatory", priceCents: 145_000_000 };
    const response = await app.inject({ method: "POST", url: "/v1/listings", body });
    const listing = response.json();
    expect(response.statusCode).toBe(201);
    expect(response.headers["location"]).toBe(`/v1/listings/${listing.id}`);
    expect(listing).toEqual({
      ...body,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      description: "",
      currency: "ZAR",
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updatedAt: listing.createdAt,
    });
  });

  it.each([
    ["the longest texts", { title: "t".repeat(120), description: "d".repeat(2000) }],
    [
      "the longest texts, of characters that take two code units",
      { title: "🏠".repeat(60), description: "🌊".repeat(1000) },
    ],
    ["no price at all", { priceCents: 0 }],
    ["the largest exact price", { priceCents: Number.MAX_SAFE_INTEGER }],
    ["quotes and markup", { title: 'O\'Brien "<b>"; drop table listings --' }],
  ])("takes %s and returns it unchanged", async (_what, given) => {
    expect(await create({ title: "Flat", priceCents: 1, ...given })).toMatchObject(given);
  });

  it("trims the title", async () => {
    expect(await create({ title: "  Flat \n", priceCents: 1 })).toMatchObject({ title: "Flat" });
  });
});

describe("GET /v1/listings/:id", () => {
  it("returns the listing as it was created", async () => {
    const created = await create({ title: "Flat", priceCents: 1 });
    const response = await app.inject(`/v1/listings/${created.id}`);
    expect([response.statusCode, response.json()]).toEqual([200, created]);
  });
});

describe("PATCH /v1/listings/:id", () => {
  it("changes what is given and keeps the rest, defaults included", async () => {
    const created = await create({ title: "Flat", description: "Old", priceCents: 1, currency: "NAD" });
    const response = await app.inject({ method: "PATCH", url: `/v1/listings/${created.id}`, body: { priceCents: 2 } });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ ...created, priceCents: 2, updatedAt: expect.any(String) });
    expect(response.json().updatedAt >= created.updatedAt).toBe(true);
    expect((await app.inject(`/v1/listings/${created.id}`)).json()).toEqual(response.json());
  });

  it.each([
    ["nothing", {}],
    ["the id", { id: randomUUID() }],
    ["the time of creation", { createdAt: "2026-01-01T00:00:00.000Z" }],
  ])("refuses to change %s", async (_what, body) => {
    const { id } = await create({ title: "Flat", priceCents: 1 });
    const response = await app.inject({ method: "PATCH", url: `/v1/listings/${id}`, body });
    expect([response.statusCode, response.json().code]).toEqual([400, "invalid_request"]);
  });
});

describe("DELETE /v1/listings/:id", () => {
  it("removes the listing and answers with nothing", async () => {
    const { id } = await create({ title: "Flat", priceCents: 1 });
    const response = await app.inject({ method: "DELETE", url: `/v1/listings/${id}` });
    expect([response.statusCode, response.body]).toEqual([204, ""]);
    expect((await app.inject(`/v1/listings/${id}`)).statusCode).toBe(404);
  });
});

describe("a listing that is not there", () => {
  it.each(["GET", "PATCH", "DELETE"] as const)("is a 404 for %s", async (method) => {
    const body = method === "PATCH" ? { body: { priceCents: 2 } } : {};
    const response = await app.inject({ method, url: `/v1/listings/${randomUUID()}`, ...body });
    expect(response.statusCode).toBe(404);
    expect(response.json()).toEqual({ code: "listing_not_found", message: "There is no listing with this id." });
  });
});
