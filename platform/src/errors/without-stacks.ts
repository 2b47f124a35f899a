/**
 * Does something, at once, whose errors clients are told and nobody looks into: they get no stack, which costs more than
 * all the rest of making an error, and hostile requests make many.
 * @throws whatever `work` throws
 */
export function withoutStacks<Result>(work: () => Result): Result {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
