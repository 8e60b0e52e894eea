/** Why a request came to nothing: the code where there is one, such as ECONNREFUSED. */
export function networkFailure(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : error;
  return String(("code" in cause && cause.code) || cause.message);
}
