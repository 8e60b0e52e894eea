import type { Container } from "@dagger.io/dagger";

/** A container with environment variables, in their order. */
export function withVariables(container: Container, variables: Readonly<Record<string, string>>): Container {
  return Object.entries(variables).reduce((so, [name, value]) => so.withEnvVariable(name, value), container);
}
