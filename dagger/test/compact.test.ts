import { describe, expect, it } from "vitest";
import { compactLine, finalError, withoutColour } from "../tasks/compact.js";

describe("compactLine", () => {
  it.each([
    ["16  : ┆ listings: build", "listings: build ..."],
    ["16  : ┆ listings: build DONE [0.1s]", "listings: build: done in 0.1 s"],
    ["54  : ┆ my-api: smoke ERROR [0.7s]", "my-api: smoke: FAILED in 0.7 s"],
    ["5   : load module: .", "load module ..."],
    ["5   : load module: . DONE [12.5s]", "load module: done in 12.5 s"],
  ])("keeps the step in %j", (line, compact) => {
    expect(compactLine(line)).toBe(compact);
  });

  it.each([
    "26  : ┆ Container.asService(useEntrypoint: true): Service!",
    "27  : ┆ ┆ exec docker-entrypoint.sh postgres DONE [7.9s]",
    '59  : ┆ [0.6s] | {"severity":"INFO","message":"listings: build"}',
    "20  : ┆ ┆ [runtime 4/4] COPY --from=build /app/dist ./dist CACHED [0.0s]",
    "",
  ])("leaves out %j", (line) => {
    expect(compactLine(line)).toBeUndefined();
  });
});

describe("withoutColour", () => {
  it("takes away what only a terminal reads", () => {
    expect(withoutColour("\u001b[95m5   : \u001b[0m\u001b[90;2m\u001b[0mload module: .")).toBe("5   : load module: .");
  });
});

describe("finalError", () => {
  it("is the last error with all its lines, without the trace's id", () => {
    const lines = [
      "Error: an earlier one",
      "12  : Slipway.deploy ERROR [12.3s]",
      "Error: Not deployed",
      "",
      "listings",
      "  smoke FAILED [traceparent:aa-0b]",
    ];
    expect(finalError(lines)).toBe("Not deployed\n\nlistings\n  smoke FAILED");
  });

  it("is the end of what was said when nothing begins like an error", () => {
    expect(finalError(["one", "two"])).toBe("one\ntwo");
  });
});
