import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import {
  evaluateCost,
  fixedCost,
  multipliedCost,
  sumOfCosts,
  type CostExpression,
  type Factor,
  type Variables,
} from './cost-expression.js';
import type { CostRules, ListSize } from './cost-rules.js';
import { costOfInput } from './input-cost.js';
import { introspectionPrice, type Introspection } from './introspection-weight.js';
import { tooExpensive } from './limit-refusal.js';
import { listLength, type ListLimits } from './list-length.js';

/** What operations may cost. */
export interface CostLimits extends ListLimits {
  /** Most that one operation may cost. */
  cost: number;
}

/** What limits are unless settings say otherwise. */
export const defaultCostLimits: CostLimits = { cost: 100_000, assumedListSize: 10, pageSize: 1_000 };

/** What a mutation costs before its fields. */
const mutationCost = 10;

/** The cost of a valid operation, to be worked out for each request's variables. */
export interface OperationCost {
  expression: CostExpression;
  /** Lengths that variables decide; each is looked at, also where nothing costs anything. */
  lengths: readonly ((variables: Variables) => number)[];
}

/**
 * Finds what a valid operation costs: 1 for every object, interface, union and input object, 0 for scalars and enums, or
 * what `@cost` says of the field, argument or input field, else of its type; 10 for a mutation. A list counts as many times as it is long, lists within lists are
 * multiplied. Fragments on different types are added up, and so are fields selected twice: it is an upper bound.
 * The operation must be within the document's limits: fragments are walked wherever they are spread.
 * @param introspection what it asks of the schema itself, if anything
 * @throws GraphQLError BAD_USER_INPUT for a length in the document that is out of bounds
 */
export function findCost(
  schema: GraphQLSchema,
  rules: CostRules,
  limits: CostLimits,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  introspection?: Introspection,
): OperationCost {
  const lengths: ((variables: Variables) => number)[] = [];

  /** @param sized what the `@listSize` of the field above says about fields of this set */
  const costOfSet = (
    { selections }: SelectionSetNode,
    parent: GraphQLCompositeType,
    sized: { fields: readonly string[]; length: Factor } | undefined,
  ): CostExpression =>
    sumOfCosts(
      selections.map((selection) => {
        const cost = selection.kind === Kind.FIELD ? costOfField(selection, parent, sized) : costOfFragment();
        return conditions(selection).reduce(multipliedCost, cost);

        function costOfFragment(): CostExpression {
          const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
          if (!fragment || fragment.kind === Kind.FIELD) return fixedCost(0);
          const condition = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : parent;
          return isCompositeType(condition) ? costOfSet(fragment.selectionSet, condition, sized) : fixedCost(0);
        }
      }),
    );

  const costOfField = (
    node: FieldNode,
    parent: GraphQLCompositeType,
    sized: { fields: readonly string[]; length: Factor } | undefined,
  ): CostExpression => {
    const name = node.name.value;
    // Introspection is no subgraph's work, and priced as a whole.
    if (name.startsWith('__') || !('getFields' in parent)) return fixedCost(0);
    const field = parent.getFields()[name];
    if (!field) return fixedCost(0);
    const places = [parent.name, ...(isObjectType(parent) ? [] : schema.getPossibleTypes(parent).map((t) => t.name))];
    const returned = getNamedType(field.type);
    const weight =
      largest(places.map((type) => rules.fieldWeight(type, name))) ??
      rules.typeWeight(returned.name) ??
      (isCompositeType(returned) ? 1 : 0);
    const ofArguments = (node.arguments ?? []).map(({ name: argument, value }) => {
      const definition = field.args.find((defined) => defined.name === argument.value);
      const own = largest(places.map((type) => rules.argumentWeight(type, name, argument.value)));
      return definition ? costOfInput(value, definition.type, own, rules) : fixedCost(0);
    });

    const size = places.map((type) => rules.listSize(type, name)).find((found) => found !== undefined);
    const length = lengthOf(node, field, size);
    const below =
      node.selectionSet && isCompositeType(returned)
        ? costOfSet(
            node.selectionSet,
            returned,
            size?.sizedFields.length ? { fields: size.sizedFields, length } : undefined,
          )
        : fixedCost(0);
    const each = sumOfCosts([fixedCost(weight), below]);
    const times = sized?.fields.includes(name)
      ? sized.length
      : isListType(getNullableType(field.type))
        ? size?.sizedFields.length
          ? limits.assumedListSize
          : length
        : 1;
    return sumOfCosts([...ofArguments, multipliedCost(each, times)]);
  };

  const lengthOf = (node: FieldNode, field: Parameters<typeof listLength>[1], size: ListSize | undefined): Factor => {
    const length = listLength(node, field, size, limits);
    if (typeof length === 'function') lengths.push(length);
    return length;
  };

  const root = schema.getRootType(operation.operation);
  const fields = root ? costOfSet(operation.selectionSet, root, undefined) : fixedCost(0);
  const start = fixedCost(operation.operation === OperationTypeNode.MUTATION ? mutationCost : 0);
  const ofSchema = fixedCost(introspection ? introspectionPrice(introspection) : 0);
  return { expression: sumOfCosts([start, ofSchema, fields]), lengths };
}

/**
 * Works out what an operation costs with a request's variables.
 * @param variables coerced, so that defaults are in their places
 * @throws GraphQLError BAD_USER_INPUT for a length that is out of bounds
 */
export function costOf({ expression, lengths }: OperationCost, variables: Variables): number {
  for (const length of lengths) length(variables);
  return evaluateCost(expression, variables);
}

/** @throws GraphQLError TOO_EXPENSIVE when a cost is over the limit */
export function checkCost(cost: number, { cost: limit }: CostLimits): void {
  if (cost > limit) throw tooExpensive(`costs ${cost}, and ${limit} is the most: ask for fewer or shorter lists`);
}

/** `@skip` and `@include` of a selection: 1 when they let it stand, 0 when not. */
function conditions({ directives = [] }: SelectionNode): Factor[] {
  return directives.flatMap((directive) => {
    const name = directive.name.value;
    return name === 'skip' || name === 'include' ? [condition(directive, name === 'include')] : [];
  });
}

function condition(directive: DirectiveNode, wanted: boolean): Factor {
  const value = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
  if (value?.kind === Kind.BOOLEAN) return value.value === wanted ? 1 : 0;
  if (value?.kind !== Kind.VARIABLE) return 1;
  const variable = value.name.value;
  return (variables) => (variables[variable] === wanted ? 1 : 0);
}

function largest(weights: readonly (number | undefined)[]): number | undefined {
  return weights.reduce((most, weight) => (weight === undefined ? most : Math.max(most ?? 0, weight)), undefined);
}
