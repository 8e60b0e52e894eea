import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Listing, NewListing } from "../src/listings/listing";

/** A server on a free port of the loopback interface, which any process of this machine reaches. */
export async function serve(listener: RequestListener): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => closed(server) };
}

async function closed(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, "close");
}

/** As much of the listings API as this service uses, with its listings in memory, newest first. */
export class FakeApi {
  readonly listings: Listing[] = [];
  readonly #server: Awaited<ReturnType<typeof serve>>;

  private constructor(server: Awaited<ReturnType<typeof serve>>) {
    this.#server = server;
  }

  static async start(): Promise<FakeApi> {
    const api: FakeApi = new FakeApi(await serve((request, response) => void api.#answer(request, response)));
    return api;
  }

  get url(): string {
    return this.#server.url;
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  add(given: Partial<NewListing> & { readonly title: string }): Listing {
    const now = new Date().toISOString();
    const added = {
      ...{ id: randomUUID(), description: "", priceCents: 100, currency: "ZAR", createdAt: now, updatedAt: now },
      ...given,
    };
    this.listings.unshift(added);
    return added;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.url);
    const send = (status: number, body: object) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (url.pathname === "/v1/listings" && request.method === "POST") {
      const given = JSON.parse(await text(request)) as NewListing;
      const refused = { path: "body/title", message: "is refused here" };
      if (given.title === "Refused")
        return void send(400, { code: "invalid_request", message: "…", details: [refused] });
      return void send(201, this.add(given));
    }
    if (url.pathname === "/v1/listings") {
      const after = url.searchParams.get("after");
      const from = after === null ? 0 : this.listings.findIndex(({ id }) => id === after) + 1;
      if (from === 0 && after !== null) return void send(400, { code: "invalid_request", message: "…" });
      const items = this.listings.slice(from, from + 20);
      const more = this.listings.length > from + 20;
      return void send(200, { items, next: more ? (items.at(-1)?.id ?? null) : null });
    }
    const found = this.listings.find(({ id }) => url.pathname === `/v1/listings/${id}`);
    return void (found ? send(200, found) : send(404, { code: "listing_not_found", message: "…" }));
  }
}
