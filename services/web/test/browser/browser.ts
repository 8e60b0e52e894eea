import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { connect } from "node:net";
import { type Browser, chromium, type Page } from "playwright-core";

/** Whether there is a browser to test with; `set-up.ts` says so when there is none. */
export const browserUrl = process.env["BROWSER_URL"];

/** The browser at BROWSER_URL. It answers only to an address: a name in the Host header could be anyone's. */
export async function connectBrowser(): Promise<Browser> {
  const url = new URL(browserUrl ?? "");
  url.hostname = (await lookup(url.hostname, { family: 4 })).address;
  return chromium.connectOverCDP(url.href.replace(/\/$/, ""));
}

/**
 * This machine as the browser sees it: the address that a connection to the browser comes from. That is the loopback
 * interface only when the browser runs on this machine, since that of another container is another one.
 */
export async function ownAddress(): Promise<string> {
  const { hostname, port } = new URL(browserUrl ?? "");
  const socket = connect({ host: hostname, port: Number(port || 80), family: 4 });
  await once(socket, "connect");
  const { localAddress } = socket;
  socket.destroy();
  if (!localAddress) throw new Error("A connection to the browser has no local address.");
  return localAddress;
}

/** Every error that a page has printed or thrown so far, and every request that a policy stopped. */
export function errorsIn(page: Page): string[] {
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => errors.push(error.message));
  return errors;
}
