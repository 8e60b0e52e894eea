import { type Container, ReturnType } from "@dagger.io/dagger";
import { failureText } from "./failure-text.js";

/** When the command began and ended, in seconds of the machine's clock. The folder is in every image. */
const BEGAN = "/tmp/slipway-began";
const ENDED = "/tmp/slipway-ended";

/** Nothing of what it is given is read by the shell. */
const SCRIPT = `date +%s >${BEGAN}; timeout "$@"; code=$?; date +%s >${ENDED}; exit $code`;

/** Times that a failure which the engine remembers is tried again, each remembered too. */
const REMEMBERED = 200;

export interface Ran {
  readonly command: readonly string[];
  readonly exitCode: number;
  readonly output: string;
  readonly isOverTime: boolean;
  readonly container: Container;
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
  let ran: Ran = { command: [], exitCode: 0, output: "", isOverTime: false, container: image };
  for (const command of commands) {
    ran = await runOne(ran.container, command, limitSeconds, now);
    if (ran.exitCode !== 0) break;
  }
  return ran;
}

async function runOne(image: Container, command: readonly string[], limitSeconds: number, now: number): Promise<Ran> {
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
      return { command, exitCode: 127, output: failureText(error), isOverTime: false, container };
    }
    if (exitCode === 0) return { command, exitCode, output: "", isOverTime: false, container: ended };
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
      command,
      exitCode,
      output,
      isOverTime: took >= limitSeconds && [124, 137].includes(exitCode),
      container: ended,
    };
  }
}
