import { afterAll, describe, expect, it } from "vitest";
import { type Files, nodeService, ScratchRepository } from "./scratch-repository.js";

/** The same service with the lock file of another package manager in place of npm's. */
function withLock(name: string, lock: Files): Files {
  const own = nodeService(name, lock);
  return Object.fromEntries(Object.entries(own).filter(([path]) => !path.endsWith("package-lock.json")));
}

const PNPM = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false

importers:

  .: {}
`;

const PIP: Files = {
  "services/pip/requirements.txt": "six==1.17.0\n",
  "services/pip/requirements-dev.txt": "pytest==8.4.2\npytest-cov==6.3.0\n",
  "services/pip/main.py": `import os, six
from http.server import BaseHTTPRequestHandler, HTTPServer

def greeting():
    return six.ensure_binary("hello")

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(greeting())

if __name__ == "__main__":
    HTTPServer(("", int(os.environ["PORT"])), Handler).serve_forever()
`,
  "services/pip/test_main.py": "import main\n\ndef test_greeting():\n    assert main.greeting() == b'hello'\n",
  "services/pip/.python-version": "3.11\n",
};

/** What services with other package managers than npm and uv come to; those two are this repository's own services'. */
describe("presets", () => {
  const smoke = "smoke: [{ get: / }]";
  const shop = new ScratchRepository({
    "slipway.yaml": `name: shop
services:
  pnpm: { path: services/pnpm, ${smoke} }
  yarn: { path: services/yarn, ${smoke} }
  pip: { path: services/pip, tests: { minimum: { lines: 50% } }, ${smoke} }
`,
    ...withLock("pnpm", { "pnpm-lock.yaml": PNPM }),
    ...withLock("yarn", { "yarn.lock": "# yarn lockfile v1\n\n\n" }),
    ...PIP,
  });
  shop.commit("first");
  afterAll(() => shop.remove());

  it("lint and test with pnpm, yarn and pip", async () => {
    const { code, stdout, stderr } = await shop.call("test");
    expect(stderr).not.toContain("Error: Failed");
    expect(stdout).toMatch(/^pip +test .* 1 test passed; covered: lines \d+/m);
    expect(stdout).toMatch(/^pnpm +test .* pnpm run test$/m);
    expect(stdout).toMatch(/^yarn +test .* yarn run test$/m);
    expect(code).toBe(0);
    expect((await shop.call("lint", "--services", "pnpm,yarn")).code).toBe(0);
  });

  it("make images that start and answer", async () => {
    const { code, stdout, stderr } = await shop.call("deploy", "--env", "local");
    expect(stderr).not.toContain("Error: Not deployed");
    expect(stdout).toMatch(/^Deployed pnpm, yarn, pip to local/);
    expect(code).toBe(0);
  });
});
