import { type Container, ReturnType } from "@dagger.io/dagger";
import { failureText } from "./failure-text.js";

/** When the command began and ended, in seconds of the machine's clock. The folder is in every image. */
const BEGAN = "/tmp/slipway-began";
const ENDED = "/tmp/slipway-ended";

/** Nothing of what it is given is read by the shell. */
const SCRIPT = `date +%s >${BEGAN}; timeout "$@"; code=$?; date +%s >${ENDED}; exit $code`;

/** Times that a failure which the engine remembers is tried again, each remembered too. */
const REMEMBERED = 200;

interface RanOne {
  readonly exitCode: number;
  readonly output: string;
  readonly isOverTime: boolean;
  readonly container: Container;
}

export interface Ran extends RanOne {
  readonly commands: readonly (readonly string[])[];
}

/**
 * Runs commands one after the other, each with a time limit, up to the first that fails. What has passed before, with the
 * same image and the same files, is not run again. What has failed before is: it may have failed for another reason.
 */
export async function runCommands(
  image: Container,
  commands: readonly (readonly string[])[],
  limitSeconds: number,
): Promise<Ran> {
  const now = Math.floor(Date.now() / 1000);
  let last: RanOne = { exitCode: 0, output: "", isOverTime: false, container: image };
  const ran: (readonly string[])[] = [];
  for (const command of commands) {
    last = await runOne(last.container, command, limitSeconds, now);
    ran.push(command);
    if (last.exitCode !== 0) break;
  }
  return { ...last, commands: ran };
}

async function runOne(
  image: Container,
  command: readonly string[],
  limitSeconds: number,
  now: number,
): Promise<RanOne> {
  let container = image;
  for (let tries = 0; ; tries += 1) {
    const ended = container.withExec(["sh", "-c", SCRIPT, "sh", "-k", "10", String(limitSeconds), ...command], {
      expect: ReturnType.Any,
    });
    let exitCode: number;
    try {
      exitCode = await ended.exitCode();
    } catch (error) {
      // It never began: the image has no shell, for example.
      return { exitCode: 127, output: failureText(error), isOverTime: false, container };
    }
    if (exitCode === 0) return { exitCode, output: "", isOverTime: false, container: ended };
    const [began, over] = await Promise.all([ended.file(BEGAN).contents(), ended.file(ENDED).contents()]).catch(() => [
      "",
      "",
    ]);
    const isRemembered = Number(began) < now;
    if (isRemembered && tries < REMEMBERED && began !== "") {
      container = image.withEnvVariable("SLIPWAY_FAILED_BEFORE", began.trim());
      continue;
    }
    const output = `${await ended.stdout()}${await ended.stderr()}`;
    const took = Number(over) - Number(began);
    return {
      exitCode,
      output,
      isOverTime: took >= limitSeconds && [124, 137].includes(exitCode),
      container: ended,
    };
  }
}
