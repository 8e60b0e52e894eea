import type { Service } from "../config/index.js";
import type { ServiceFiles } from "./files.js";
import { findPreset } from "./find.js";
import { type Preset, type PresetProblem, type PresetResult, STAGES, unfit } from "./preset.js";

/** A Dockerfile and one of its stages: what something is built from. */
export interface Build {
  /** Path of the service's own Dockerfile, relative to its folder; or the text of the preset's. */
  readonly dockerfile:
    | { readonly kind: "own"; readonly path: string }
    | { readonly kind: "preset"; readonly text: string };
  /** Default: the last. */
  readonly stage: string | undefined;
}

/** Commands that check a service, and the image in which they run. */
export interface CommandRun {
  readonly build: Build;
  readonly commands: readonly (readonly string[])[];
}

/** How a service is linted, tested and built. A stage that cannot be done says why; one without a command is undefined. */
export interface Recipe {
  readonly lint: PresetResult<CommandRun | undefined>;
  readonly test: PresetResult<CommandRun | undefined>;
  readonly image: PresetResult<Build>;
  readonly junit: readonly string[];
  readonly coverage: string | undefined;
}

/** What holds for a service: what its configuration says, then what its files suggest. */
export function recipeOf(service: Service, files: ServiceFiles): Recipe {
  const found = findPreset(service, files);
  const preset = found?.ok === true ? found.value : undefined;
  const problem = found?.ok === false ? found.problem : undefined;
  const ownFile = service.image.dockerfile ?? (files.names.has("Dockerfile") ? "Dockerfile" : undefined);
  const own = ownFile === undefined ? undefined : ({ kind: "own", path: ownFile } as const);
  const text = preset === undefined ? undefined : presetDockerfile(preset, service);

  const commandRun = (stage: "lint" | "test"): PresetResult<CommandRun | undefined> => {
    const commands = service.commands[stage] ?? preset?.[stage]?.value;
    if (commands === undefined) return problem === undefined ? { ok: true, value: undefined } : { ok: false, problem };
    if (service.commands.stage !== undefined && own !== undefined) {
      return { ok: true, value: { build: { dockerfile: own, stage: service.commands.stage }, commands } };
    }
    if (text !== undefined) {
      if (service.image.context !== service.path) return elsewhere(service);
      const build = {
        dockerfile: { kind: "preset", text },
        stage: stage === "lint" ? STAGES.dev : STAGES.build,
      } as const;
      return { ok: true, value: { build, commands } };
    }
    if (problem !== undefined) return { ok: false, problem };
    return unfit(
      `Nothing says in which image ${service.name}'s ${stage} command runs.`,
      own === undefined ? "no Dockerfile, and no files that a preset knows" : "no commands.stage",
      "name the stage of its Dockerfile that has the tools: commands: { stage: NAME }.",
    );
  };

  return {
    lint: commandRun("lint"),
    test: commandRun("test"),
    image: imageOf(service, own, text, problem, preset),
    junit: service.tests.junit ?? preset?.junit?.value ?? [],
    coverage: service.tests.coverage ?? preset?.coverage?.value,
  };
}

function imageOf(
  service: Service,
  own: { readonly kind: "own"; readonly path: string } | undefined,
  text: string | undefined,
  problem: PresetProblem | undefined,
  preset: Preset | undefined,
): PresetResult<Build> {
  if (own !== undefined) return { ok: true, value: { dockerfile: own, stage: service.image.stage } };
  if (problem !== undefined) return { ok: false, problem };
  if (text === undefined || preset === undefined) {
    return unfit(
      `Nothing says how to build ${service.name}.`,
      `no Dockerfile, package.json, pyproject.toml or requirements.txt in ${service.path}`,
      "write a Dockerfile there, or correct the service's path.",
    );
  }
  if (service.command === undefined && preset.start === undefined) {
    return unfit(
      `Nothing says what ${service.name} runs when it starts.`,
      preset.name === "python" ? "no app/main.py, main.py or app.py" : "no script start and no main in package.json",
      "name it: command: [PROGRAM, ARGUMENT].",
    );
  }
  if (service.image.context !== service.path) return elsewhere(service);
  return { ok: true, value: { dockerfile: { kind: "preset", text }, stage: STAGES.image } };
}

/** A preset's Dockerfile has the paths of the service's own folder. */
function elsewhere({ name, path, image }: Service) {
  return unfit(
    `A preset builds ${name} from its own folder, and it is told to see another.`,
    `image.context: ${image.context}, path: ${path}`,
    "leave image.context out, or build with a Dockerfile and name its stage: commands: { stage: NAME }.",
  );
}

/** The Dockerfile that a preset stands for, with what the service says in place of the preset's. */
function presetDockerfile(preset: Preset, { image, commands, command, port }: Service): string {
  return preset.dockerfile({
    base: image.base ?? preset.base.value,
    install: commands.install ?? preset.install.value,
    isOwnInstall: commands.install !== undefined,
    build: commands.build ?? preset.build?.value,
    start: command ?? preset.start?.value ?? [],
    port,
  });
}
