import type { PlainMessage } from "../plain-message.js";
import { cpuMillis, memoryBytes } from "./compute-limits.js";
import { child, children, number, text } from "./fields.js";
import { trafficMessage, trafficTargets } from "./traffic-rules.js";

const UNSPECIFIED = /_UNSPECIFIED$/;

/** A service with every default that Google fills in on create and update. Idempotent. */
export function withDefaults(service: PlainMessage): PlainMessage {
  const template = child(service, "template") ?? {};
  return {
    ...service,
    ingress: enumOr(service, "ingress", "INGRESS_TRAFFIC_ALL"),
    launchStage: enumOr(service, "launchStage", "GA"),
    template: templateWithDefaults(template),
    traffic: trafficTargets(children(service, "traffic")).map(trafficMessage),
  };
}

function templateWithDefaults(template: PlainMessage): PlainMessage {
  const containers = children(template, "containers");
  const ingress = Math.max(
    0,
    containers.findIndex((one) => children(one, "ports").length > 0),
  );
  const isHealthChecked = template["healthCheckDisabled"] !== true;
  const filled = containers.map((one, index) => containerWithDefaults(one, index === ingress, isHealthChecked));
  const limits = child(child(filled[ingress], "resources"), "limits");
  const isSmallCpu = (cpuMillis(text(limits, "cpu")) ?? 1000) < 1000;
  const isSmallMemory = (memoryBytes(text(limits, "memory")) ?? 0) < 512 * 2 ** 20;
  const scaling = child(template, "scaling") ?? {};
  return {
    ...template,
    scaling: { ...scaling, maxInstanceCount: number(scaling, "maxInstanceCount") || 100 },
    timeout: child(template, "timeout") ?? { seconds: "300", nanos: 0 },
    maxInstanceRequestConcurrency: number(template, "maxInstanceRequestConcurrency") || (isSmallCpu ? 1 : 80),
    executionEnvironment: enumOr(
      template,
      "executionEnvironment",
      isSmallMemory ? "EXECUTION_ENVIRONMENT_GEN1" : "EXECUTION_ENVIRONMENT_GEN2",
    ),
    containers: filled,
  };
}

function containerWithDefaults(container: PlainMessage, isIngress: boolean, isHealthChecked: boolean): PlainMessage {
  const given = child(container, "resources");
  const limits = child(given, "limits");
  const resources = {
    ...(given ?? { cpuIdle: true }),
    limits: { ...limits, cpu: text(limits, "cpu") || "1000m", memory: text(limits, "memory") || "512Mi" },
  };
  const ported = children(container, "ports")[0];
  const port = number(ported, "containerPort") || 8080;
  const startup = child(container, "startupProbe");
  return {
    ...container,
    resources,
    ...(isIngress ? { ports: [{ name: text(ported, "name") || "http1", containerPort: port }] } : {}),
    ...(startup === undefined ? {} : { startupProbe: probeWithDefaults(startup, port) }),
    ...(startup === undefined && isIngress && isHealthChecked ? { startupProbe: defaultStartupProbe(port) } : {}),
    ...probes(container, "livenessProbe", port),
    ...probes(container, "readinessProbe", port),
  };
}

/** https://cloud.google.com/run/docs/configuring/healthchecks: TCP, 240 s, one failure. */
function defaultStartupProbe(port: number): PlainMessage {
  return { timeoutSeconds: 240, periodSeconds: 240, failureThreshold: 1, tcpSocket: { port } };
}

function probes(container: PlainMessage, field: string, port: number): PlainMessage {
  const probe = child(container, field);
  return probe === undefined ? {} : { [field]: probeWithDefaults(probe, port) };
}

function probeWithDefaults(probe: PlainMessage, port: number): PlainMessage {
  const kind = ["httpGet", "tcpSocket", "grpc"].find((one) => probe[one] !== undefined) ?? "tcpSocket";
  const action = child(probe, kind) ?? {};
  const path = kind === "httpGet" ? { path: text(action, "path") || "/" } : {};
  return {
    ...probe,
    timeoutSeconds: number(probe, "timeoutSeconds") || 1,
    periodSeconds: number(probe, "periodSeconds") || 10,
    failureThreshold: number(probe, "failureThreshold") || 3,
    [kind]: { ...action, ...path, port: number(action, "port") || port },
  };
}

function enumOr(message: PlainMessage, field: string, otherwise: string): string {
  const value = text(message, field);
  return value === "" || UNSPECIFIED.test(value) ? otherwise : value;
}
