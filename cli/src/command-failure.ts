/** A failure that the operator is told in one sentence, with what to do next; the process then exits 1. */
export class CommandFailure extends Error {
  /**
   * @param message what went wrong, a sentence
   * @param next what to do about it, a sentence; left out when the message says it
   */
  constructor(
    message: string,
    readonly next?: string,
  ) {
    super(message);
    this.name = 'CommandFailure';
  }
}

/** The operator pressed Ctrl-C (or the process was told to stop); `message` says what that left behind. */
export class Interrupted extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Interrupted';
  }
}
