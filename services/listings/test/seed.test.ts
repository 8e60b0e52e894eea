import { expect, it } from "vitest";
import { ownApp } from "./own-database.js";
import { run } from "./run.js";

const { app, url } = ownApp();

it("seed.ts adds the examples once, and keeps what has been done to them", async () => {
  const env = { DATABASE_URL: url };
  expect(await run("seed.ts", env)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Added 5 .* 0 were/) });
  const [first, second] = (await app.inject("/v1/listings")).json().items;
  await app.inject({ method: "PATCH", url: `/v1/listings/${first.id}`, body: { title: "Sold" } });
  await app.inject({ method: "DELETE", url: `/v1/listings/${second.id}` });

  expect(await run("seed.ts", env)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Added 1 .* 4 were/) });
  const { items } = (await app.inject("/v1/listings")).json();
  expect(items).toHaveLength(5);
  expect(items).toContainEqual(expect.objectContaining({ id: first.id, title: "Sold" }));
});
