import { StatusError } from "../status.js";
import type { Series } from "./series.js";
import { RESOURCE_TYPE } from "./series.js";

/** Whether a series is meant. */
export type SeriesFilter = (series: Series) => boolean;

const TERM = /^\s*([a-z_]+(?:\.[a-z_]+)*)\s*(!?=)\s*(starts_with|one_of)?\s*/i;
const STRING = /^\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([\w./-]+))\s*/;

/**
 * Reads the part of the filter language that is known here: selectors `metric.type`, `resource.type`, `metric.labels.*` and
 * `resource.labels.*` with `=`, `!=`, `starts_with(…)` and `one_of(…)`, joined by AND.
 * https://cloud.google.com/monitoring/api/v3/filters
 */
export function parseFilter(text: string): SeriesFilter {
  const terms: SeriesFilter[] = [];
  let hasType = false;
  let rest = text;
  while (rest.trim() !== "") {
    const [whole, selector = "", operator, call] = TERM.exec(rest) ?? refuse(text);
    rest = rest.slice(whole.length);
    const isCall = call !== undefined;
    if (isCall) rest = skip(rest, "(", text);
    const values: string[] = [];
    const isList = call?.toLowerCase() === "one_of";
    for (let isMore = true; isMore; ) {
      const [string, double, single, bare] = STRING.exec(rest) ?? refuse(text);
      values.push((double ?? single ?? bare ?? "").replace(/\\(.)/g, "$1"));
      rest = rest.slice(string.length);
      isMore = isList && rest.startsWith(",");
      if (isMore) rest = rest.slice(1);
    }
    if (isCall) rest = skip(rest, ")", text);
    const isPrefix = call?.toLowerCase() === "starts_with";
    if (selector === "metric.type" && operator === "=" && !isPrefix) hasType = true;
    const read = reader(selector) ?? refuse(text);
    terms.push((series) => {
      const value = read(series);
      const isMet = values.some((wanted) => (isPrefix ? value?.startsWith(wanted) === true : value === wanted));
      return isMet === (operator === "=");
    });
    rest = rest.replace(/^\s*AND\b/i, "");
  }
  if (!hasType) {
    throw new StatusError(
      "INVALID_ARGUMENT",
      `Field filter had an invalid value of "${text}": must specify a restriction on "metric.type" in the filter; see ` +
        '"https://cloud.google.com/monitoring/api/resources" for a list of available metric types.',
    );
  }
  return (series) => terms.every((term) => term(series));
}

function reader(selector: string): ((series: Series) => string | undefined) | undefined {
  if (selector === "metric.type") return ({ metric }) => metric;
  if (selector === "resource.type") return () => RESOURCE_TYPE;
  return labelReader(selector);
}

/** Reads a label by its full name: `resource.labels.service_name`, or with `label`, as older clients write. */
export function labelReader(selector: string): ((series: Series) => string | undefined) | undefined {
  const [, of, name = ""] = /^(metric|resource)\.labels?\.(\w+)$/.exec(selector) ?? [];
  if (of === "metric") return ({ metricLabels }) => metricLabels[name];
  return of === "resource" ? ({ resourceLabels }) => resourceLabels[name] : undefined;
}

function skip(text: string, wanted: string, whole: string): string {
  const trimmed = text.trimStart();
  return trimmed.startsWith(wanted) ? trimmed.slice(1) : refuse(whole);
}

function refuse(text: string): never {
  throw new StatusError("INVALID_ARGUMENT", `Field filter had an invalid value of "${text}": Could not parse filter.`);
}
