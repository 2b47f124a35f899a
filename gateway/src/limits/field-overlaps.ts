import { Kind, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/**
 * Counts pairs of fields that share a place in the answer, such as the two `name` of `{ person { name } person { name } }`
 * (one pair, and one more of the two `person`). Validation compares each pair, to see that they do not contradict each
 * other: its time grows with the square of what is repeated. Fragments that are spread in one place count as well, each
 * pair of names once, there or not: validation compares those too.
 * Takes time in proportion to the selections with fragments expanded, which must be within the limits.
 */
export function countOverlaps(root: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): number {
  let pairs = 0;

  /** @param merged selection sets that stand in one place */
  const count = (merged: readonly SelectionSetNode[]): void => {
    const spreads = new Set<string>();
    const places = new Map<string, { fields: number; below: SelectionSetNode[] }>();
    const collect = ({ selections }: SelectionSetNode): void => {
      for (const selection of selections) {
        if (selection.kind === Kind.FRAGMENT_SPREAD) {
          const name = selection.name.value;
          if (!spreads.has(name)) pairs += spreads.size;
          spreads.add(name);
          const fragment = fragments.get(name);
          if (fragment) collect(fragment.selectionSet);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          collect(selection.selectionSet);
        } else {
          const name = selection.alias?.value ?? selection.name.value;
          let place = places.get(name);
          if (!place) places.set(name, (place = { fields: 0, below: [] }));
          pairs += place.fields;
          place.fields += 1;
          if (selection.selectionSet) place.below.push(selection.selectionSet);
        }
      }
    };
    merged.forEach(collect);
    for (const { below } of places.values()) if (below.length) count(below);
  };

  count([root]);
  return pairs;
}
