import { describe, expect, it } from "vitest";
import { judgeDatabase } from "../../scan/index.js";

const DAY = 86_400;
const now = new Date("2026-08-03T12:00:00Z");
const metadata = (UpdatedAt: unknown) =>
  JSON.stringify({ Version: 2, NextUpdate: "2026-08-04T00:00:00Z", UpdatedAt, DownloadedAt: "0001-01-01T00:00:00Z" });

describe("judgeDatabase", () => {
  it.each([
    ["2026-08-03T12:00:00Z", "fresh", 0],
    ["2026-08-03T00:00:00.123456789Z", "fresh", 43_200],
    ["2026-08-02T12:00:00Z", "fresh", DAY],
    ["2026-08-02T11:59:59Z", "stale", DAY + 1],
    ["2026-08-02T14:00:00+02:00", "fresh", DAY],
    ["2026-07-03T12:00:00Z", "stale", 31 * DAY],
    ["2026-08-03T12:05:00Z", "fresh", 0],
  ])("finds one of %s to be %s at most a day later", (updated, state, ageSeconds) => {
    const verdict = judgeDatabase(metadata(updated), now, DAY);
    expect(verdict).toMatchObject({ state, ageSeconds, maxAgeSeconds: DAY });
  });

  it.each([undefined, "", "\n"])("says of %j that it is missing", (text) => {
    const problem = { reason: "missing", what: "Trivy's vulnerability database is missing." };
    expect(judgeDatabase(text, now, DAY)).toMatchObject({ state: "missing", problem });
  });

  it.each([
    ["{", "1 character in db/metadata.json, not JSON"],
    ["{}", "no UpdatedAt with a time in db/metadata.json"],
    ["null", "no UpdatedAt with a time in db/metadata.json"],
    [metadata(12), "no UpdatedAt with a time in db/metadata.json"],
    [metadata("yesterday"), "no UpdatedAt with a time in db/metadata.json"],
    [metadata("0001-01-01T00:00:00Z"), "no UpdatedAt with a time in db/metadata.json"],
    [metadata("2026-08-03T12:05:01Z"), "UpdatedAt 2026-08-03T12:05:01.000Z is in the future"],
  ])("says of %s that it is broken", (text, saw) => {
    expect(judgeDatabase(text, now, DAY)).toMatchObject({ state: "broken", problem: { reason: "broken", saw } });
  });

  it("never throws, wherever the file ends", () => {
    const text = metadata("2026-08-03T00:00:00Z");
    for (let end = 1; end < text.length; end++) {
      expect(judgeDatabase(text.slice(0, end), now, DAY).state).toBe("broken");
    }
  });
});
