import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { FakeApi } from "../fake-api";
import { browserUrl, connectBrowser, errorsIn, ownAddress } from "./browser";
import { type Environment, Web } from "./web";

describe.skipIf(!browserUrl)("in a browser, without the API", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await connectBrowser();
  });

  afterAll(() => browser?.close());

  async function open(env: Environment): Promise<{ web: Web; page: Page; errors: string[] }> {
    const web = await Web.start(env);
    onTestFinished(() => web.stop());
    const context = await browser.newContext({ baseURL: `http://${await ownAddress()}:${web.port}` });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const errors = errorsIn(page);
    await page.goto("/");
    return { web, page, errors };
  }

  it("says so when LISTINGS_URL is missing, and the log says why", async () => {
    const { web, page, errors } = await open({});
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Listings are unavailable");
    expect(await page.locator("body").innerText()).not.toMatch(/LISTINGS_URL|Error|\bat /);
    expect(web.output).toMatch(/LISTINGS_URL is missing/);
    expect(errors).toEqual([]);
  });

  it("says so on each page and stays healthy while nothing answers", async () => {
    const away = await FakeApi.start();
    await away.close();
    const { web, page, errors } = await open({ LISTINGS_URL: away.url });
    await page.goto(`/listings/${randomUUID()}`);
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Listings are unavailable");
    const health = await fetch(`http://127.0.0.1:${web.port}/health`);
    expect([health.status, await health.json()]).toEqual([200, { status: "ok" }]);
    expect(errors).toEqual([]);
  });

  it("keeps what was typed when the API goes away before it is sent", async () => {
    const api = await FakeApi.start();
    onTestFinished(() => api.close());
    const { page, errors } = await open({ LISTINGS_URL: api.url });
    await api.close();
    await page.getByLabel("Title").fill("Flat");
    await page.getByLabel("Price").fill("1");
    await page.getByRole("button", { name: "Add listing" }).click();
    await page.getByText("The listing could not be added just now.").waitFor();
    expect(await page.getByLabel("Title").inputValue()).toBe("Flat");
    expect(errors).toEqual([]);
  });
});
