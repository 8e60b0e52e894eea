/** One run of Trivy. What it prints is read with `readReport`, except for a bill of materials, which is kept as it is. */
export interface TrivyCommand {
  readonly looksFor: "vulnerabilities" | "licenses" | "secrets" | "misconfigurations" | "sbom";
  /** Name of what is scanned, for `readReport`. */
  readonly target: string;
  readonly args: readonly string[];
}

/**
 * Every run that one gate takes: vulnerabilities, licenses and bill of materials (CycloneDX) of each image, secrets and
 * misconfigurations of the source. Nothing but the vulnerability database is fetched, and that only where none is given.
 */
export function trivyCommands(scan: {
  /** Images as `docker save` writes them. */
  readonly images: readonly { readonly name: string; readonly tarball: string }[];
  readonly sourceDirectory: string;
  readonly cacheDirectory: string;
  /** Whether the cache holds a vulnerability database, which is then used as it is. */
  readonly hasDatabase: boolean;
}): TrivyCommand[] {
  const { images, sourceDirectory, cacheDirectory, hasDatabase } = scan;
  // Only ignores with a reason and a last day count: the files by which Trivy itself is told to look away are not read.
  const quietly = ["--offline-scan", "--no-progress", "--skip-version-check", "--disable-telemetry"];
  const alone = [
    "--skip-check-update",
    ...quietly,
    "--cache-dir",
    cacheDirectory,
    "--config",
    "/dev/null",
    "--ignorefile",
    "/dev/null",
  ];
  const common = [...alone, ...(hasDatabase ? ["--skip-db-update", "--skip-java-db-update"] : [])];
  const json = ["--format", "json", ...common];
  const source = (...flags: string[]) => ["trivy", "filesystem", "--scanners", ...flags, ...json, sourceDirectory];
  // Trivy refuses an empty file here, but takes one that is not there for none.
  const noExceptions = ["--secret-config", `${cacheDirectory}/no-secret-config.yaml`];
  return [
    ...images.flatMap(({ name, tarball }): TrivyCommand[] => {
      const target = `image ${name}`;
      const image = (...flags: string[]) => ["trivy", "image", "--input", tarball, ...flags];
      return [
        { looksFor: "vulnerabilities", target, args: image("--scanners", "vuln", ...json) },
        { looksFor: "licenses", target, args: image("--scanners", "license", ...json) },
        { looksFor: "sbom", target, args: image("--format", "cyclonedx", ...common) },
      ];
    }),
    { looksFor: "secrets", target: "source", args: source("secret", ...noExceptions) },
    // Not `trivy config`: it is the same scan, but does not know --offline-scan and --no-progress.
    { looksFor: "misconfigurations", target: "source", args: source("misconfig") },
  ];
}
