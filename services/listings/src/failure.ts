/**
 * Something that is expected to go wrong outside the program: a setting, a database that is away. Its message is all
 * an operator needs, so it is printed without a stack.
 */
export class ExpectedFailure extends Error {
  override readonly name = "ExpectedFailure";
}
