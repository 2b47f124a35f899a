import { Kind, type DocumentNode, type SelectionSetNode } from 'graphql';
import { codedError } from '#platform/errors/graphql-errors.js';

/** What a document may weigh. Checked before validation, which a hostile document could make expensive. */
export interface DocumentLimits {
  /** Most tokens; the parser stops there. */
  tokens: number;
  /** Deepest nesting of fields and fragments, fragments expanded. */
  depth: number;
  /** Most selections of one operation, fragments expanded. */
  selections: number;
}

/** What limits are unless settings say otherwise. */
export const defaultDocumentLimits: DocumentLimits = { tokens: 10_000, depth: 50, selections: 1_000 };

interface Weight {
  depth: number;
  selections: number;
}

/**
 * Measures every operation of a document with its fragments expanded; each fragment is measured once, so the time is
 * that of the document's length. Circular fragments are left to validation.
 * @throws GraphQLError TOO_EXPENSIVE past a limit
 */
export function checkDocumentLimits(document: DocumentNode, limits: DocumentLimits): void {
  const fragments = new Map<string, SelectionSetNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition.selectionSet);
  }
  const measured = new Map<string, Weight | 'under way'>();

  const fragmentWeight = (name: string, level: number): Weight => {
    const known = measured.get(name);
    if (known === 'under way') return { depth: 0, selections: 0 };
    if (known) return known;
    const selectionSet = fragments.get(name);
    if (!selectionSet) return { depth: 0, selections: 0 };
    measured.set(name, 'under way');
    const weight = weigh(selectionSet, level);
    measured.set(name, weight);
    return weight;
  };

  const weigh = (selectionSet: SelectionSetNode, level: number): Weight => {
    if (level > limits.depth) throw tooExpensive(`is nested more than ${limits.depth} levels deep`);
    let depth = 0;
    let selections = 0;
    for (const selection of selectionSet.selections) {
      selections += 1;
      let below: Weight = { depth: 0, selections: 0 };
      if (selection.kind === Kind.FRAGMENT_SPREAD) below = fragmentWeight(selection.name.value, level + 1);
      else if (selection.selectionSet) below = weigh(selection.selectionSet, level + 1);
      selections += below.selections;
      depth = Math.max(depth, below.depth);
      if (selections > limits.selections)
        throw tooExpensive(`selects more than ${limits.selections} fields, fragments expanded`);
    }
    if (level + depth > limits.depth) throw tooExpensive(`is nested more than ${limits.depth} levels deep`);
    return { depth: depth + 1, selections };
  };

  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) weigh(definition.selectionSet, 1);
  }
  // Validation looks at fragments that nothing spreads as well.
  for (const name of fragments.keys()) fragmentWeight(name, 1);
}

function tooExpensive(what: string): Error {
  return codedError('TOO_EXPENSIVE', `The operation ${what}.`);
}
