import { EventEmitter } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { closeWithin, stopSignal } from "../src/shutdown.js";

describe("closeWithin", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("says closed, and leaves no timer behind, when closing is done in time", async () => {
    expect(await closeWithin(1_000, async () => {})).toBe("closed");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("says late at the limit, not before", async () => {
    const said = vi.fn();
    const outcome = closeWithin(1_000, () => new Promise(() => {})).then(said);
    await vi.advanceTimersByTimeAsync(999);
    expect(said).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await outcome;
    expect(said).toHaveBeenCalledWith("late");
  });

  it("throws what closing throws", async () => {
    await expect(closeWithin(1_000, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  });
});

describe("stopSignal", () => {
  it.each(["SIGTERM", "SIGINT"])("resolves at %s, and stays at the first", async (signal) => {
    const source = new EventEmitter();
    const stop = stopSignal(source);
    source.emit(signal);
    source.emit("SIGINT");
    expect(await stop).toBe(signal);
  });
});
