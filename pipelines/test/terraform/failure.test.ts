import { describe, expect, it } from "vitest";
import { failureOf } from "../../terraform/index.js";

/** One line of `plan -json` or `apply -json`, as OpenTofu 1.11 and Terraform 1.11 print it. */
function line(summary: string, detail = "", more: object = {}): string {
  const diagnostic = { severity: "error", summary, detail, ...more };
  return `{"@level":"info","@message":"OpenTofu 1.11.0","type":"version"}\n${JSON.stringify({ "@level": "error", diagnostic, type: "diagnostic" })}\n`;
}

function failed(run: { step?: string; stdout?: string; stderr?: string; exitCode?: number }) {
  const { code, message } = failureOf({
    ...{ tool: "opentofu", step: "plan", exitCode: 1, stdout: "", stderr: "", environment: "staging" },
    ...run,
  });
  return { code, message };
}

const LOCKED = line(
  "Error acquiring the state lock",
  "Error message: resource temporarily unavailable\nLock Info:\n  ID:        05e16cc7-d79d-99af-3b24-1cc29d5ce6d2\n  Path:      terraform.tfstate\n  Operation: OperationTypeApply\n  Who:       root@runner-7\n  Version:   1.11.0\n  Created:   2026-11-21 18:40:27.456472687 +0000 UTC\n  Info:      \n\n\nOpenTofu acquires a state lock to protect the state from being written\nby multiple users at the same time.",
);

describe("failureOf", () => {
  it("says who holds the lock, since when and for what", () => {
    const { code, message } = failed({ stdout: LOCKED });
    expect(code).toBe("STATE_LOCKED");
    expect(message).toContain("Another run holds the lock of staging's state.");
    expect(message).toContain(
      "seen: root@runner-7, since 2026-11-21 18:40:27.456472687 +0000 UTC, for apply (ID 05e16cc7-d79d-99af-3b24-1cc29d5ce6d2)",
    );
  });

  it.each([
    [
      "a state of a newer format, which is met while the lock is asked for",
      "STATE_TOO_NEW",
      line(
        "Error acquiring the state lock",
        "Error message: failed to write backup file: Unsupported state file format: The state file uses format version 5, which is not supported by OpenTofu 1.11.0. This state file was created by OpenTofu 9.9.9.",
      ),
    ],
    [
      "a state of a newer Terraform",
      "STATE_TOO_NEW",
      line(
        "Error loading state",
        "state snapshot was created by Terraform v1.13.0, which is newer than current v1.11.4; upgrade",
      ),
    ],
    [
      "a plan of another state",
      "PLAN_STALE",
      line(
        "Saved plan is stale",
        "The given plan file can no longer be applied because the state was changed by another operation",
      ),
    ],
    [
      "a plan file that is none",
      "PLAN_FILE_INVALID",
      line('Failed to load "plan.tfplan" as a plan file', "Error: couldn't load the provided path"),
    ],
    [
      "a provider that is gone",
      "TERRAFORM_CRASHED",
      line(
        "Plugin did not respond",
        "The plugin encountered an error, and failed to respond to the plugin.(*GRPCProvider).PlanResourceChange call.",
      ),
    ],
    [
      "credentials that the bucket of the state refuses",
      "CREDENTIALS_REFUSED",
      line(
        "Error acquiring the state lock",
        "Error message: googleapi: got HTTP response code 401: Request had invalid authentication credentials.",
      ),
    ],
    ["no credentials at all", "CREDENTIALS_REFUSED", line("Error: could not find default credentials")],
    [
      "a token that has ended",
      "CREDENTIALS_REFUSED",
      line(
        "Error creating Instance: googleapi: Error 401: Request had invalid authentication credentials., reason: ACCESS_TOKEN_EXPIRED",
      ),
    ],
    ["anything else", "TERRAFORM_FAILED", line("Invalid value for variable", "The tier is wrong.")],
  ])("knows %s", (_, code, stdout) => {
    expect(failed({ stdout }).code).toBe(code);
  });

  it("knows a crash by what the tool prints beside its JSON", () => {
    const stderr = `Stack trace from the terraform-provider-google_v7.45.0 plugin:\n\npanic: boom\n\n${"goroutine 1\n".repeat(200)}`;
    const { code, message } = failed({ stderr });
    expect(code).toBe("TERRAFORM_CRASHED");
    expect(message.split("\n").length).toBeLessThan(30);
  });

  it("says after an apply that the next plan shows what is left", () => {
    expect(
      failed({ step: "apply", stdout: line("oauth2: token expired and refresh token is not set") }).message,
    ).toContain("sign in again, make a new plan, which shows what is left to do, and apply that.");
  });

  it("names the resource or the line that a message is about", () => {
    const place = { range: { filename: "main.tf", start: { line: 7, column: 3 } } };
    expect(
      failed({ stdout: line("Unsupported argument", 'An argument named "tire" is not expected here.', place) }).message,
    ).toContain('seen: Unsupported argument (main.tf:7)\n      An argument named "tire" is not expected here.');
    expect(failed({ stdout: line("It broke", "", { address: "google_sql_user.app" }) }).message).toContain(
      "It broke (google_sql_user.app)",
    );
  });

  it("takes the tool's frame off what is no JSON", () => {
    const stderr = "╷\n│ Error: Failed to query available provider packages\n│ \n│ Could not retrieve the list\n╵\n";
    expect(failed({ step: "init", stderr }).message).toContain(
      "seen: Error: Failed to query available provider packages\n    Could not retrieve the list",
    );
  });

  it("has something to say of no output", () => {
    expect(failed({ exitCode: 137 }).message).toBe(
      "tofu plan ended with exit code 137. [TERRAFORM_FAILED]\n  seen: no output\n  next: mend what it reports, and run the same command again.",
    );
  });

  it("reads what validate prints", () => {
    const stdout = JSON.stringify({
      format_version: "1.0",
      valid: false,
      diagnostics: [
        { severity: "error", summary: "Unclosed configuration block", range: { filename: "a.tf", start: { line: 1 } } },
      ],
    });
    expect(failed({ step: "validate", stdout }).message).toContain("seen: Unclosed configuration block (a.tf:1)");
  });
});
