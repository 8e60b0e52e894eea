import { describe, expect, it } from "vitest";
import { deployLocal, type Release, StepFailure } from "../../release/index.js";
import { FakeWorld, type Fault, local } from "./fake-world.js";

const MIGRATE = "migrate: { command: [migrate, up], check: [migrate, check], seed: [seed] }";
const SMOKE = "smoke: [{ get: /health, retries: 0 }, { get: /ready, retries: 0 }]";
const API = `{ path: api, uses: { postgres: { version: 15 }, redis: {} }, ${MIGRATE}, ${SMOKE} }`;

/** One service that has everything. */
const one = (seed = true) =>
  local(`services: { api: ${API} }`, `environments: { local: { target: local, seed: ${seed} } }`);

/** Three services; the file has them in the wrong order. */
const three = () =>
  local(
    "services:",
    `  web: { path: web, needs: [api], ${SMOKE} }`,
    "  admin: { path: admin, needs: [web] }",
    `  api: ${API}`,
    "environments: { local: { target: local, seed: true } }",
  );

const deploy = async (environment: ReturnType<typeof local>, faults: Readonly<Record<string, Fault>> = {}) => {
  const world = new FakeWorld(faults);
  return { world, release: await deployLocal(environment, world.ports) };
};

const stepsOf = ({ services }: Release, name: string) =>
  services.find(({ service }) => service === name)?.steps.map((step) => `${step.name} ${step.outcome}`);
const outcomes = ({ services }: Release) => services.map(({ service, outcome }) => `${service} ${outcome}`);

describe("deployLocal", () => {
  it("takes a service from image to passed smoke test, and stops all of it in reverse order", async () => {
    const { world, release } = await deploy(one());
    expect(world.journal).toEqual([
      "build api",
      "uses api",
      "run api: migrate up (with uses)",
      "run api: migrate check (with uses)",
      "run api: seed (with uses)",
      "start api (with uses)",
      "GET http://api:8080/health",
      "GET http://api:8080/ready",
      "stop api",
      "stop api's redis",
      "stop api's postgres",
    ]);
    expect(release).toMatchObject({ environment: "local", outcome: "deployed" });
    expect(world.left).toEqual(new Set());
  });

  it("records each step with what it did and how long it took", async () => {
    const { world, release } = await deploy(one());
    expect(release.services[0]?.steps).toEqual([
      { name: "build", outcome: "done", seconds: 1, detail: "api@1" },
      { name: "uses", outcome: "done", seconds: 1, detail: "PostgreSQL 15, Redis 7" },
      { name: "migrate", outcome: "done", seconds: 1, detail: "migrate up" },
      { name: "check", outcome: "done", seconds: 1, detail: "migrate check" },
      { name: "seed", outcome: "done", seconds: 1, detail: "seed" },
      { name: "start", outcome: "done", seconds: 1, detail: "port 8080 answers" },
      { name: "smoke", outcome: "done", seconds: 1, detail: "GET /health gave 200 in 12 ms" },
      { name: "smoke", outcome: "done", seconds: 1, detail: "GET /ready gave 200 in 12 ms" },
    ]);
    expect(release.seconds).toBe(11);
    expect(world.spans).toEqual(release.services[0]?.steps.map(({ name }) => `api: ${name}`));
  });

  it.each([
    [true, ["build", "uses", "migrate", "check", "seed", "start", "smoke", "smoke"]],
    [false, ["build", "uses", "migrate", "check", "start", "smoke", "smoke"]],
  ])("seeds only where the environment says so: %s", async (seed, names) => {
    const { world, release } = await deploy(one(seed));
    expect(release.services[0]?.steps.map(({ name }) => name)).toEqual(names);
    expect(world.journal.includes("run api: seed (with uses)")).toBe(seed);
  });

  it("leaves out what a service does not have", async () => {
    const environment = local(
      "services: { api: { path: api } }",
      "environments: { local: { target: local, seed: true } }",
    );
    const { world, release } = await deploy(environment);
    expect(world.journal).toEqual(["build api", "start api", "stop api"]);
    expect(stepsOf(release, "api")).toEqual(["build done", "start done"]);
  });

  it("takes each service after the ones it needs, and keeps those running", async () => {
    const { world, release } = await deploy(three());
    expect(world.journal.filter((event) => /^(start|stop) \w+( |$)/.test(event))).toEqual([
      "start api (with uses)",
      "start web",
      "start admin",
      "stop admin",
      "stop web",
      "stop api",
    ]);
    expect(outcomes(release)).toEqual(["api deployed", "web deployed", "admin deployed"]);
  });

  it("builds all images at once, before anything is started", async () => {
    const building: string[] = [];
    const world = new FakeWorld();
    const { machine } = world.ports;
    const watched = {
      ...machine,
      build: async (service: Parameters<typeof machine.build>[0]) => {
        building.push(`begin ${service.name}`);
        const built = await machine.build(service);
        building.push(`end ${service.name}`);
        return built;
      },
    };
    await deployLocal(three(), { ...world.ports, machine: watched });
    expect(building.slice(0, 3)).toEqual(["begin api", "begin web", "begin admin"]);
    expect(building).toHaveLength(6);
    expect(world.journal.slice(0, 4)).toEqual(["build api", "build web", "build admin", "uses api"]);
  });

  it("leaves services of other platforms alone", async () => {
    const environment = three();
    const { admin } = environment.services;
    if (admin === undefined) throw new Error("no admin");
    const services = { ...environment.services, admin: { ...admin, platform: "gitops" as const } };
    const { release } = await deploy({ ...environment, services });
    expect(outcomes(release)).toEqual(["api deployed", "web deployed"]);
  });
});

describe("deployLocal, where a step fails", () => {
  const failure = new StepFailure("it did not open port 8080\nout of memory");

  it.each<[string, Fault, string[], string]>([
    ["build api", failure, ["build"], failure.message],
    ["uses api", failure, ["build", "uses"], failure.message],
    ["run api: migrate up", 3, ["build", "uses", "migrate"], "`migrate up` ended with 3\n"],
    ["run api: migrate check", 1, ["build", "uses", "migrate", "check"], "`migrate check` ended with 1\n"],
    ["run api: seed", 1, ["build", "uses", "migrate", "check", "seed"], "`seed` ended with 1\n"],
    ["start api", failure, ["build", "uses", "migrate", "check", "seed", "start"], failure.message],
    [
      "GET http://api:8080/health",
      503,
      ["build", "uses", "migrate", "check", "seed", "start", "smoke"],
      "GET /health failed once; status: seen 503 {}, wanted 200",
    ],
    [
      "GET http://api:8080/ready",
      new Error("reset"),
      ["build", "uses", "migrate", "check", "seed", "start", "smoke", "smoke"],
      "GET /ready failed once; answer: seen reset, wanted one within 10000 ms",
    ],
  ])("stops after `%s`", async (event, fault, names, detail) => {
    const { world, release } = await deploy(three(), { [event]: fault });
    const api = release.services[0];
    expect(release.outcome).toBe("failed");
    expect(outcomes(release)).toEqual(["api failed", "web stopped", "admin stopped"]);
    expect(api?.steps.map(({ name }) => name)).toEqual(names);
    expect(api?.steps.map(({ outcome }) => outcome)).toEqual([...names.slice(1).map(() => "done"), "failed"]);
    expect(api?.steps.at(-1)?.detail).toBe(detail);
    expect(stepsOf(release, "web")).toEqual(["build done"]);
    expect(world.journal.filter((line) => /^start (web|admin)/.test(line))).toEqual([]);
  });

  it("keeps what was deployed before it", async () => {
    const { release } = await deploy(three(), { "start web": failure });
    expect(outcomes(release)).toEqual(["api deployed", "web failed", "admin stopped"]);
    expect(release.outcome).toBe("failed");
  });

  it("starts nothing where one of several images cannot be built", async () => {
    const { world, release } = await deploy(three(), { "build web": failure });
    expect(outcomes(release)).toEqual(["api stopped", "web failed", "admin stopped"]);
    expect(world.journal).toEqual(["build api", "build web", "build admin"]);
  });

  it("tells the end of what a command printed", async () => {
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);
    const { release } = await deploy(one(), { "run api: migrate up": { output: `${lines.join("\n")}\n\n` } });
    expect(release.services[0]?.steps.at(-1)?.detail).toBe(
      `\`migrate up\` ended with 1\n${lines.slice(-8).join("\n")}`,
    );
  });

  it("counts a smoke test's tries and waits between them by the clock", async () => {
    const environment = local(
      "services: { api: { path: api, smoke: [{ get: /health, retries: 2 }] } }",
      "environments: { local: { target: local } }",
    );
    const { release } = await deploy(environment, { "GET http://api:8080/health": 500 });
    expect(release.services[0]?.steps.at(-1)).toMatchObject({
      seconds: 3 + 0.2 + 0.4,
      detail: "GET /health failed 3 times; status: seen 500 {}, wanted 200",
    });
  });
});

describe("deployLocal, whatever happens", async () => {
  const { world: undisturbed } = await deploy(three());
  const events = undisturbed.journal.map((line) => line.replace(" (with uses)", ""));

  /** What each event leaves running when it works. */
  const startedBy = (event: string): string[] => {
    const [verb, name = ""] = event.split(" ");
    if (verb === "uses") return [`${name}'s postgres`, `${name}'s redis`];
    return verb === "start" ? [name] : [];
  };
  const stopped = (world: FakeWorld) =>
    world.journal.flatMap((line) => (line.startsWith("stop ") ? [line.slice("stop ".length)] : []));

  it("has many points to fail at", () => {
    expect(events.length).toBeGreaterThan(15);
    expect(new Set(events).size).toBe(events.length);
  });

  it.each(
    events.flatMap(
      (event) =>
        [
          [event, new StepFailure("refused")],
          [event, new Error("out of the blue")],
        ] as const,
    ),
  )("stops once all that was started, the last first: %s meets %s", async (event, fault) => {
    const world = new FakeWorld({ [event]: fault });
    await deployLocal(three(), world.ports).catch(() => {});
    const happened = world.journal.map((line) => line.replace(" (with uses)", "")).filter((line) => line !== event);
    expect(stopped(world)).toEqual(happened.flatMap(startedBy).reverse());
    expect([...world.left]).toEqual(event.startsWith("stop ") ? [event.slice("stop ".length)] : []);
  });

  it.each(events.filter((event) => /^(build|uses|run|start)/.test(event)))(
    "passes on an error that nobody expected, as it is: %s",
    async (event) => {
      const surprise = new Error("out of the blue");
      await expect(deploy(three(), { [event]: surprise })).rejects.toBe(surprise);
    },
  );

  it("has the same outcome where something cannot be stopped", async () => {
    const { release } = await deploy(three(), { "stop web": new Error("gone already") });
    expect(outcomes(release)).toEqual(["api deployed", "web deployed", "admin deployed"]);
  });

  it("waits for every build, also where one ends in an error that nobody expected", async () => {
    const world = new FakeWorld({ "build api": new Error("out of the blue") });
    const { machine } = world.ports;
    let ended = 0;
    const build = async (service: Parameters<typeof machine.build>[0]) => {
      try {
        if (service.name !== "api") for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
        return await machine.build(service);
      } finally {
        ended += 1;
      }
    };
    await expect(deployLocal(three(), { ...world.ports, machine: { ...machine, build } })).rejects.toThrow("the blue");
    expect(ended).toBe(3);
  });
});
