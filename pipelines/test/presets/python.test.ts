import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPreset } from "../../presets/index.js";
import { type Files, filesOf, presetOf, problemOf, service } from "./reading.js";

const uv = (pyproject = "", more: Files = {}): Files => ({ "pyproject.toml": pyproject, "uv.lock": "", ...more });
const group = (name: string, ...packages: string[]) => `[dependency-groups]\n${name} = ${JSON.stringify(packages)}\n`;

describe("findPreset", () => {
  it.each([
    [{}, undefined],
    [{ "Cargo.toml": "" }, undefined],
    [{ Dockerfile: "" }, undefined],
    [{ "package.json": {}, "package-lock.json": "" }, "node"],
    [{ "package.json": {}, "package-lock.json": "", "requirements.txt": "" }, "node"],
    [{ "uv.lock": "", "pyproject.toml": "" }, "python"],
    [{ "requirements.txt": "" }, "python"],
  ])("goes by files: %j is %s", (files: Files, name) => {
    const found = findPreset(service(), filesOf(files));
    expect(found?.ok === true ? found.value.name : found).toBe(name);
  });

  it("goes by what the service says before its files", () => {
    const files = { "package.json": {}, "package-lock.json": "", "requirements.txt": "" };
    expect(presetOf(files, "preset: python").name).toBe("python");
  });

  it.each(["node", "nextjs", "python"])("says what is missing where the service says %s", (preset) => {
    expect(problemOf({}, `preset: ${preset}`).next).not.toBe("");
  });

  it("gives a preset or a problem for any text in any file, and never throws", () => {
    const names = ["package.json", "pyproject.toml", "requirements.txt", ".python-version", ".nvmrc", ".yarnrc.yml"];
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.json(), fc.constantFrom("[tool]", "a = 1", "{}", "[[["));
    const some = fc.dictionary(fc.constantFrom(...names), text);
    const locks = fc.subarray(["uv.lock", "yarn.lock", "package-lock.json"]);
    fc.assert(
      fc.property(some, locks, (files, also) => {
        const found = findPreset(
          service(),
          filesOf({ ...files, ...Object.fromEntries(also.map((name) => [name, ""])) }),
        );
        if (found?.ok === false) expect(Object.values(found.problem)).not.toContain("");
      }),
      { seed: 20_261_121, numRuns: 500 },
    );
  });
});

describe("findPreset, packages of Python", () => {
  it("are installed by uv where there is a uv.lock", () => {
    expect(presetOf(uv("", { "requirements.txt": "" })).install).toEqual({
      value: ["uv", "sync", "--frozen", "--no-install-project"],
      because: "uv.lock",
    });
  });

  it("are installed by pip from requirements.txt, those of development too", () => {
    const pip = ["pip", "install", "--no-compile", "-r", "requirements.txt"];
    expect(presetOf({ "requirements.txt": "" }).install.value).toEqual(pip);
    const both = { "requirements.txt": "", "requirements-dev.txt": "" };
    expect(presetOf(both).install.value).toEqual([...pip, "-r", "requirements-dev.txt"]);
  });

  it("have to be pinned", () => {
    expect(problemOf({ "pyproject.toml": '[project]\nname = "a"\n' })).toMatchObject({
      what: "Nothing pins the packages of a Python service.",
      saw: "no uv.lock and no requirements.txt",
    });
  });

  it.each([
    [group("dev", "pytest"), []],
    [group("test", "pytest==9"), ["--group", "test"]],
    [group("docs", "sphinx"), []],
    [`${group("test", "pytest")}[tool.uv]\ndefault-groups = ["test"]\n`, []],
    [`${group("test", "pytest")}[tool.uv]\ndefault-groups = "all"\n`, []],
    ['[project.optional-dependencies]\ntest = ["pytest"]\ns3 = ["boto3"]\n', ["--extra", "test"]],
  ])("have the groups and extras that check the service: %j", (pyproject, further) => {
    expect(presetOf(uv(pyproject)).install.value.slice(4)).toEqual(further);
  });

  it.each([
    ["[project", "Invalid TOML document"],
    ["project = 3", "project: "],
    ["[project]\ndependencies = 3", "project.dependencies: "],
    ["[project]\nrequires-python = 3", "project.requires-python: "],
    ["[dependency-groups]\ndev = 1", "dependency-groups.dev: "],
    ["tool = 1", "tool: "],
  ])("are not known where pyproject.toml cannot be read: %j", (pyproject, saw) => {
    const problem = problemOf(uv(pyproject));
    expect(problem.what).toBe("The pyproject.toml of a service cannot be read.");
    expect(problem.saw).toContain(saw);
  });

  it("are not guessed from a [tool.uv] that is no table", () => {
    expect(presetOf(uv("[tool]\nuv = 3\n")).name).toBe("python");
  });
});

describe("findPreset, Python's version", () => {
  const requires = (range: string) => `[project]\nrequires-python = ${JSON.stringify(range)}\n`;

  it.each([
    [uv(), "3.12", "a Python that is maintained"],
    [uv(requires(">=3.11")), "3.11", "requires-python in pyproject.toml"],
    [uv(requires(">=3.11,<3.13")), "3.11", "requires-python in pyproject.toml"],
    [uv(requires("==3.13.*")), "3.13", "requires-python in pyproject.toml"],
    [uv(requires("~= 3.10")), "3.10", "requires-python in pyproject.toml"],
    [uv(requires("<3.11,>=3.9")), "3.9", "requires-python in pyproject.toml"],
    // Any later one will do, and no image has the oldest.
    [uv(requires(">=3.6")), "3.12", "a Python that is maintained"],
    [uv(requires(">=3")), "3.12", "a Python that is maintained"],
    [uv(requires(">=3.10"), { ".python-version": "3.13\n" }), "3.13", ".python-version"],
    [uv("", { ".python-version": "3.12.4\n" }), "3.12.4", ".python-version"],
    [uv("", { ".python-version": "# pinned\ncpython-3.14.1-linux\n" }), "3.14.1", ".python-version"],
    [uv("", { ".python-version": "pypy3.10" }), "3.12", "a Python that is maintained"],
    [uv("", { ".python-version": "system" }), "3.12", "a Python that is maintained"],
  ])("comes from %j: %s", (files, version, because) => {
    expect(presetOf(files).base).toEqual({ value: `python:${version}-slim-bookworm`, because });
  });
});

describe("findPreset, checks of Python", () => {
  const pytest = ["pytest", "--junitxml=.slipway/junit.xml"];
  const covered = [...pytest, "--cov", "--cov-report=xml:.slipway/coverage.xml"];

  it.each([
    [["pytest"], [pytest], undefined],
    [["pytest>=8", "pytest-cov"], [covered], ".slipway/coverage.xml"],
    [["PyTest[x]", "Pytest_Cov==7"], [covered], ".slipway/coverage.xml"],
    [["pytest-xdist"], undefined, undefined],
  ])("test with the runner that is there: %j", (packages, test, coverage) => {
    const requirements = { "requirements.txt": "", "requirements-dev.txt": packages.join("\r\n") };
    for (const files of [uv(group("dev", ...packages)), requirements]) {
      const preset = presetOf(files);
      expect([preset.test?.value, preset.coverage?.value]).toEqual([test, coverage]);
      expect(preset.junit?.value).toEqual(test && [".slipway/junit.xml"]);
    }
  });

  it.each([
    [uv(group("dev", "ruff")), [["ruff", "check", "."]]],
    [uv(group("dev", "ruff", "mypy")), [["ruff", "check", "."]]],
    [
      uv(`${group("dev", "ruff", "mypy")}[tool.mypy]\n`),
      [
        ["ruff", "check", "."],
        ["mypy", "."],
      ],
    ],
    [uv("[tool.uv]\ndev-dependencies = ['ruff']\n"), [["ruff", "check", "."]]],
    [uv("[tool.ruff]\n[tool.mypy]\n"), undefined],
    [{ "requirements.txt": "# ruff\n-r ruff.txt\nruff-lsp\n" }, undefined],
  ])("lint with what is there: %j", (files, lint) => {
    expect(presetOf(files).lint?.value).toEqual(lint);
  });

  it("run nothing that is named and not installed", () => {
    const pip = { "requirements.txt": "flask", "pyproject.toml": group("dev", "pytest", "ruff") };
    expect([presetOf(pip).test, presetOf(pip).lint]).toEqual([undefined, undefined]);
    expect(presetOf(uv("", { "requirements.txt": "pytest" })).test).toBeUndefined();
  });
});

describe("findPreset, what a Python image runs", () => {
  it.each([
    ["fastapi\nuvicorn", "app/main.py", ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "9000"]],
    ["fastapi[standard]==1", "main.py", ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "9000"]],
    ["flask\ngunicorn", "app.py", ["gunicorn", "--bind", "0.0.0.0:9000", "app:app"]],
    ["flask\ngunicorn", "src/main.py", ["gunicorn", "--bind", "0.0.0.0:9000", "src.main:app"]],
    ["flask", "main.py", ["python", "main.py"]],
    ["fastapi\nuvicorn", "server.py", undefined],
  ])("with %j and %s is %j", (requirements, file, start) => {
    expect(presetOf({ "requirements.txt": requirements, [file]: "" }, "port: 9000").start?.value).toEqual(start);
  });
});
