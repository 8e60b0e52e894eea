import { getTracer } from "@dagger.io/dagger/telemetry";

/** Shows awaited work as a line of its own in Dagger's progress. */
export function runInSpan<T>(name: string, work: () => Promise<T>): Promise<T> {
  return getTracer().startActiveSpan(name, work);
}
