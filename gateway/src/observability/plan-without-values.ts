import type { FetchNode, PlanNode, QueryPlan, SubscriptionNode } from '@apollo/query-planner';
import { Kind, parse, print, visit } from 'graphql';

/**
 * A plan whose operations hold no value that a client wrote into its document: texts, numbers, lists and objects become
 * empty ones of their kind.
 */
export function planWithoutValues(plan: QueryPlan): QueryPlan {
  return plan.node ? { ...plan, node: withoutValues(plan.node) } : plan;
}

function withoutValues<Node extends PlanNode | SubscriptionNode>(node: Node): Node;
function withoutValues(node: PlanNode | SubscriptionNode): PlanNode | SubscriptionNode {
  switch (node.kind) {
    case 'Fetch':
      return fetchWithoutValues(node);
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map(withoutValues) };
    case 'Flatten':
      return { ...node, node: withoutValues(node.node) };
    case 'Condition': {
      const { ifClause, elseClause } = node;
      return {
        ...node,
        ...(ifClause && { ifClause: withoutValues(ifClause) }),
        ...(elseClause && { elseClause: withoutValues(elseClause) }),
      };
    }
    case 'Subscription': {
      const { primary, rest } = node;
      return { ...node, primary: fetchWithoutValues(primary), ...(rest && { rest: withoutValues(rest) }) };
    }
    default:
      // `@defer` is not offered, so that no plan has its nodes.
      throw new Error(`A plan has a node of a kind that is not known: ${node.kind}.`);
  }
}

function fetchWithoutValues(node: FetchNode): FetchNode {
  const document = visit(parse(node.operation, { noLocation: true }), {
    [Kind.STRING]: (value) => ({ ...value, value: '', block: false }),
    [Kind.INT]: (value) => ({ ...value, value: '0' }),
    [Kind.FLOAT]: (value) => ({ ...value, value: '0' }),
    [Kind.LIST]: (value) => ({ ...value, values: [] }),
    [Kind.OBJECT]: (value) => ({ ...value, fields: [] }),
  });
  return { ...node, operation: print(document) };
}
