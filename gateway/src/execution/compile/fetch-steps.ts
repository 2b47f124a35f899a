import type { FetchNode, PlanNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { copyJson, entityMerge, mergeInto, type EntityMerge } from '../merge/answer-merge.js';
import { placeWalk, type PlaceWalk } from './entity-places.js';
import { fetchShape, type FetchShape } from './failure-paths.js';
import { orderFetches, placedFetches, type FetchOrder, type Guard } from '../planning/fetch-order.js';
import { representationMaker, type RepresentationMaker } from './representation.js';

/** One fetch of a plan, ready to run. */
export interface FetchStep extends FetchOrder {
  node: FetchNode;
  /** Where in the data its entities stand, `@` for the elements of a list; empty for the root. */
  path: readonly string[];
  /** Conditions on variables that must all hold for it to run. */
  guards: readonly Guard[];
  shape: FetchShape;
  /** What its request's body begins with, up to the variables. */
  bodyHead: string;
  /** Makes representations; undefined for a fetch of root fields. */
  represent: RepresentationMaker | undefined;
  /** Goes to its places. */
  walk: PlaceWalk;
  /** Merges an entity into its place. */
  merge: EntityMerge;
}

/**
 * Compiles the fetches of a plan; what takes long, when it is first needed.
 * @param known what `orderFetches` found, where that was done before
 * @returns undefined for a plan with parts that are not understood here
 */
export function fetchSteps(
  plan: PlanNode,
  schema: GraphQLSchema,
  known?: readonly FetchOrder[],
): FetchStep[] | undefined {
  const placed = placedFetches(plan);
  if (!placed) return undefined;
  const order = known ?? orderFetches(placed);
  return placed.map(({ node, path, guards }, index) => {
    let shape: FetchShape | undefined;
    let walk: PlaceWalk | undefined;
    let merge: EntityMerge | undefined;
    return {
      ...order[index]!,
      node,
      path,
      guards,
      get shape() {
        return (shape ??= fetchShape(node.operation, schema));
      },
      get walk() {
        return (walk ??= placeWalk(path));
      },
      get merge() {
        return (merge ??= mergeOf(node, this.shape));
      },
      bodyHead: `{"query":${JSON.stringify(node.operation)},${
        node.operationName ? `"operationName":${JSON.stringify(node.operationName)},` : ''
      }"variables":{`,
      represent: node.requires && representationMaker(node, schema),
    };
  });
}

function mergeOf({ outputRewrites }: FetchNode, { entityFields }: FetchShape): EntityMerge {
  // Rewrites give fields other names than they are asked by.
  if (entityFields && !outputRewrites?.length) return entityMerge([...new Set([...entityFields.values()].flat())]);
  return (place, entity, copies) => mergeInto(place, copies ? copyJson(entity) : entity);
}
