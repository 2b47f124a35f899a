import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import { countOverlaps } from './field-overlaps.js';
import { tooExpensive } from './limit-refusal.js';
import { SelectionWeigher, type Weight } from './selection-weight.js';
import type { TextLimits } from './text-limits.js';

/**
 * What a document may weigh. Checked before validation, which a hostile document could make expensive. Numbers are of
 * all operations of the document together; selections, aliases and directives with fragments expanded.
 */
export interface DocumentLimits extends TextLimits {
  /** Most fields of one operation's first level. */
  rootFields: number;
  /** Most pairs of fields, and of fragments, that share a place in the answer; validation compares each pair. */
  overlaps: number;
}

/** What limits are unless settings say otherwise. */
export const defaultDocumentLimits: DocumentLimits = {
  tokens: 10_000,
  depth: 50,
  selections: 1_000,
  aliases: 100,
  rootFields: 50,
  directives: 200,
  overlaps: 10_000,
  definitions: 250,
  values: 2_000,
};

/**
 * Measures a document; each fragment is measured once, so the time is that of the document's length, whatever its
 * fragments come to.
 * @throws GraphQLError TOO_EXPENSIVE past a limit, GRAPHQL_VALIDATION_FAILED for fragments that contain themselves
 */
export function checkDocumentLimits(document: DocumentNode, limits: DocumentLimits): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const weigher = new SelectionWeigher(fragments, limits);
  const whole = { selections: 0, aliases: 0, directives: 0 };
  const add = (weight: Weight): void => {
    whole.selections += weight.selections;
    whole.aliases += weight.aliases;
    whole.directives += weight.directives;
    if (whole.selections > limits.selections)
      throw tooExpensive(`selects more than ${limits.selections} fields, fragments expanded`);
    if (whole.aliases > limits.aliases)
      throw tooExpensive(`has more than ${limits.aliases} aliases, fragments expanded`);
    if (whole.directives > limits.directives)
      throw tooExpensive(`has more than ${limits.directives} directives, fragments expanded`);
  };

  const roots: SelectionSetNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const weight = weigher.weighOperation(definition);
    if (weight.fields > limits.rootFields)
      throw tooExpensive(`selects more than ${limits.rootFields} fields at its first level`);
    add(weight);
    roots.push(definition.selectionSet);
  }
  // Validation looks at fragments that nothing spreads as well.
  for (const [name, fragment] of fragments) {
    if (weigher.hasWeighed(name)) continue;
    add(weigher.weighFragment(name, 1));
    roots.push(fragment.selectionSet);
  }
  // Past this point expanding fragments is cheap: it comes to no more selections than the limit.
  let overlaps = 0;
  for (const root of roots) {
    overlaps += countOverlaps(root, fragments);
    if (overlaps > limits.overlaps) throw tooExpensive('selects the same fields too many times over');
  }
}
