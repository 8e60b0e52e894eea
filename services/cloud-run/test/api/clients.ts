import { MetricServiceClient } from "@google-cloud/monitoring";
import { ExecutionsClient, JobsClient, RevisionsClient, ServicesClient } from "@google-cloud/run";
import { credentials } from "@grpc/grpc-js";

/** What clients ask for headers by, and send HTTP with: with no credentials, and nobody to look them up from. */
const NO_AUTH = {
  fetch: (url: string, init: RequestInit) => fetch(url, init),
  getClient: async () => NO_AUTH,
  getRequestHeaders: async () => new Headers(),
  getUniverseDomain: async () => "googleapis.com",
  universeDomain: "googleapis.com",
};

export type Protocol = "gRPC" | "HTTP/JSON" | "HTTP/JSON with enums by number";

/** Google's own clients for a port of this machine. */
export function clients(port: number, protocol: Protocol) {
  const address = { apiEndpoint: "127.0.0.1", port, auth: NO_AUTH };
  const how =
    protocol === "gRPC"
      ? { sslCreds: credentials.createInsecure() }
      : { fallback: true, protocol: "http", numericEnums: protocol !== "HTTP/JSON" };
  const options = { ...address, ...how } as unknown as ConstructorParameters<typeof ServicesClient>[0];
  const all = {
    services: new ServicesClient(options),
    revisions: new RevisionsClient(options),
    jobs: new JobsClient(options),
    executions: new ExecutionsClient(options),
    metrics: new MetricServiceClient(options as ConstructorParameters<typeof MetricServiceClient>[0]),
  };
  const close = async () => {
    await Promise.all(Object.values(all).map((client) => client.close()));
  };
  return { ...all, close };
}
