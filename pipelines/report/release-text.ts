import type { Release, ServiceRelease, Step } from "../release/index.js";

/** A release as people read it: the outcome, then what failed and how to see it again, then every step with its time. */
export function releaseText(release: Release): string {
  const failed = release.services.filter(({ outcome }) => outcome === "failed");
  const names = (services: readonly ServiceRelease[]) => services.map(({ service }) => service).join(", ");
  const headline =
    release.outcome === "deployed"
      ? `Deployed ${names(release.services)} to ${release.environment} in ${seconds(release.seconds)}.`
      : `Not deployed to ${release.environment}: ${names(failed)} failed after ${seconds(release.seconds)}. Nothing was left running.`;
  const lines = [headline, ...failed.flatMap(failureLines)];
  for (const service of release.services) lines.push("", ...serviceLines(service));
  return `${lines.join("\n")}\n`;
}

function failureLines({ service, steps }: ServiceRelease): string[] {
  return steps.flatMap((step) =>
    step.outcome === "failed" ? [`  ${service}, ${step.name}: ${indent(step.detail)}`] : [],
  );
}

function serviceLines({ service, outcome, steps }: ServiceRelease): string[] {
  const stopped = outcome === "stopped" ? " (stopped: another service failed)" : "";
  return [`${service}${stopped}`, ...steps.map(stepLine)];
}

function stepLine({ name, outcome, seconds: took, detail }: Step): string {
  const text = outcome === "failed" ? "FAILED" : detail;
  return `  ${name.padEnd(8)} ${seconds(took).padStart(8)}  ${indent(text)}`;
}

function indent(text: string): string {
  return text.replaceAll("\n", "\n    ");
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}
