/** Variables of a request, coerced. */
export type Variables = Readonly<Record<string, unknown>>;

/** How many times something counts: a number, or one that the variables decide. */
export type Factor = number | ((variables: Variables) => number);

/** A cost with what the document says worked out, and what the variables say left open. */
export interface CostExpression {
  fixed: number;
  terms: readonly CostTerm[];
}

interface CostTerm {
  times: number;
  factor: (variables: Variables) => number;
  each: CostExpression;
}

/** A cost that the document alone decides. */
export function fixedCost(fixed: number): CostExpression {
  return { fixed, terms: [] };
}

/** Adds costs. */
export function sumOfCosts(costs: readonly CostExpression[]): CostExpression {
  return {
    fixed: costs.reduce((sum, { fixed }) => sum + fixed, 0),
    terms: costs.flatMap(({ terms }) => terms),
  };
}

/** Counts a cost several times. */
export function multipliedCost(cost: CostExpression, factor: Factor): CostExpression {
  if (typeof factor === 'function') {
    const free = cost.fixed === 0 && cost.terms.length === 0;
    return free ? cost : { fixed: 0, terms: [{ times: 1, factor, each: cost }] };
  }
  if (factor === 1) return cost;
  return {
    fixed: cost.fixed * factor,
    terms: cost.terms.map((term) => ({ ...term, times: term.times * factor })),
  };
}

/** Works a cost out. Takes time in proportion to what the variables decide. */
export function evaluateCost({ fixed, terms }: CostExpression, variables: Variables): number {
  let sum = fixed;
  for (const { times, factor, each } of terms) {
    const count = times * factor(variables);
    if (count) sum += count * evaluateCost(each, variables);
  }
  return sum;
}
