import { afterAll, describe, expect, it } from "vitest";
import { NEVER_SEEN, nodeService, ScratchRepository } from "./scratch-repository.js";

/** Speaks the first words of each protocol, so that only the real thing answers. */
const TEST = `import { connect } from "node:net";
const ask = (url, hello, wanted) => new Promise((resolve, reject) => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname, () => socket.write(hello));
  socket.once("data", (data) => { socket.destroy(); data.toString("latin1").startsWith(wanted) ? resolve() : reject(new Error(data.toString())); });
  socket.once("error", reject);
});
await ask(process.env.CACHE, "PING\\r\\n", "+PONG");
// PostgreSQL's request for TLS, which a server without it answers with N.
await ask(process.env.DATABASE_URL, Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]), "N");
const browser = await fetch(process.env.BROWSER_URL.replace(/\\/\\/[^:]+/, "//" + (await import("node:dns/promises").then((dns) => dns.lookup("browser"))).address) + "/json/version");
if (!(await browser.json()).Browser.includes("Chrom")) throw new Error("no Chromium");
console.log("all three answered");
`;

describe("what a service uses", () => {
  const shop = new ScratchRepository({
    "slipway.yaml": `name: shop
services:
  app:
    path: services/app
    uses: { postgres: { version: 15 }, redis: { env: CACHE }, browser: {} }
`,
    ...nodeService("app", { ...NEVER_SEEN, "test.mjs": TEST }),
  });
  shop.commit("first");
  afterAll(() => shop.remove());

  it("is really there while its tests run", async () => {
    const { code, stderr } = await shop.call("test");
    expect(stderr).toMatch(/all three answered$/m);
    expect(code).toBe(0);
  });
});
