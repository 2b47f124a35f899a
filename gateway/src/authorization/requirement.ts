import { isAuthenticated, type Viewer } from '#platform/identity/viewer.js';

/** One thing that a directive asks of a viewer. */
export interface Requirement {
  /** What the alternatives name. `token`: a valid token is enough, there are no alternatives. */
  readonly kind: 'token' | 'scopes' | 'policies';
  /** One of these must be held in full; where there are none, a valid token is enough. */
  readonly alternatives: readonly (readonly string[])[];
}

/** Most combinations of alternatives that are compared. */
const maxCombinations = 1_000;

/** Whether a viewer has what a requirement asks for. A viewer without a token has nothing. */
export function holds({ kind, alternatives }: Requirement, viewer: Viewer): boolean {
  if (!isAuthenticated(viewer)) return false;
  if (alternatives.length === 0) return true;
  const held = new Set(kind === 'policies' ? viewer.policies : viewer.scopes);
  return alternatives.some((all) => all.every((name) => held.has(name)));
}

/** A text that is equal for equal requirements. */
export function requirementKey({ kind, alternatives }: Requirement): string {
  return JSON.stringify([kind, alternatives]);
}

/** Whether whoever meets all of the given requirements meets one more; false where that takes too long to find out. */
export function imply(given: readonly Requirement[], asked: Requirement): boolean {
  if (given.length === 0) return false;
  if (asked.alternatives.length === 0) return true;
  let combinations: string[][] = [[]];
  for (const { kind, alternatives } of given) {
    if (kind !== asked.kind || alternatives.length === 0) continue;
    combinations = combinations.flatMap((held) => alternatives.map((all) => [...held, ...all]));
    if (combinations.length > maxCombinations) return false;
  }
  return combinations.every((held) => asked.alternatives.some((all) => all.every((name) => held.includes(name))));
}
