import { describe, expect, it } from "vitest";
import { trivyCommands } from "../../scan/index.js";

const scan = {
  images: [{ name: "api", tarball: "/in/api image.tar" }],
  sourceDirectory: "/src",
  cacheDirectory: "/cache",
  hasDatabase: true,
};
const ALONE = "--skip-check-update --offline-scan --no-progress --skip-version-check --disable-telemetry".split(" ");
const END = [
  ...ALONE,
  "--cache-dir",
  "/cache",
  "--config",
  "/dev/null",
  "--ignorefile",
  "/dev/null",
  "--skip-db-update",
  "--skip-java-db-update",
];

describe("trivyCommands", () => {
  it("are three for each image and two for the source", () => {
    const images = [...scan.images, { name: "web", tarball: "/in/web.tar" }];
    expect(trivyCommands({ ...scan, images }).map(({ looksFor, target }) => `${looksFor} of ${target}`)).toEqual([
      ...["vulnerabilities of image api", "licenses of image api", "sbom of image api"],
      ...["vulnerabilities of image web", "licenses of image web", "sbom of image web"],
      ...["secrets of source", "misconfigurations of source"],
    ]);
  });

  it("are argument arrays", () => {
    const image = ["trivy", "image", "--input", "/in/api image.tar"];
    expect(trivyCommands(scan).map(({ args }) => args)).toEqual([
      [...image, "--scanners", "vuln", "--format", "json", ...END],
      [...image, "--scanners", "license", "--format", "json", ...END],
      [...image, "--format", "cyclonedx", ...END],
      [
        "trivy",
        "filesystem",
        "--scanners",
        "secret",
        "--secret-config",
        "/cache/no-secret-config.yaml",
        "--format",
        "json",
        ...END,
        "/src",
      ],
      ["trivy", "filesystem", "--scanners", "misconfig", "--format", "json", ...END, "/src"],
    ]);
  });

  it("let Trivy download its database where there is none, and nothing else", () => {
    for (const { args } of trivyCommands({ ...scan, hasDatabase: false })) {
      expect(args).not.toContain("--skip-db-update");
      expect(args).toEqual(expect.arrayContaining(ALONE));
    }
  });

  it("are none for images where there are none", () => {
    expect(trivyCommands({ ...scan, images: [] }).map(({ target }) => target)).toEqual(["source", "source"]);
  });
});
