import { Kind, type FieldNode, type GraphQLError, type GraphQLField, type ValueNode } from 'graphql';
import { badUserInput } from '#platform/errors/graphql-errors.js';
import type { Factor, Variables } from './cost-expression.js';
import type { ListSize } from './cost-rules.js';

/** Bounds of lists. */
export interface ListLimits {
  /** Length of a list of which nothing is known. */
  assumedListSize: number;
  /** Largest value of an argument such as `first`. */
  pageSize: number;
}

/**
 * How long the list of a field is: the largest of its slicing arguments, or what the schema assumes.
 * @returns a number when the document says it, else a function that throws GraphQLError BAD_USER_INPUT for a value out
 * of the bounds
 * @throws GraphQLError BAD_USER_INPUT for a literal out of the bounds
 */
export function listLength(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  size: ListSize | undefined,
  limits: ListLimits,
): Factor {
  const fallback = size?.assumedSize ?? limits.assumedListSize;
  const readers = (size?.slicingArguments ?? []).map((slicing) => sliceReader(node, field, slicing, limits.pageSize));
  const length = (variables: Variables): number => {
    let longest: number | undefined;
    let given = 0;
    for (const { read } of readers) {
      const value = read(variables);
      if (value === undefined) continue;
      given += 1;
      if (longest === undefined || value > longest) longest = value;
    }
    // Null counts as not given, a default as given: https://ibm.github.io/graphql-specs/cost-spec.html
    if (size?.requiresOne && readers.length && given !== 1) throw notOneSlice(node, size.slicingArguments);
    return longest ?? fallback;
  };
  return readers.some(({ isOpen }) => isOpen) ? length : length({});
}

function notOneSlice(node: FieldNode, names: readonly string[]): GraphQLError {
  const all = names.map((name) => `"${name}"`).join(', ');
  return badUserInput(
    names[0] ?? '',
    `of ${node.name.value} must be given${names.length > 1 ? `: exactly one of ${all}` : ''}.`,
  );
}

interface SliceReader {
  /** Whether variables decide. */
  isOpen: boolean;
  /** The value, undefined for none. */
  read(variables: Variables): number | undefined;
}

/** @param slicing name of the argument, with names of fields within it after dots */
function sliceReader(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  slicing: string,
  pageSize: number,
): SliceReader {
  const [name = '', ...inner] = slicing.split('.');
  const checked = (value: unknown): number | undefined => {
    if (typeof value !== 'number') return undefined;
    if (value < 0 || value > pageSize) throw badUserInput(slicing, `must be from 0 to ${pageSize}.`);
    return value;
  };
  const byDefault = dig(field.args.find((argument) => argument.name === name)?.defaultValue, inner);
  let value: ValueNode | undefined = node.arguments?.find((argument) => argument.name.value === name)?.value;
  let rest = inner;
  while (value?.kind === Kind.OBJECT && rest.length) {
    const [next, ...after]: (string | undefined)[] = rest;
    value = value.fields.find((entry) => entry.name.value === next)?.value;
    if (!value) return { isOpen: false, read: () => undefined };
    rest = after as string[];
  }
  if (!value) return { isOpen: false, read: () => checked(byDefault) };
  if (value.kind === Kind.VARIABLE) {
    const variable = value.name.value;
    return {
      isOpen: true,
      read: (variables) => checked(variables[variable] === undefined ? byDefault : dig(variables[variable], rest)),
    };
  }
  const literal = value.kind === Kind.INT && rest.length === 0 ? Number(value.value) : undefined;
  return { isOpen: false, read: () => checked(literal) };
}

function dig(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[name] : undefined,
    value,
  );
}
