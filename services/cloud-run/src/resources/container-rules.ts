import type { PlainMessage } from "../plain-message.js";
import { checkResources } from "./compute-limits.js";
import { child, children, number, text } from "./fields.js";
import { checkProbe } from "./probe-rules.js";
import type { Violations } from "./violations.js";

/** Set by Cloud Run in every container. https://cloud.google.com/run/docs/container-contract#env-vars */
const RESERVED_ENV = ["PORT", "K_SERVICE", "K_REVISION", "K_CONFIGURATION"];

/** All containers of a template: at least one, of which exactly one takes requests. */
export function checkContainers(template: PlainMessage, path: string, violations: Violations): void {
  const containers = children(template, "containers");
  violations.require(containers.length > 0, `${path}.containers`, "At least one container is required");
  const withPorts = containers.filter((one) => children(one, "ports").length > 0).length;
  violations.require(
    containers.length < 2 || withPorts === 1,
    `${path}.containers`,
    "Revision template should contain exactly one container with an exposed port",
  );
  containers.forEach((container, index) => {
    checkContainer(container, `${path}.containers[${index}]`, violations);
  });
}

function checkContainer(container: PlainMessage, path: string, violations: Violations): void {
  const image = text(container, "image");
  violations.require(image !== "", `${path}.image`, "Image is required");
  violations.require(
    image === "" || /^[a-zA-Z0-9][\w.:/@-]*$/.test(image),
    `${path}.image`,
    `Invalid image name '${image}'`,
  );
  const name = text(container, "name");
  violations.require(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)?$/.test(name), `${path}.name`, "must be a DNS label");
  const ports = children(container, "ports");
  violations.require(ports.length <= 1, `${path}.ports`, "Only a single port can be specified");
  for (const port of ports) {
    const value = number(port, "containerPort");
    violations.require(
      value >= 0 && value < 65536,
      `${path}.ports[0].container_port`,
      "must be a valid TCP port number, 0 < container_port < 65536",
    );
    violations.require(
      ["", "http1", "h2c"].includes(text(port, "name")),
      `${path}.ports[0].name`,
      "Allowed values are 'http1' and 'h2c'",
    );
  }
  checkEnv(container, path, violations);
  checkResources(child(container, "resources"), `${path}.resources`, violations);
  for (const use of ["startup", "liveness", "readiness"] as const) {
    const probe = child(container, `${use}Probe`);
    if (probe !== undefined) {
      checkProbe(probe, use, `${path}.${use}_probe`, violations);
    }
  }
}

function checkEnv(container: PlainMessage, path: string, violations: Violations): void {
  const names = children(container, "env").map((one) => text(one, "name"));
  const reserved = names.filter((name) => RESERVED_ENV.includes(name) || name.startsWith("X_GOOGLE_"));
  if (reserved.length > 0) {
    violations.add(
      `${path}.env`,
      `The following reserved env names were provided: ${reserved.join(", ")}. These values are automatically set by the system.`,
    );
  }
  children(container, "env").forEach((one, index) => {
    const name = text(one, "name");
    const field = `${path}.env[${index}]`;
    violations.require(/^[^=\0]{1,32768}$/.test(name), `${field}.name`, "Name is required, without '='");
    violations.require(names.indexOf(name) === index, `${field}.name`, `The name '${name}' is used more than once`);
    violations.require(
      Buffer.byteLength(text(one, "value")) <= 32768,
      `${field}.value`,
      "The maximum length is 32768 bytes",
    );
    const source = child(one, "valueSource");
    violations.require(
      source === undefined || text(child(source, "secretKeyRef"), "secret") !== "",
      `${field}.value_source.secret_key_ref.secret`,
      "The name of the secret is required",
    );
  });
}
