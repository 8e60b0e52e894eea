import { z } from "zod";
import { flag, form, money, oneOf, percent, secretName } from "./fields.js";

/** What an environment may cost. */
export const Budget = z.strictObject({
  monthly: money.describe("Most money for one month, with its currency: $500 or 8500 EUR."),
  alerts: z
    .array(percent(1, 1000))
    .min(1)
    .prefault(["50%", "90%", "100%"])
    .describe("Shares of it at which people are told, in percent. Default: 50%, 90%, 100%."),
});

const on = z
  .array(oneOf("failure", "rollback", "approval", "success"))
  .min(1)
  .prefault(["failure", "rollback", "approval"])
  .describe("What is told. Default: failure, rollback, approval.");

const address = form(/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/, "an e-mail address");

/** Who is told of what. */
export const Notify = z.strictObject({
  slack: z
    .strictObject({ secret: secretName.describe("Secret that holds the incoming webhook's URL."), on })
    .optional()
    .describe("Messages to Slack. Default: none."),
  email: z
    .strictObject({
      to: z.array(address).min(1).describe("Addresses."),
      secret: secretName.describe("Secret that holds the mail server's URL (smtps://USER:PASSWORD@HOST)."),
      on,
    })
    .optional()
    .describe("Mail. Default: none."),
  webhook: z
    .strictObject({ secret: secretName.describe("Secret that holds the URL the release's JSON is posted to."), on })
    .optional()
    .describe("The release's JSON to a URL, such as a pager. Default: none."),
  github: z
    .strictObject({
      comment: flag.prefault(true).describe("Write the outcome and the URLs on the pull request. Default: true."),
      release: flag.prefault(false).describe("Make a GitHub release for a version tag. Default: false."),
    })
    .optional()
    .describe("What is written on GitHub. Default: nothing."),
});
