/** Number 0 would be this process's own group. */
export function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) throw new Error("the set-up did not start");
  process.kill(-pid, signal);
}
