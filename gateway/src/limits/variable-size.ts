/** What the variables of an operation may weigh. */
export interface VariableLimits {
  /** Deepest nesting of a value. */
  depth: number;
  /** Most values: lists, objects, and what is in them. */
  variableValues: number;
}

/**
 * Which limit variables are past, if any. A megabyte can be half a million values, or as many levels of them: each value
 * is looked at again by whatever checks it, and whatever walks or writes the levels by recursion would run out of stack.
 * @param variables as a client sent them: the object itself counts for neither
 */
export function variableExcess(
  variables: Readonly<Record<string, unknown>> | null | undefined,
  { depth, variableValues }: VariableLimits,
): keyof VariableLimits | undefined {
  let left = variableValues;
  const look = (value: object, levels: number): keyof VariableLimits | undefined => {
    if (levels < 0) return 'depth';
    const values: unknown[] = Array.isArray(value) ? value : Object.values(value);
    left -= values.length;
    if (left < 0) return 'variableValues';
    for (const inner of values) {
      if (typeof inner !== 'object' || inner === null) continue;
      const excess = look(inner, levels - 1);
      if (excess) return excess;
    }
    return undefined;
  };
  return variables ? look(variables, depth) : undefined;
}
