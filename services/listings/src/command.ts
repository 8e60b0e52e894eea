import { type Config, readConfig } from "./config.js";
import { ExpectedFailure } from "./failure.js";

/**
 * Runs the main function of a process on the environment's config and exits with the code it returns, or with 2 when it
 * could not do its work. It exits rather than waits for open handles: the server returns at a deadline, whatever is open.
 */
export async function run(main: (config: Config) => Promise<number>): Promise<never> {
  try {
    process.exit(await main(readConfig(process.env)));
  } catch (error) {
    console.error(error instanceof ExpectedFailure ? error.message : error);
    process.exit(2);
  }
}
