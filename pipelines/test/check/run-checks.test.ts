import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runChecks, STAGES, type Stage } from "../../check/index.js";
import { SlipwayError } from "../../errors/index.js";
import { made } from "../scan/scanning.js";
import { FakeWorkshop, ran, scanOf, services, type Told } from "./fake-workshop.js";

const unfit = { what: "Nothing says how to build api.", saw: "no Dockerfile", next: "write a Dockerfile there" };

async function run(stages: readonly Stage[], names: readonly string[], told: Told = {}) {
  const workshop = new FakeWorkshop(told);
  const taken = await runChecks({ services: services(names), stages }, workshop.ports);
  return { ...workshop, run: taken, results: taken.results };
}

describe("runChecks", () => {
  it("does every stage of every service, and one scan for all of them", async () => {
    const { journal, results } = await run(STAGES, ["api", "web"]);
    const begun = ["api: lint", "web: lint", "api: test", "web: test", "api: build", "web: build", "scan"];
    expect(journal.slice(0, 7)).toEqual(begun);
    expect(results.map(({ stage, service, outcome }) => [stage, service, outcome])).toEqual([
      ["lint", "api", "passed"],
      ["lint", "web", "passed"],
      ["test", "api", "passed"],
      ["test", "web", "passed"],
      ["build", "api", "passed"],
      ["build", "web", "passed"],
      ["scan", undefined, "passed"],
    ]);
  });

  it("tells what it was about, and the notes that it is given", async () => {
    const ports = new FakeWorkshop().ports;
    const question = { services: services(["api"]), stages: ["lint", "scan"] as const };
    expect(await runChecks(question, ports)).toMatchObject({
      outcome: "passed",
      stages: ["lint", "scan"],
      services: ["api"],
      notes: [],
    });
    expect(await runChecks({ ...question, notes: ["by tag: node"] }, ports)).toMatchObject({ notes: ["by tag: node"] });
  });

  it("passes without doing anything where there is no service", async () => {
    const { journal, run: ended } = await run(STAGES, []);
    expect(journal).toEqual([]);
    expect(ended).toMatchObject({ outcome: "passed", results: [], services: [], stages: STAGES });
  });

  it("takes as long as the slowest check, and each check as long as itself", async () => {
    const seconds = { "api: lint": 2, "web: lint": 30.5, "api: test": 7, scan: 12 };
    const { run: ended } = await run(["lint", "test", "scan"], ["api", "web"], { seconds });
    expect(ended.seconds).toBe(30.5);
    expect(ended.results.map(({ seconds: took }) => took)).toEqual([2, 30.5, 7, 1, 12]);
  });

  it("runs each check in a span of its own", async () => {
    const { spans } = await run(STAGES, ["api", "web"]);
    const wanted = ["api: lint", "web: lint", "api: test", "web: test", "api: build", "web: build", "scan"];
    expect(spans).toEqual(wanted);
  });

  it.each([
    ["lint", "api", "dagger call lint --services api"],
    ["lint", "web", "dagger call lint --services web"],
    ["test", "web", "dagger call test --services web"],
    ["build", "api", "dagger call build --service api"],
    ["scan", undefined, "dagger call scan --services api,web"],
  ])("gives the command that does the %s of %s again", async (stage, service, command) => {
    const { results } = await run(STAGES, ["api", "web"]);
    const result = results.find((one) => one.stage === stage && one.service === service);
    expect(result?.repeat).toEqual(command.split(" "));
  });

  it.each(["api: lint", "web: test", "api: build", "scan"])(
    "goes on with all others where %s is refused, and has its code",
    async (event) => {
      const error = new SlipwayError("IMAGE_UNPINNED", { what: "No digest of node.", saw: "two", next: "lock again" });
      const { journal, run: ended } = await run(STAGES, ["api", "web"], { outcomes: { [event]: error } });
      expect(journal.filter((line) => line.startsWith("ended"))).toHaveLength(7);
      expect(ended.outcome).toBe("failed");
      const failed = ended.results.filter(({ outcome }) => outcome === "failed");
      expect(failed).toMatchObject([
        { summary: "No digest of node. [IMAGE_UNPINNED]", findings: ["seen: two", "next: lock again"], output: [] },
      ]);
      expect(failed[0]?.seconds).toBe(1);
    },
  );

  it("leaves out what an error has not seen", async () => {
    const error = new SlipwayError("IMAGE_UNPINNED", { what: "No digest.", next: "lock again" });
    const { results } = await run(["lint"], ["api"], { outcomes: { "api: lint": error } });
    expect(results).toMatchObject([{ findings: ["next: lock again"] }]);
  });

  it.each(["api: lint", "api: test", "api: build", "scan"])(
    "throws what nobody expected of %s, after all others have ended",
    async (event) => {
      const surprise = new TypeError("no recipe was read");
      const workshop = new FakeWorkshop({ outcomes: { [event]: surprise }, seconds: { "web: lint": 60 } });
      const ended = runChecks({ services: services(["api", "web"]), stages: STAGES }, workshop.ports);
      await expect(ended).rejects.toBe(surprise);
      expect(workshop.journal.at(-1)).toBe("ended web: lint");
      expect(workshop.journal.filter((line) => line.startsWith("ended"))).toHaveLength(7);
    },
  );

  it("has failed as soon as one check has, and not for what has no command", async () => {
    const outcome = fc.constantFrom("passed", "failed", "none");
    await fc.assert(
      fc.asyncProperty(fc.array(outcome, { minLength: 1, maxLength: 6 }), async (wanted) => {
        const names = wanted.map((_, index) => `s${index}`);
        const outcomes = Object.fromEntries(
          wanted.map((one, index) => [
            `s${index}: lint`,
            one === "none" ? { kind: "none" as const } : ran({ exitCode: one === "passed" ? 0 : 1 }),
          ]),
        );
        const { run: ended } = await run(["lint"], names, { outcomes });
        expect(ended.results.map((result) => result.outcome)).toEqual(wanted);
        expect(ended.outcome).toBe(wanted.includes("failed") ? "failed" : "passed");
      }),
      { seed: 1, numRuns: 40 },
    );
  });
});

describe("runChecks, build", () => {
  const build = async (outcome: NonNullable<Told["outcomes"]>[string]) =>
    (await run(["build"], ["api"], { outcomes: { "api: build": outcome } })).results[0];

  it("gives the image and its digest", async () => {
    const image = { digest: "sha256:5f", labels: { "org.opencontainers.image.revision": "1234" } };
    expect(await build({ kind: "built", image })).toMatchObject({
      outcome: "passed",
      summary: "sha256:5f",
      findings: [],
      image,
    });
  });

  it("shows the end of what was printed where an image could not be built", async () => {
    expect(await build({ kind: "failed", output: "npm ci\nno lock file\n" })).toMatchObject({
      outcome: "failed",
      summary: "the image could not be built",
      findings: [],
      output: ["npm ci", "no lock file"],
    });
  });

  it("says what is missing where nothing says how to build", async () => {
    expect(await build({ kind: "unfit", problem: unfit })).toMatchObject({
      outcome: "failed",
      summary: unfit.what,
      findings: ["seen: no Dockerfile", "next: write a Dockerfile there"],
    });
  });
});

describe("runChecks, scan", () => {
  const scan = async (outcome: ReturnType<typeof scanOf>) =>
    (await run(["scan"], ["api", "web"], { outcomes: { scan: outcome } })).results[0];
  const ignore = "ignore: [{ id: CVE-1, until: 2026-08-02, because: later }]";

  it("passes with how many findings count, and without findings of its own", async () => {
    const low = made.secret({ Severity: "LOW" });
    const outcome = scanOf([low, low]);
    expect(await scan(outcome)).toMatchObject({
      outcome: "passed",
      summary: "2 of 2 findings count, all within the limits",
      findings: [],
      scan: outcome.result,
    });
  });

  it("has no findings either where there are notes, which are no failures", async () => {
    const outcome = scanOf([], "{ onlyNew: true, ignore: [{ id: x, until: 2026-08-03, because: later }] }");
    expect(await scan(outcome)).toMatchObject({ outcome: "passed", findings: [] });
  });

  it("fails with each limit that is exceeded and what exceeds it", async () => {
    const result = await scan(scanOf([made.vulnerability(), made.secret()]));
    expect(result).toMatchObject({
      outcome: "failed",
      summary: "2 reasons",
      findings: [
        "1 critical vulnerability, 0 allowed",
        "  CVE-2021-44906 minimist 1.2.5, fixed in 1.2.6: prototype pollution (image api: package-lock.json)",
        "1 critical secret, 0 allowed",
        "  aws-access-key-id AWS Access Key ID (image api: app/settings.env:2)",
      ],
    });
  });

  it("keeps a reason whole that has an empty line in it", async () => {
    const line =
      '{ ignore: [{ id: x, until: 2026-08-01, because: "one\\n\\ntwo" }, { id: y, until: 2026-08-01, because: z }] }';
    expect((await scan(scanOf([], line)))?.findings.map((text) => text.trim())).toEqual([
      "the ignore of x has ended: its last day was 2026-08-01",
      "reason given: one two",
      "next: nothing has it any more: take the ignore out",
      "the ignore of y has ended: its last day was 2026-08-01",
      "reason given: z",
      "next: nothing has it any more: take the ignore out",
    ]);
  });

  it("fails for images that could not be built, though nothing bad was found in the others", async () => {
    expect(await scan(scanOf([], "{}", ["api", "web"]))).toMatchObject({
      outcome: "failed",
      summary: "1 reason",
      findings: [
        "not scanned, as it could not be built: the image of api, web",
        "  next: see why with `dagger call images --services api,web`",
      ],
    });
  });

  it("tells images that could not be built before what was found", async () => {
    const result = await scan(scanOf([], `{ ${ignore} }`, ["web"]));
    expect(result?.summary).toBe("2 reasons");
    expect(result?.findings[0]).toBe("not scanned, as it could not be built: the image of web");
    expect(result?.findings).toContain("the ignore of CVE-1 has ended: its last day was 2026-08-02");
  });
});
