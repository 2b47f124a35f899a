/** Why a mutation changed nothing: the contract's `UserErrorCode`. */
export type UserErrorCode =
  'INVALID' | 'REQUIRED' | 'TAKEN' | 'NOT_FOUND' | 'WRONG_STATE' | 'STALE' | 'EXPIRED' | 'IDEMPOTENCY_MISMATCH';

/** Something the user can put right: the contract's `UserError`. */
export interface UserError {
  code: UserErrorCode;
  message: string;
  /** Path within `input`; null when the whole input is meant. */
  field: string[] | null;
}

/** Thrown by a use case whose input the user can put right. It rolls the transaction back and becomes `userErrors`. */
export class UserProblem extends Error {
  readonly userErrors: readonly UserError[];

  constructor(userErrors: readonly UserError[]) {
    super(userErrors.map((error) => error.message).join(' '));
    this.name = 'UserProblem';
    this.userErrors = userErrors;
  }
}

/** A problem with one field of the input. @param field path within `input`, empty for the whole of it */
export function userProblem(code: UserErrorCode, message: string, ...field: string[]): UserProblem {
  return new UserProblem([{ code, message, field: field.length ? field : null }]);
}

/** Most problems that are told of one input: a list of bad entries must not come back a hundred times as long. */
const maxProblems = 100;

/** Gathers problems of an input, so that the user sees them at once: all of them, or the first 100. */
export class InputCheck {
  private readonly found: UserError[] = [];

  /** Notes a problem unless `holds`. @returns `holds` */
  require(holds: boolean, code: UserErrorCode, message: string, ...field: string[]): boolean {
    if (!holds && this.found.length < maxProblems)
      this.found.push({ code, message, field: field.length ? field : null });
    return holds;
  }

  /** Text within a length in characters, without NUL or lone surrogates, trimmed. */
  text(value: string, limits: { min?: number; max: number }, ...field: string[]): string {
    const trimmed = value.trim();
    const name = field.at(-1) ?? 'value';
    if (isStorableText(trimmed)) {
      const length = [...trimmed].length;
      if (length < (limits.min ?? 0))
        this.require(
          false,
          length === 0 ? 'REQUIRED' : 'INVALID',
          `${name} must have at least ${limits.min} characters.`,
          ...field,
        );
      else
        this.require(length <= limits.max, 'INVALID', `${name} must have at most ${limits.max} characters.`, ...field);
    } else this.require(false, 'INVALID', `${name} has a NUL character or half a surrogate pair.`, ...field);
    return trimmed;
  }

  /** @throws UserProblem with everything that was noted */
  done(): void {
    if (this.found.length) throw new UserProblem(this.found);
  }
}

/** Whether Postgres can store a text: no NUL and no lone surrogate. */
export function isStorableText(value: string): boolean {
  return !value.includes('\0') && value.isWellFormed();
}

/**
 * Runs a use case for a mutation. What the user can put right comes back as `userErrors` with the objects of the
 * payload null; everything else is thrown on.
 * @param empty the payload's objects, as null
 */
export async function mutationPayload<Objects extends object, Empty extends object>(
  empty: Empty,
  run: () => Promise<Objects>,
): Promise<(Objects | Empty) & { userErrors: UserError[] }> {
  try {
    return { ...(await run()), userErrors: [] };
  } catch (error) {
    if (error instanceof UserProblem) return { ...empty, userErrors: [...error.userErrors] };
    throw error;
  }
}
