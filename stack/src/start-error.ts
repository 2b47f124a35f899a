/** Why the stack cannot start or go on, as one sentence that an operator can act upon. `npm start` prints it and exits with 1. */
export class StartError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'StartError';
  }
}

// Errors are recognised by their parts: one that Node itself throws is no instance of the `Error` that Jest gives to tests.

/** The code of a system or database error such as `EACCES` or `28P01`; undefined for any other error. */
export function errorCode(error: unknown): string | undefined {
  const code = isObject(error) ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** What went wrong, for people: the message of an error, or the thing itself as text. */
export function errorMessage(error: unknown): string {
  const message = isObject(error) ? error.message : undefined;
  return typeof message === 'string' && message !== '' ? message : String(errorCode(error) ?? error);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
