import { describe, expect, it } from "vitest";
import { goSettings } from "../engine/go-parts.js";

const SETTINGS = '{\n\t"GOROOT": "/usr/local/go",\n\t"GOTOOLCHAIN": "auto"\n}\n';

describe("goSettings", () => {
  it.each([
    ["what go env prints", SETTINGS],
    ["a warning before it", `go: warning: ignoring go.mod in system temp root /tmp\n${SETTINGS}`],
    ["a line after it", `${SETTINGS}go: updates are available\n`],
  ])("reads %s", (_, output) => {
    expect(goSettings(output)).toEqual({ GOROOT: "/usr/local/go", GOTOOLCHAIN: "auto" });
  });

  it("is nothing where there is no Go", () => {
    expect(goSettings("spawn go ENOENT")).toEqual({});
  });
});
