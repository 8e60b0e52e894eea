import { SlipwayError } from "../../pipelines/errors/index.js";
import { runCommand } from "./command.js";
import { keyOf, type Part } from "./part.js";

/** Debian packages that the engine calls while it runs, and those that the first image is made with. */
const PACKAGES = [
  "runc",
  "containernetworking-plugins",
  "dnsmasq-base",
  "iptables",
  "iproute2",
  "git",
  "docker-registry",
  "mmdebstrap",
] as const;

/** The system packages: installed if missing, never upgraded or removed. */
export const packages: Part = {
  id: "packages",
  title: "System packages from Debian",
  coldSeconds: 40,
  needs: [],
  key: keyOf(PACKAGES),
  isThere: async () => (await missingPackages()).length === 0,
  build: async ({ run, say }) => {
    const missing = await missingPackages();
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    // An earlier run may have been stopped in the middle of an installation; with nothing left over this does nothing.
    await run(["dpkg", "--configure", "-a"], { env });
    say("reading the package lists");
    const lists = await run(["apt-get", "update"], { env });
    say(`installing ${missing.join(", ")}`);
    // RUNLEVEL keeps Debian from starting docker-registry as a service of the machine's.
    const install = ["apt-get", "install", "--yes", "--no-install-recommends", ...missing];
    const { code, output } = await run(install, { env: { ...env, RUNLEVEL: "1" } });
    if (code === 0) return;
    const lines = `${lists.output}\n${output}`.split("\n").filter((line) => /^(E|Err|W):?/.test(line));
    throw new SlipwayError("PACKAGE_REFUSED", {
      what: `apt-get could not install ${missing.join(", ")}.`,
      saw: `it ended with ${code}\n    ${lines.slice(-6).join("\n    ")}`,
      next: "see that the sources in /etc/apt are reached and no other apt-get runs, then run the same command again.",
    });
  },
};

async function missingPackages(): Promise<string[]> {
  const { output } = await runCommand([
    "dpkg-query",
    "--show",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders are dpkg-query's
    "--showformat=${Package} ${db:Status-Status}\\n",
    ...PACKAGES,
  ]);
  const installed = new Set(
    output.split("\n").flatMap((line) => (line.endsWith(" installed") ? [line.split(" ")[0]] : [])),
  );
  return PACKAGES.filter((name) => !installed.has(name));
}
