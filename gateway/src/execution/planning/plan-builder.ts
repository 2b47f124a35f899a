import { operationFromDocument, type Schema } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import { parse } from 'graphql';
import { readSupergraph } from '../../supergraph/supergraph.js';
import { renamedKeys } from '../merge/data-rewrites.js';
import { eventPlan } from './subscription-plan.js';
import { interfaceObjects, withInterfaceObjects, type InterfaceObjects } from './interface-objects.js';
import { orderFetches, placedFetches, type FetchOrder } from './fetch-order.js';
import { separateRequirements, type Requirements } from './required-arguments.js';
import { withRequirements } from './required-fetches.js';
import { UnplannableOperation } from './unplannable-operation.js';

/** An operation to plan: valid, and within the limits. */
export interface PlanTask {
  document: string;
  /** Null for the only operation, or one without a name. */
  operationName: string | null;
}

/** A plan as it travels between processes: JSON text of a `BuiltPlan`, the word that there is too much to plan, or why there is none. */
export type PlanAnswer = { plan: string } | { tooLarge: true } | { unplannable: string };

/** A plan, and what is worked out of it once and for all. */
export interface BuiltPlan {
  /** Without the parsed form of its requests, which is larger than their text. */
  plan: QueryPlan;
  /** Of its fetches, in their places; missing where compiled execution does not understand the plan. */
  order?: readonly FetchOrder[];
  /** Names in the data that stand for required fields with their arguments: the graph's name of each. */
  required?: Readonly<Record<string, string>>;
  /** Names that the planner made up in answers of subgraphs, and what they stand for. */
  renamed?: Readonly<Record<string, string>>;
}

/** Makes plans, in whatever process it is. A plan takes milliseconds to seconds of it. */
export class PlanBuilder {
  private readonly planner: QueryPlanner;
  private readonly schema: Schema;

  private readonly requirements: Requirements;
  private readonly objects: InterfaceObjects;
  private readonly required: Readonly<Record<string, string>> | undefined;

  /**
   * @param supergraphSdl a supergraph that is fit to be served
   * @param pathsLimit most ways that are looked at for one selection
   */
  constructor(supergraphSdl: string, pathsLimit: number) {
    const requirements = separateRequirements(readSupergraph(supergraphSdl), supergraphSdl);
    const { supergraph, fields } = requirements;
    this.objects = interfaceObjects(supergraph);
    this.requirements = requirements;
    this.required = fields.size ? Object.fromEntries([...fields].map(([own, { name }]) => [own, name])) : undefined;
    this.planner = new QueryPlanner(supergraph, { debug: { pathsLimit } });
    this.schema = supergraph.apiSchema();
  }

  /** Plans an operation. @throws Error for one that is not valid */
  build({ document, operationName }: PlanTask): PlanAnswer {
    const named = operationName === null ? {} : { operationName };
    try {
      const operation = operationFromDocument(this.schema, parse(document, { noLocation: true }), named);
      const { required } = this;
      const plan = this.planner.buildQueryPlan(operation);
      if (plan.node) plan.node = withInterfaceObjects(plan.node, operation, this.objects);
      if (required && plan.node) plan.node = withRequirements(plan.node, this.requirements);
      const node = plan.node?.kind === 'Subscription' ? eventPlan(plan.node) : plan.node;
      const placed = node && placedFetches(node);
      const renamed = renamedKeys(plan);
      const built: BuiltPlan = {
        plan,
        ...(placed && { order: orderFetches(placed) }),
        ...(required && { required }),
        ...(Object.keys(renamed).length && { renamed }),
      };
      return { plan: JSON.stringify(built, leftOut) };
    } catch (error) {
      if (error instanceof UnplannableOperation) return { unplannable: error.message };
      // More ways than an array can hold.
      if (error instanceof RangeError) return { tooLarge: true };
      // The planner has limits of its own and says so in words alone.
      if (error instanceof Error && /Exceeded maximum|exceeds limit|reached the limit/.test(error.message))
        return { tooLarge: true };
      throw error;
    }
  }
}

function leftOut(key: string, value: unknown): unknown {
  return key === 'operationDocumentNode' ? undefined : value;
}
