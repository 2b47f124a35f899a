import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type ASTVisitor,
  type DocumentNode,
  type FloatValueNode,
  type IntValueNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/** What graphql-js does not hold documents to, and ought to. */

/**
 * Numbers are no infinity: a rule of validation. graphql-js takes `1e999` for a Float, and any number for a custom
 * scalar; the planner does not, and no JSON can carry it.
 */
export function FiniteNumbersRule(context: ValidationContext): ASTVisitor {
  const check = (node: IntValueNode | FloatValueNode): void => {
    if (!Number.isFinite(Number(node.value)))
      context.reportError(new GraphQLError('This number is too large.', { nodes: node }));
  };
  return { IntValue: check, FloatValue: check };
}

/**
 * A subscription has its one root field whatever its variables are: `@skip` and `@include` may not stand there (GraphQL,
 * September 2025, Single Root Field). To be asked before validation: a rule of graphql-js throws where they hang on a variable.
 * @returns an error for each
 */
export function subscriptionConditions({ definitions }: DocumentNode): GraphQLError[] {
  const errors: GraphQLError[] = [];
  const seen = new Set<string>();
  const check = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      const condition = selection.directives?.find(({ name }) => name.value === 'skip' || name.value === 'include');
      if (condition) {
        const told = `@${condition.name.value} may not stand at the root of a subscription.`;
        errors.push(new GraphQLError(told, { nodes: condition }));
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) check(selection.selectionSet);
      if (selection.kind !== Kind.FRAGMENT_SPREAD || seen.has(selection.name.value)) continue;
      seen.add(selection.name.value);
      for (const fragment of definitions)
        if (fragment.kind === Kind.FRAGMENT_DEFINITION && fragment.name.value === selection.name.value)
          check(fragment.selectionSet);
    }
  };
  for (const operation of definitions)
    if (operation.kind === Kind.OPERATION_DEFINITION && operation.operation === OperationTypeNode.SUBSCRIPTION)
      check(operation.selectionSet);
  return errors;
}
