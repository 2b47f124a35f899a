import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  type GraphQLInputType,
  type ValueNode,
} from 'graphql';
import { fixedCost, multipliedCost, sumOfCosts, type CostExpression } from './cost-expression.js';
import type { CostRules } from './cost-rules.js';

/**
 * What a value costs where it is given: an input object 1 and what its fields cost, other values nothing, each item of
 * a list for itself; or what `@cost` says of the argument or input field, else of its type. Null is free.
 * @param weight what `@cost` says of the argument itself, undefined for nothing
 */
export function costOfInput(
  node: ValueNode,
  type: GraphQLInputType,
  weight: number | undefined,
  rules: CostRules,
): CostExpression {
  if (node.kind === Kind.NULL) return fixedCost(0);
  if (node.kind === Kind.VARIABLE) {
    const name = node.name.value;
    if (!maySayCost(type, weight, rules)) return fixedCost(0);
    return multipliedCost(fixedCost(1), (variables) => costOfValue(variables[name], type, weight, rules));
  }
  const inner = getNullableType(type);
  if (isListType(inner)) {
    const items = node.kind === Kind.LIST ? node.values : [node];
    return sumOfCosts(items.map((item) => costOfInput(item, inner.ofType, weight, rules)));
  }
  const own = fixedCost(ownCost(type, weight, rules));
  if (node.kind !== Kind.OBJECT || !isInputObjectType(inner)) return own;
  const fields = inner.getFields();
  return sumOfCosts([
    own,
    ...node.fields.map(({ name, value }) => {
      const field = fields[name.value];
      return field ? costOfInput(value, field.type, rules.fieldWeight(inner.name, name.value), rules) : fixedCost(0);
    }),
  ]);
}

/** The same of a value that a variable brings, coerced. */
function costOfValue(value: unknown, type: GraphQLInputType, weight: number | undefined, rules: CostRules): number {
  if (value === null || value === undefined) return 0;
  const inner = getNullableType(type);
  if (isListType(inner)) {
    let sum = 0;
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value])
      sum += costOfValue(item, inner.ofType, weight, rules);
    return sum;
  }
  let sum = ownCost(type, weight, rules);
  if (isInputObjectType(inner) && typeof value === 'object') {
    const fields = inner.getFields();
    for (const [name, given] of Object.entries(value)) {
      const field = fields[name];
      if (field) sum += costOfValue(given, field.type, rules.fieldWeight(inner.name, name), rules);
    }
  }
  return sum;
}

function ownCost(type: GraphQLInputType, weight: number | undefined, rules: CostRules): number {
  const named = getNamedType(type);
  return weight ?? rules.typeWeight(named.name) ?? (isInputObjectType(named) ? 1 : 0);
}

/** Whether values of a type cost anything at all: those of most variables do not, and are not walked. */
function maySayCost(type: GraphQLInputType, weight: number | undefined, rules: CostRules): boolean {
  return isInputObjectType(getNamedType(type)) || ownCost(type, weight, rules) > 0;
}
