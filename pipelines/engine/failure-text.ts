/**
 * The part of a failed command's error that people look for: the end of its output. The SDK's own class for these cannot be
 * imported inside a module, so its fields are read by name.
 */
export function failureText(error: unknown): string {
  const { stdout = "", stderr = "", message = String(error) } = (error ?? {}) as Record<string, string | undefined>;
  const output = `${stdout}${stderr}`.trim();
  return (output === "" ? message : output).split("\n").slice(-12).join("\n");
}
