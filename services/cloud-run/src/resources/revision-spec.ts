import type { PlainMessage } from "../plain-message.js";
import type { InstanceSpec, ProbeSpec, RevisionSpec } from "../ports.js";
import { child, children, flag, number, text, texts } from "./fields.js";
import { shortName } from "./names.js";
import type { RevisionRecord } from "./service-record.js";

/** The value of a version of a secret (`latest` where none is named); undefined where there is none. */
export type SecretValue = (secret: string, version: string) => string | undefined;

export type SpecOutcome =
  | { readonly kind: "spec"; readonly spec: RevisionSpec }
  | { readonly kind: "failed"; readonly reason: string; readonly message: string };

/** The container that takes the requests: the one with a port. Sidecars are not started. */
export function ingressContainer(template: PlainMessage): PlainMessage {
  const containers = children(template, "containers");
  return containers.find((one) => children(one, "ports").length > 0) ?? containers[0] ?? {};
}

/** What the instances of a revision are. SECRETS_ACCESS_CHECK_FAILED where a secret in its environment is missing. */
export function revisionSpec(record: RevisionRecord, secretValue: SecretValue): SpecOutcome {
  const { revision, template } = record;
  const container = ingressContainer(template);
  const port = number(children(container, "ports")[0], "containerPort") || 8080;
  const env: Record<string, string> = {};
  for (const one of children(container, "env")) {
    const reference = child(child(one, "valueSource"), "secretKeyRef");
    if (reference === undefined) {
      env[text(one, "name")] = text(one, "value");
      continue;
    }
    const secret = text(reference, "secret");
    const version = text(reference, "version") || "latest";
    const value = secretValue(secret, version);
    if (value === undefined) {
      const message = `Secret ${secret}/versions/${version} was not found`;
      return { kind: "failed", reason: "SECRETS_ACCESS_CHECK_FAILED", message };
    }
    env[text(one, "name")] = value;
  }
  const service = text(revision, "service");
  const name = text(revision, "name");
  const system = { PORT: String(port), K_SERVICE: service, K_REVISION: shortName(name), K_CONFIGURATION: service };
  const directory = text(container, "workingDir");
  const instance: InstanceSpec = {
    revision: name,
    image: text(container, "image"),
    command: texts(container, "command"),
    args: texts(container, "args"),
    env: { ...env, ...system },
    port,
    ...(directory === "" ? {} : { workingDirectory: directory }),
  };
  const liveness = child(container, "livenessProbe");
  const startup = child(container, "startupProbe") ?? { timeoutSeconds: 240, periodSeconds: 240, failureThreshold: 1 };
  const scaling = child(template, "scaling");
  const spec: RevisionSpec = {
    instance,
    startupProbe: probeSpec(startup, port),
    ...(liveness === undefined || flag(template, "healthCheckDisabled")
      ? {}
      : { livenessProbe: probeSpec(liveness, port) }),
    minInstances: number(scaling, "minInstanceCount"),
    maxInstances: number(scaling, "maxInstanceCount") || 100,
    concurrency: number(template, "maxInstanceRequestConcurrency") || 80,
  };
  return { kind: "spec", spec };
}

function probeSpec(probe: PlainMessage, containerPort: number): ProbeSpec {
  const times = {
    initialDelaySeconds: number(probe, "initialDelaySeconds"),
    timeoutSeconds: number(probe, "timeoutSeconds") || 1,
    periodSeconds: number(probe, "periodSeconds") || 10,
    failureThreshold: number(probe, "failureThreshold") || 3,
  };
  const http = child(probe, "httpGet");
  const grpc = child(probe, "grpc");
  if (http !== undefined) {
    const headers = Object.fromEntries(
      children(http, "httpHeaders").map((one) => [text(one, "name"), text(one, "value")]),
    );
    return {
      ...times,
      http: { path: text(http, "path") || "/", port: number(http, "port") || containerPort, headers },
    };
  }
  if (grpc !== undefined) {
    return { ...times, grpc: { port: number(grpc, "port") || containerPort, service: text(grpc, "service") } };
  }
  return { ...times, tcp: { port: number(child(probe, "tcpSocket"), "port") || containerPort } };
}
