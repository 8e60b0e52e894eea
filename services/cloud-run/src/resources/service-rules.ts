import type { PlainMessage } from "../plain-message.js";
import { cpuMillis } from "./compute-limits.js";
import { checkContainers } from "./container-rules.js";
import { child, children, number, text } from "./fields.js";
import { checkMetadata } from "./metadata-rules.js";
import { revisionIdProblem } from "./names.js";
import { checkTraffic } from "./traffic-rules.js";
import type { Violations } from "./violations.js";

/** Everything that is wrong with a service as it is to be, under the paths of its proto. */
export function checkService(service: PlainMessage, serviceId: string, violations: Violations): void {
  violations.require(
    text(service, "description").length <= 512,
    "description",
    "The description can have no more than 512 characters",
  );
  checkMetadata(service, "", violations);
  checkTraffic(children(service, "traffic"), serviceId, violations);
  checkScaling(child(service, "scaling"), "scaling", violations);
  const template = child(service, "template");
  if (template === undefined) {
    violations.add("template", "A template is required");
    return;
  }
  checkTemplate(template, serviceId, violations);
}

function checkTemplate(template: PlainMessage, serviceId: string, violations: Violations): void {
  const revision = text(template, "revision");
  const problem = revision === "" ? undefined : revisionIdProblem(revision, serviceId);
  if (problem !== undefined) {
    violations.add("template.revision", problem);
  }
  checkMetadata(template, "template.", violations);
  checkContainers(template, "template", violations);
  checkScaling(child(template, "scaling"), "template.scaling", violations);
  const timeout = child(template, "timeout");
  const seconds = number(timeout, "seconds") + number(timeout, "nanos") / 1e9;
  violations.require(
    timeout === undefined || (seconds >= 1 && seconds <= 3600),
    "template.timeout",
    "must be between 1 and 3600 seconds",
  );
  const concurrency = number(template, "maxInstanceRequestConcurrency");
  violations.require(
    concurrency >= 0 && concurrency <= 1000,
    "template.max_instance_request_concurrency",
    "must be between 0 and 1000",
  );
  const cpus = children(template, "containers").map((one) =>
    cpuMillis(text(child(child(one, "resources"), "limits"), "cpu") || "1000m"),
  );
  violations.require(
    concurrency <= 1 || cpus.every((cpu) => cpu === undefined || cpu >= 1000),
    "template.max_instance_request_concurrency",
    "Total cpu < 1 is not supported with concurrency > 1",
  );
}

function checkScaling(scaling: PlainMessage | undefined, path: string, violations: Violations): void {
  const min = number(scaling, "minInstanceCount");
  const max = number(scaling, "maxInstanceCount");
  violations.require(min >= 0, `${path}.min_instance_count`, "must not be negative");
  violations.require(max >= 0, `${path}.max_instance_count`, "must not be negative");
  violations.require(
    max === 0 || min <= max,
    `${path}.min_instance_count`,
    "must not be greater than max_instance_count",
  );
  violations.require(
    number(scaling, "manualInstanceCount") >= 0,
    `${path}.manual_instance_count`,
    "must not be negative",
  );
}
