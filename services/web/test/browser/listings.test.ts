import { randomUUID } from "node:crypto";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { FakeApi } from "../fake-api";
import { browserUrl, connectBrowser, errorsIn, ownAddress } from "./browser";
import { Web } from "./web";

describe.skipIf(!browserUrl)("in a browser", () => {
  let api: FakeApi;
  let web: Web;
  let browser: Browser;
  let origin: string;

  beforeAll(async () => {
    api = await FakeApi.start();
    web = await Web.start({ LISTINGS_URL: api.url });
    browser = await connectBrowser();
    origin = `http://${await ownAddress()}:${web.port}`;
  });

  afterAll(async () => {
    await browser?.close();
    await web?.stop();
    await api?.close();
  });

  beforeEach(() => {
    api.listings.length = 0;
    api.add({ title: "Cottage near the beach", priceCents: 217_500_000 });
    api.add({ title: "Family house in Parkhurst", priceCents: 545_000_050, description: "Four bedrooms & a garden." });
  });

  /** A page of its own, which must have printed no error by the end of the test but those that are expected. */
  async function open(path: string, options: BrowserContextOptions & { errors?: RegExp } = {}): Promise<Page> {
    const { errors: expected, ...contextOptions } = options;
    const context = await browser.newContext({ baseURL: origin, ...contextOptions });
    const page = await context.newPage();
    const errors = errorsIn(page);
    onTestFinished(async () => {
      await context.close();
      expect(errors.filter((error) => !expected?.test(error))).toEqual([]);
    });
    await page.goto(path);
    return page;
  }

  /** Past what is read out, for people who see: spaces of any kind are one. */
  async function cards(page: Page): Promise<string[]> {
    const texts = await page.getByRole("listitem").allInnerTexts();
    return texts.map((text) => text.replace(/\s+/gu, " "));
  }

  it("shows the listings with their prices, newest first", async () => {
    const page = await open("/");
    expect(await page.title()).toBe("Property listings");
    expect(await cards(page)).toEqual([
      expect.stringMatching(/^Family house in Parkhurst R 5 450 000[.,]50 Four bedrooms & a garden\. Added /),
      expect.stringMatching(/^Cottage near the beach R 2 175 000 Added /),
    ]);
  });

  it("shows a listing, and goes back", async () => {
    const page = await open("/");
    await page.getByRole("link", { name: "Family house in Parkhurst" }).click();
    await page.getByRole("heading", { level: 1, name: "Family house in Parkhurst" }).waitFor();
    expect(await page.title()).toBe("Family house in Parkhurst – Property listings");
    await page.getByRole("link", { name: "All listings" }).click();
    await page.getByRole("heading", { name: "Newest listings" }).waitFor();
  });

  it("shows what is in a listing as text", async () => {
    const title = '<img src="/x" onerror="alert(1)"> & "more"';
    const { id } = api.add({ title, description: "First line\nSecond line" });
    const page = await open(`/listings/${id}`);
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe(title);
    expect(await page.getByText("First line").innerText()).toBe("First line\nSecond line");
  });

  it("pages through many", async () => {
    for (let count = 1; count <= 20; count++) api.add({ title: `Flat ${count}` });
    const page = await open("/");
    expect(await cards(page)).toHaveLength(20);
    await page.getByRole("link", { name: "Older listings" }).click();
    await page.getByRole("heading", { name: "Older listings" }).waitFor();
    expect(await cards(page)).toHaveLength(2);
    await page.getByRole("link", { name: "Newest listings" }).click();
    await page.getByRole("heading", { name: "Newest listings" }).waitFor();
  });

  it.each([
    ["with JavaScript", true],
    ["without JavaScript", false],
  ])("adds a listing %s", async (_how, javaScriptEnabled) => {
    const page = await open("/", { javaScriptEnabled });
    await page.getByLabel("Title").fill("Studio in Windhoek West");
    await page.getByLabel("Price").fill("980 000,50");
    await page.getByLabel("Currency").selectOption("NAD");
    await page.getByLabel("Description").fill("Furnished.\nFibre included.");
    await page.getByRole("button", { name: "Add listing" }).click();
    await page.getByRole("heading", { level: 1, name: "Studio in Windhoek West" }).waitFor();
    expect(api.listings[0]).toMatchObject({
      title: "Studio in Windhoek West",
      priceCents: 98_000_050,
      currency: "NAD",
      description: "Furnished.\nFibre included.",
    });
    await page.getByRole("link", { name: "All listings" }).click();
    await page.getByRole("heading", { name: "Newest listings" }).waitFor();
    expect((await cards(page))[0]).toMatch(/^Studio in Windhoek West/);
  });

  it.each([
    ["with JavaScript", true],
    ["without JavaScript", false],
  ])("says what is wrong at each field and keeps what was typed, %s", async (_how, javaScriptEnabled) => {
    const page = await open("/", { javaScriptEnabled });
    await page.getByLabel("Price").fill("a lot");
    await page.getByLabel("Currency").selectOption("BWP");
    await page.getByRole("button", { name: "Add listing" }).click();
    const alert = page.locator("[role=alert].mistakes");
    await alert.waitFor();
    expect(await alert.getByRole("link").allInnerTexts()).toEqual([
      "Enter a title.",
      expect.stringMatching(/^Enter the price as a number/),
    ]);
    const title = page.getByLabel("Title");
    expect(await title.getAttribute("aria-invalid")).toBe("true");
    const mistake = await title.getAttribute("aria-describedby");
    expect(await page.locator(`[id="${mistake}"]`).innerText()).toBe("Enter a title.");
    expect(await page.getByLabel("Price").inputValue()).toBe("a lot");
    expect(await page.getByLabel("Currency").inputValue()).toBe("BWP");
    expect(await page.getByLabel("Currency").getAttribute("aria-invalid")).toBeNull();
    expect(api.listings).toHaveLength(2);
    if (!javaScriptEnabled) return;
    // The summary has the focus, so it is read out and Tab goes on from there.
    expect(await alert.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await title.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it("says what the API refuses", async () => {
    const page = await open("/");
    await page.getByLabel("Title").fill("Refused");
    await page.getByLabel("Price").fill("1");
    await page.getByRole("button", { name: "Add listing" }).click();
    await page.getByText("The title was not accepted: is refused here.").first().waitFor();
    expect(await page.getByLabel("Title").inputValue()).toBe("Refused");
  });

  it("can be used with the keyboard alone, each control with a name", async () => {
    const page = await open("/");
    const stops: string[] = [];
    for (let count = 0; count < 9; count++) {
      await page.keyboard.press("Tab");
      stops.push(
        await page.evaluate(() => {
          const element = document.activeElement;
          const label = element && "labels" in element ? (element.labels as NodeList)[0] : undefined;
          return (label ?? element)?.textContent?.trim() || "no name";
        }),
      );
    }
    expect(stops).toEqual([
      "Skip to content",
      "Property listings",
      "Family house in Parkhurst",
      "Cottage near the beach",
      "Title",
      "Price",
      "Currency",
      "Description (optional)",
      "Add listing",
    ]);
  });

  it.each(["light", "dark"] as const)("has text that stands out from its ground, in %s mode", async (colorScheme) => {
    const page = await open("/", { colorScheme });
    await page.getByRole("button", { name: "Add listing" }).click();
    await page.locator(".mistake").first().waitFor();
    const weak = await page.evaluate(() => {
      const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      const luminance = (colour: string): number => {
        if (!canvas) return 0;
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) =>
          value <= 10 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4,
        );
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const groundOf = (element: Element): string => {
        const ground = getComputedStyle(element).backgroundColor;
        if (ground !== "rgba(0, 0, 0, 0)" || !element.parentElement) return ground;
        return groundOf(element.parentElement);
      };
      return [...document.querySelectorAll("body *")]
        .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
        .filter((element) => element.checkVisibility())
        .flatMap((element) => {
          const [one, other] = [luminance(getComputedStyle(element).color), luminance(groundOf(element))];
          const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
          return contrast < 4.5 ? [`${element.textContent}: ${contrast.toFixed(1)}`] : [];
        });
    });
    expect(weak).toEqual([]);
  });

  it("fits a narrow screen", async () => {
    api.add({ title: "W".repeat(120), description: "w".repeat(2000), priceCents: Number.MAX_SAFE_INTEGER });
    const page = await open("/", { viewport: { width: 320, height: 640 } });
    const wider = await page.evaluate(() => {
      const root = document.documentElement;
      return root.scrollWidth - root.clientWidth;
    });
    expect(wider).toBe(0);
  });

  it.each(["/nowhere", `/listings/${randomUUID()}`, "/?after=odd"])(
    "has a page for what is not there: %s",
    async (path) => {
      const page = await open(path, { errors: /status of 404/ });
      expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("There is nothing here");
      const { status } = await fetch(`http://127.0.0.1:${web.port}${path}`);
      expect(status).toBe(404);
    },
  );

  it("sends headers that keep pages to themselves", async () => {
    const { headers } = await fetch(`http://127.0.0.1:${web.port}/`);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-security-policy": expect.stringMatching(/script-src 'self' 'nonce-[^']+' .*frame-ancestors 'none'/),
      "x-content-type-options": "nosniff",
      "referrer-policy": "strict-origin-when-cross-origin",
      "cache-control": expect.stringContaining("no-store"),
    });
    expect(headers.has("x-powered-by")).toBe(false);
  });
});
