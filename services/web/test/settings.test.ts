import { describe, expect, it } from "vitest";
import { readListingsAudience, readListingsUrl } from "../src/settings";

describe("readListingsUrl", () => {
  it.each(["http://listings:8080", "https://listings.example/api"])("takes %s", (LISTINGS_URL) => {
    expect(readListingsUrl({ LISTINGS_URL })).toEqual({ url: new URL(LISTINGS_URL) });
  });

  it.each([
    [undefined, "LISTINGS_URL is missing; set it to the URL of the listings API"],
    ["", "LISTINGS_URL is missing; set it to the URL of the listings API"],
    ["listings:8080", "LISTINGS_URL is not of the form http://HOST:PORT"],
    ["http://", "LISTINGS_URL is not of the form http://HOST:PORT"],
    ["http://app:hunter2@listings", "LISTINGS_URL must not hold a user or password"],
  ])("refuses %j without repeating it", (LISTINGS_URL, problem) => {
    expect(readListingsUrl({ LISTINGS_URL })).toEqual({ problem });
  });
});

describe("readListingsAudience", () => {
  it.each([
    ["https://listings.example", "https://listings.example"],
    ["", undefined],
    [undefined, undefined],
  ])("is for %j %j", (LISTINGS_AUDIENCE, audience) => {
    expect(readListingsAudience({ LISTINGS_AUDIENCE })).toBe(audience);
  });
});
