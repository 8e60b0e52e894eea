import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { APPLY } from "../../pipelines/engine/terraform-journal.js";
import { applyCommand, PLAN_FILE, planCommand, pushStateCommand } from "../../pipelines/terraform/index.js";
import { program, TerraformCopy } from "./tools.js";

const tofu = program("SLIPWAY_TEST_TOFU", "tofu");
if (tofu === undefined) console.warn("journal: OpenTofu is built by the embedded engine's set-up, and none is here");

// A place for the state that stops to accept it half way, as one does when credentials end.
describe.runIf(tofu !== undefined)("an apply whose state cannot be saved", () => {
  let copy: TerraformCopy;
  let server: Server;
  let state = "";
  let isRefusing = false;
  const journal = () => join(copy.folder, "journal");

  beforeAll(async () => {
    server = createServer((request, answer) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        if (request.method === "POST" && isRefusing) {
          answer.statusCode = 401;
        } else if (request.method === "POST") {
          state = Buffer.concat(chunks).toString("utf8");
        } else if (state === "") {
          answer.statusCode = 404;
        }
        answer.end(request.method === "GET" ? state : "");
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    copy = new TerraformCopy(tofu ?? "", tofu ?? "");
    mkdirSync(journal());
    copy.write("began.json", "{}");
    copy.write(
      "shop/main.tf",
      `terraform {\n  backend "http" {\n    address   = "http://127.0.0.1:${port}/state"\n    retry_max = 0\n  }\n}\n\nresource "terraform_data" "one" {\n  input = "one"\n}\n`,
    );
    const { code, output } = await copy.run("shop", ["init", "-input=false", "-no-color"]);
    expect(code, output).toBe(0);
    const planned = await copy.run("shop", plan(planCommand("opentofu", { varFiles: [], isDestroy: false })));
    expect(planned.code, planned.output).toBe(2);
  });
  afterAll(() => {
    server.close();
    copy.remove();
  });

  function plan(command: readonly string[]): string[] {
    return command.slice(1).map((word) => word.replace(PLAN_FILE, join(copy.folder, "made.tfplan")));
  }

  function applied(more: readonly string[] = []) {
    const command = [tofu ?? "", ...plan(applyCommand("opentofu"))];
    return execa(
      "sh",
      ["-c", APPLY, "sh", journal(), join(copy.folder, "began.json"), ...(more.length > 0 ? more : command)],
      {
        cwd: join(copy.folder, "shop"),
        reject: false,
        all: true,
      },
    );
  }

  it("keeps the state aside, and says that it has come to its end", async () => {
    isRefusing = true;
    const { exitCode, all } = await applied();
    expect(exitCode, all).toBe(1);
    expect(readdirSync(journal())).toEqual(["rescued.tfstate"]);
    expect(existsSync(join(copy.folder, "shop", "errored.tfstate"))).toBe(false);
    expect(JSON.parse(readFileSync(join(journal(), "rescued.tfstate"), "utf8")).resources).toHaveLength(1);
  });

  it("has lost nothing once the state is pushed", async () => {
    isRefusing = false;
    const [, ...push] = pushStateCommand("opentofu", join(journal(), "rescued.tfstate"));
    const { code, output } = await copy.run("shop", push);
    expect(code, output).toBe(0);
    expect(JSON.parse(state).resources).toHaveLength(1);
    const after = await copy.run("shop", plan(planCommand("opentofu", { varFiles: [], isDestroy: false })));
    expect(after.code, after.output).toBe(0);
  });

  it("leaves a note where it is killed, and none where it is not", async () => {
    const running = applied(["sh", "-c", "kill -KILL $PPID"]);
    await running;
    expect(readdirSync(journal())).toContain("began.json");
    const { exitCode } = await applied(["sh", "-c", "exit 7"]);
    expect(exitCode).toBe(7);
    expect(readdirSync(journal())).not.toContain("began.json");
  });
});
