import { z } from "zod";
import { date, flag, millis, oneOf, percent, seconds, text, whole } from "./fields.js";

const share = percent(1, 99, "whole");
const hold = seconds("1s", "7d");

const Step = z.union(
  [
    share,
    z.strictObject({
      share: share.describe("Share of traffic for the new revision, in whole percent."),
      hold: hold.optional().describe("Time this step is held. Default: the canary's hold."),
    }),
  ],
  { error: "a share such as 5% or { share: 5%, hold: 10m }" },
);

/** How traffic moves to a new revision, and what stops it. The judge reads it. */
export const Canary = z.strictObject({
  steps: z
    .array(Step)
    .max(20, { error: "at most 20 steps" })
    .prefault(["5%", "25%", "50%"])
    .describe(
      "Shares of traffic before all of it: 5% or { share, hold }. None: all at once (blue-green). Default: 5%, 25%, 50%.",
    ),
  hold: hold.prefault("5m").describe("Time each step is held before its verdict. Default: 5m."),
  objectives: z
    .strictObject({
      errors: percent(0.001, 100)
        .prefault("1%")
        .describe("Share of requests that may fail (5xx or no answer), in percent. Default: 1%."),
      slow: z
        .strictObject({
          over: millis("1ms", "1h").describe("A request that takes longer is slow, in milliseconds."),
          at: percent(0.001, 100)
            .prefault("5%")
            .describe("Share of requests that may be slow, in percent. Default: 5%."),
        })
        .optional()
        .describe("Objective for latency. Default: none."),
    })
    .prefault({})
    .describe("What is good enough. Default: 1% errors."),
  inconclusive: z
    .strictObject({
      allow: whole(0, 100).prefault(2).describe("Times a step is held once more for want of evidence. Default: 2."),
      // biome-ignore lint/suspicious/noThenProperty: the key in the file; it holds a word, and the configuration calls it `action`.
      then: oneOf("rollback", "hold", "promote")
        .prefault("rollback")
        .describe("What happens after that. Default: rollback."),
    })
    .prefault({})
    .describe("What to do where the requests are too few to tell. Default: hold twice more, then roll back."),
  baseline: flag
    .prefault(false)
    .describe(
      "Compare with a fresh revision of the stable image, so that age and cold starts are equal. Default: false.",
    ),
  alpha: percent(0.01, 20)
    .prefault("1%")
    .describe("Chance of blaming a revision that is as good as stable, in percent. Default: 1%."),
  watch: seconds("0s", "7d").prefault("10m").describe("Time the release is watched after promotion. Default: 10m."),
  failed: oneOf("keep", "delete")
    .prefault("keep")
    .describe("What becomes of a revision that was rolled back. Default: keep."),
});

/** Days on which nothing is released. */
export const Freeze = z.strictObject({
  from: date.describe("First day, YYYY-MM-DD."),
  to: date.describe("Last day, YYYY-MM-DD."),
  because: text.describe("Reason, shown to whoever is stopped."),
});
