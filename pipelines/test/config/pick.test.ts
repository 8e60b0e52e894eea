import { describe, expect, it } from "vitest";
import { pickServices } from "../../config/index.js";
import { sound } from "./reading.js";

const { services } = sound(
  "name: shop\nservices: { web: { path: web, needs: [api] }, api: { path: api }, constructor: { path: c } }\n",
).config;

describe("pickServices", () => {
  it.each([
    [[], ["web", "api", "constructor"]],
    [["api"], ["api"]],
    [
      ["api", "web"],
      ["web", "api"],
    ],
    [["api", "api"], ["api"]],
    [["constructor"], ["constructor"]],
  ])("gives for %j, in the file's order, %j", (names, picked) => {
    expect(pickServices(services, names).map(({ name }) => name)).toEqual(picked);
  });

  it.each([
    [["apii"], '"apii"', "use one of web, api, constructor; did you mean `api`?"],
    [["api", "toString"], '"toString"', "use one of web, api, constructor"],
    [["nothing-like-it"], '"nothing-like-it"', "use one of web, api, constructor"],
    [[""], '""', "use one of web, api, constructor"],
  ])("knows no other: %j", (names, saw, next) => {
    expect(() => pickServices(services, names)).toThrow(
      expect.objectContaining({
        code: "SERVICE_UNKNOWN",
        what: "There is no such service in slipway.yaml.",
        saw,
        next: expect.stringMatching(next.replaceAll(".", "\\.").replaceAll("?", "\\?")),
      }),
    );
  });
});
