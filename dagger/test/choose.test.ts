import { describe, expect, it } from "vitest";
import { type Choice, chooseEngine, describeChoice, type Surroundings } from "../engine/choose.js";

const HOST = "tcp://engine.test:1234";
const CLI = "/usr/bin/dagger";

/** Every surrounding there is, with the engine it leads to and the line that says so. */
const TABLE: readonly [Surroundings, Choice, string][] = [
  [
    { runnerHost: undefined, daggerOnPath: undefined, containerRuntime: undefined },
    { kind: "embedded" },
    "engine: embedded (no dagger on the PATH)",
  ],
  [
    { runnerHost: undefined, daggerOnPath: undefined, containerRuntime: "docker" },
    { kind: "embedded" },
    "engine: embedded (no dagger on the PATH)",
  ],
  [
    { runnerHost: undefined, daggerOnPath: CLI, containerRuntime: undefined },
    { kind: "embedded" },
    "engine: embedded (no container runtime that dagger could use)",
  ],
  [
    { runnerHost: undefined, daggerOnPath: CLI, containerRuntime: "podman" },
    { kind: "container", cli: CLI, runtime: "podman" },
    "engine: /usr/bin/dagger with podman",
  ],
  [
    { runnerHost: HOST, daggerOnPath: undefined, containerRuntime: undefined },
    { kind: "remote", host: HOST, cli: undefined },
    "engine: tcp://engine.test:1234 (named by _EXPERIMENTAL_DAGGER_RUNNER_HOST)",
  ],
  [
    { runnerHost: HOST, daggerOnPath: undefined, containerRuntime: "docker" },
    { kind: "remote", host: HOST, cli: undefined },
    "engine: tcp://engine.test:1234 (named by _EXPERIMENTAL_DAGGER_RUNNER_HOST)",
  ],
  [
    { runnerHost: HOST, daggerOnPath: CLI, containerRuntime: undefined },
    { kind: "remote", host: HOST, cli: CLI },
    "engine: tcp://engine.test:1234 (named by _EXPERIMENTAL_DAGGER_RUNNER_HOST)",
  ],
  [
    { runnerHost: HOST, daggerOnPath: CLI, containerRuntime: "docker" },
    { kind: "remote", host: HOST, cli: CLI },
    "engine: tcp://engine.test:1234 (named by _EXPERIMENTAL_DAGGER_RUNNER_HOST)",
  ],
];

describe("chooseEngine", () => {
  it.each(TABLE)("given %j takes %j", (surroundings, choice) => {
    expect(chooseEngine(surroundings)).toEqual(choice);
  });
});

describe("describeChoice", () => {
  it.each(TABLE)("given %j, about %j, says: %s", (surroundings, choice, line) => {
    expect(describeChoice(choice, surroundings)).toBe(line);
  });
});
