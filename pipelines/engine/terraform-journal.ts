import type { Container } from "@dagger.io/dagger";
import { SlipwayError } from "../errors/index.js";
import { type Manifest, readManifest } from "../terraform/index.js";

/** Where an environment's cache volume is: with the state, where it is local, and with what is known of its last apply. */
export const STATE = "/state";

/** What an apply leaves while it runs, and a state that it could not save. */
const BEGAN = "began.json";
const RESCUED_NAME = "rescued.tfstate";
export const RESCUED = `${STATE}/${RESCUED_NAME}`;

/**
 * One script with one apply in it, so that what is left behind tells whether it came to its end. It is given the folder, what
 * to leave there, and the command; the shell reads none of them.
 */
export const APPLY = `
state=$1
cp "$2" "$state/${BEGAN}"
shift 2
"$@"
code=$?
if [ -f errored.tfstate ]; then mv errored.tfstate "$state/${RESCUED_NAME}"; fi
rm -f "$state/${BEGAN}"
exit $code
`;

/** What an earlier apply from this engine has left behind. */
export interface Journal {
  readonly isRescued: boolean;
  readonly began: Pick<Manifest, "createdAt" | "commit"> | undefined;
}

/** Where a run's first command leaves what the journal says. */
export const JOURNAL = "/run/slipway/journal";

/** Runs a command and, where it succeeds, reads the journal too: each command of a container costs a second. */
export const AND_LOOK = `
"$@" || exit $?
{
  if [ -f ${RESCUED} ]; then echo rescued; else echo none; fi
  if [ -f ${STATE}/${BEGAN} ]; then cat ${STATE}/${BEGAN}; fi
} >${JOURNAL}
`;

export function readJournal(text: string): Journal {
  const [rescued = "", ...rest] = text.split("\n");
  const began = readManifest(rest.join("\n"));
  return { isRescued: rescued === "rescued", began: began.ok ? began.manifest : undefined };
}

/** Whether an apply that failed has left its state behind. */
export async function hasRescued(container: Container): Promise<boolean> {
  const look = ["sh", "-c", `if [ -f ${RESCUED} ]; then echo rescued; fi`];
  return (await container.withExec(look).stdout()).trim() === "rescued";
}

/** What the next plan says of an apply that was interrupted. */
export function interruptedNote({ createdAt, commit }: Pick<Manifest, "createdAt" | "commit">): string {
  return `An earlier apply, begun at ${createdAt} from commit ${commit.slice(0, 12) || "(none)"}, did not come to its end. This plan shows what is left to do.`;
}

export function rescuedState(environment: string): SlipwayError {
  return new SlipwayError("STATE_RESCUED", {
    what: `An earlier apply to ${environment} could not save its state, which is kept on this engine.`,
    saw: `${RESCUED} in the environment's cache volume`,
    next: `run \`dagger call recover --env ${environment}\` first, so that what was made is not forgotten.`,
  });
}
