import type { FetchNode, QueryPlan } from '@apollo/query-planner';
import { isAbstractType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import { isJsonObject, type JsonObject } from '#platform/json/json-object.js';
import { own } from '../own-property.js';

/** What a plan says of other names and values in the data than those that a subgraph is given or gives. */
export type DataRewrites = NonNullable<FetchNode['outputRewrites']>;

const fragment = '... on ';

/**
 * Rewrites data in its place. Apollo's own leaves what is `0`, `""`, `false` or null under the name that the planner made
 * up for it, so that the field is missing.
 */
export function applyRewrites(schema: GraphQLSchema, rewrites: DataRewrites | undefined, data: unknown): void {
  for (const rewrite of rewrites ?? []) {
    const name = rewrite.path.at(-1)!;
    at(schema, rewrite.path, 0, data, (object) => {
      if (rewrite.kind === 'ValueSetter') return set(object, name, rewrite.setValueTo);
      const value = own(object, name);
      if (value === undefined) return;
      set(object, rewrite.renameKeyTo, value);
      object[name] = undefined;
    });
  }
}

/** A property of the object's own, `__proto__` too. */
function set(object: JsonObject, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}

function at(
  schema: GraphQLSchema,
  path: readonly string[],
  step: number,
  value: unknown,
  rewrite: (object: JsonObject) => void,
): void {
  if (Array.isArray(value)) {
    for (const element of value) at(schema, path, step, element, rewrite);
    return;
  }
  if (!isJsonObject(value)) return;
  const name = path[step]!;
  if (name.startsWith(fragment)) {
    if (isOf(schema, value.__typename, name.slice(fragment.length))) at(schema, path, step + 1, value, rewrite);
  } else if (step === path.length - 1) rewrite(value);
  else at(schema, path, step + 1, own(value, name), rewrite);
}

/** Whether an object is of a type, as far as is known. */
function isOf(schema: GraphQLSchema, typename: unknown, condition: string): boolean {
  if (typeof typename !== 'string' || !typename || typename === condition) return true;
  const [type, wanted] = [schema.getType(typename), schema.getType(condition)];
  return isAbstractType(wanted) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wanted, type);
}

/** Rewrites of answers, by the text of the request. */
export type RewritesByRequest = ReadonlyMap<string, DataRewrites>;

/** Takes the rewrites of answers out of a plan, for one who does them otherwise. */
export function withoutOutputRewrites(plan: QueryPlan): { plan: QueryPlan; rewrites: RewritesByRequest } {
  const rewrites = new Map<string, DataRewrites>();
  const text = JSON.stringify(plan, (_, value: unknown) => {
    if (!isJsonObject(value) || value.kind !== 'Fetch') return value;
    const { outputRewrites, ...fetch } = value as unknown as FetchNode;
    if (outputRewrites?.length) rewrites.set(fetch.operation, outputRewrites);
    return fetch;
  });
  return { plan: rewrites.size ? (JSON.parse(text) as QueryPlan) : plan, rewrites };
}

/** Names that the planner made up, and what they are rewritten to. */
export function renamedKeys(plan: QueryPlan): Record<string, string> {
  const names: Record<string, string> = {};
  for (const ofRequest of withoutOutputRewrites(plan).rewrites.values())
    for (const rewrite of ofRequest)
      if (rewrite.kind === 'KeyRenamer') names[rewrite.path.at(-1)!] = rewrite.renameKeyTo;
  return names;
}
