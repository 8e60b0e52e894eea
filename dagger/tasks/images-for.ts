/** Images beyond those that every function needs, by the word on the command line that asks for them. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  "image-python": ["lint", "test", "build", "images", "scan", "check", "reports", "lock", "deploy"],
  "image-redis": ["test", "check", "reports", "lock", "deploy"],
  "image-chromium": ["test", "check", "reports", "lock"],
  "image-opentofu": ["plan", "saved-plan", "apply", "drift", "destroy", "recover", "lock"],
  "image-trivy": ["scan", "check", "reports", "lock"],
};

/** Parts of the embedded engine that a call of the Dagger CLI needs. What it does not need is not built for it. */
export function imagesFor(args: readonly string[]): string[] {
  return Object.entries(NEEDED).flatMap(([part, words]) => (words.some((word) => args.includes(word)) ? [part] : []));
}
