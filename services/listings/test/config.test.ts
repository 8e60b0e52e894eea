import { describe, expect, it } from "vitest";
import { readConfig } from "../src/config.js";

const url = "postgres://app:hunter2@db.internal:5432/listings";

describe("readConfig", () => {
  it("needs nothing but DATABASE_URL", () => {
    expect(readConfig({ DATABASE_URL: url })).toEqual({
      DATABASE_URL: url,
      HOST: "0.0.0.0",
      PORT: 8080,
      LOG_LEVEL: "info",
      K_REVISION: "local",
    });
  });

  it("reads what is set, and leaves the rest of the environment alone", () => {
    const env = { DATABASE_URL: url, HOST: "::1", PORT: "3000", LOG_LEVEL: "warn", K_REVISION: "a-00001-b", HOME: "/" };
    expect(readConfig(env)).toEqual({ ...env, PORT: 3000, HOME: undefined });
  });

  it.each([
    "postgresql://db/listings",
    "postgres://app@db/listings?sslmode=verify-full",
    "postgres://app:secret@/listings?host=/cloudsql/shop-prd:africa-south1:main",
  ])("takes %s", (DATABASE_URL) => {
    expect(readConfig({ DATABASE_URL }).DATABASE_URL).toBe(DATABASE_URL);
  });

  it.each([
    ["a missing DATABASE_URL", {}, /DATABASE_URL is missing; set it to postgres:/],
    ["an empty DATABASE_URL", { DATABASE_URL: "" }, /DATABASE_URL is not of the form/],
    ["another kind of database", { DATABASE_URL: "mysql://db/listings" }, /DATABASE_URL is not of the form/],
    ["a DATABASE_URL that is no URL", { DATABASE_URL: "postgres://a b:c@@:x" }, /DATABASE_URL is not of the form/],
    ["a PORT with a unit", { DATABASE_URL: url, PORT: "8080/tcp" }, /PORT must be a whole number/],
    ["a PORT out of range", { DATABASE_URL: url, PORT: "65536" }, /PORT must be at most 65535/],
    ["an unknown LOG_LEVEL", { DATABASE_URL: url, LOG_LEVEL: "loud" }, /LOG_LEVEL must be one of fatal, error, warn/],
    ["an empty HOST", { DATABASE_URL: url, HOST: "" }, /HOST is empty/],
  ])("refuses %s", (_what, env, message) => {
    expect(() => readConfig(env)).toThrow(message);
  });

  it("names every problem at once, and repeats no value", () => {
    const read = () => readConfig({ DATABASE_URL: "http://app:hunter2@db", PORT: "hunter3" });
    expect(read).toThrow(/DATABASE_URL is not of the form.*\n.*PORT must be/);
    expect(read).not.toThrow(/hunter/);
  });
});
