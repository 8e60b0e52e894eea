import { describe, expect, it } from "vitest";
import { IMAGES } from "../images/index.js";
import { imagesFor } from "../tasks/images-for.js";

describe("imagesFor", () => {
  it.each([
    ["functions", []],
    ["call config --env local", []],
    ["call deploy --env local", ["image-python", "image-redis"]],
    ["call scan --services api", ["image-python", "image-trivy"]],
    ["call plan --env staging", ["image-opentofu"]],
    ["check", ["image-python", "image-redis", "image-chromium", "image-trivy"]],
  ])("of `%s` are those that it needs", (args, parts) => {
    expect(imagesFor(args.split(" "))).toEqual(parts);
  });

  it("names images that there are", () => {
    const known = IMAGES.map(({ id }) => `image-${id}`);
    for (const part of imagesFor(["check", "deploy"])) expect(known).toContain(part);
  });
});
