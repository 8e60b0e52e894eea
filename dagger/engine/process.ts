import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A process that can be told from a later one with the same number. */
export interface ProcessRecord {
  readonly pid: number;
  /** Field 22 of /proc/PID/stat: when it started, in clock ticks since the machine's start (proc(5)). */
  readonly startTicks: string;
}

/** Describes a running process, or undefined if there is none (a zombie counts as none). */
export function recordOf(pid: number): ProcessRecord | undefined {
  try {
    // The second field is the program's name in brackets and may hold blanks, so the rest is read from behind it.
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[19] === undefined) return undefined;
    return { pid, startTicks: fields[19] };
  } catch {
    return undefined;
  }
}

/** Whether the very process of a record still runs. */
export function isRunning(record: ProcessRecord): boolean {
  return recordOf(record.pid)?.startTicks === record.startTicks;
}

/** Asks a process to end, waits, and kills it if it does not. */
export async function stopProcess(record: ProcessRecord, graceSeconds: number): Promise<void> {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    if (!isRunning(record)) return;
    try {
      process.kill(record.pid, signal);
    } catch {
      return; // It ended between the look and the signal.
    }
    for (let waited = 0; waited < graceSeconds * 10 && isRunning(record); waited++) await sleep(100);
  }
}
