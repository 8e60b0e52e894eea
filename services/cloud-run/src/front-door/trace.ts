/** What gives numbers of at least 0 and below 1. */
export type Random = () => number;

const TRACEPARENT = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}/;
const CLOUD_TRACE = /^([\da-f]{32})(?:\/(\d+))?/i;

function hex(random: Random, words: number): string {
  let text = "";
  for (let word = 0; word < words; word += 1) {
    text += ((random() * 0x1_0000_0000) >>> 0).toString(16).padStart(8, "0");
  }
  return text;
}

/**
 * The headers `traceparent` and `X-Cloud-Trace-Context` of a request: as they came, and where one is absent, made to name
 * the same trace. https://cloud.google.com/trace/docs/trace-context
 */
export function traceOf(
  parent: string | undefined,
  cloud: string | undefined,
  random: Random,
): { readonly traceparent: string; readonly cloudTrace: string } {
  if (parent !== undefined && cloud !== undefined) return { traceparent: parent, cloudTrace: cloud };
  const known = parent === undefined ? CLOUD_TRACE.exec(cloud ?? "") : TRACEPARENT.exec(parent);
  const trace = known?.[1]?.toLowerCase() ?? hex(random, 4);
  const span = hex(random, 2);
  return {
    traceparent: parent ?? `00-${trace}-${span}-00`,
    cloudTrace: cloud ?? `${trace}/${BigInt(`0x${span}`)}`,
  };
}
