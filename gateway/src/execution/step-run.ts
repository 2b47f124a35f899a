import type { Operation } from '@apollo/federation-internals';
import { applyRewrites } from '@apollo/gateway/dist/dataRewrites.js';
import { evaluateCondition } from '@apollo/query-planner';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { copyJson, mergeInto } from './answer-merge.js';
import type { Deadline } from './deadline.js';
import { pathsAt, placesAt } from './entity-places.js';
import type { ExecutionRequest } from './executor.js';
import type { FetchStep } from './fetch-steps.js';
import { own, type JsonObject } from './own-property.js';
import type { SubgraphAnswer } from './subgraph-answer.js';
import type { SubgraphTransport } from './subgraph-transport.js';

/** Entities of one step: where they stand, and which representation serves which. */
interface Gathered {
  places: JsonObject[];
  /** By place: number of its representation, -1 where there is none. */
  served: number[];
  texts: string[];
  typed: JsonObject[];
  skipped: number;
}

/** What one run of an operation shares among its steps. */
export interface RunContext {
  operation: Operation;
  /** What fetches' rewrites resolve types against. */
  schema: GraphQLSchema;
  subgraphs: ReadonlyMap<string, SubgraphTransport>;
  request: ExecutionRequest;
  deadline: Deadline;
  /** Filled by the steps. */
  data: JsonObject;
  errors: GraphQLFormattedError[];
}

/** Runs the steps of a plan, each as soon as those it waits for have ended. */
export function runSteps(steps: readonly FetchStep[], context: RunContext): Promise<void> {
  return new Promise((resolve, reject) => {
    const waiting = steps.map(({ after }) => after.length);
    let left = steps.length;
    const ended = (number: number): void => {
      left -= 1;
      if (left === 0) return resolve();
      for (let later = number + 1; later < steps.length; later += 1) {
        if (!steps[later]!.after.includes(number)) continue;
        waiting[later]! -= 1;
        if (waiting[later] === 0) start(later);
      }
    };
    const start = (number: number): void => {
      runStep(steps[number]!, context).then(() => ended(number), reject);
    };
    if (left === 0) return resolve();
    // Those without anything to wait for; `waiting` changes while they run.
    for (const number of steps.keys()) if (steps[number]!.after.length === 0) start(number);
  });
}

async function runStep(step: FetchStep, context: RunContext): Promise<void> {
  const { operation, request, data } = context;
  for (const { condition, expected } of step.guards)
    if (evaluateCondition(condition, operation.variableDefinitions, request.variables) !== expected) return;
  const places = step.path.length ? placesAt(data, step.path) : [data];
  if (!places.length) return;
  try {
    if (step.represent) await fetchEntities(step, places, context);
    else await fetchRoot(step, places, context);
  } catch (error) {
    context.errors.push(error as Error);
  }
}

async function fetchRoot(step: FetchStep, places: unknown[], context: RunContext): Promise<void> {
  const { data, errors } = await send(step, '', [], 0, context);
  for (const { path, ...error } of errors ?? [])
    context.errors.push({ ...error, ...(path && { path: [...step.path, ...path] }) });
  if (!data) return;
  applyRewrites(context.schema, step.node.outputRewrites, data);
  places.forEach((place, index) => mergeInto(place as JsonObject, index ? copyJson(data) : data));
}

async function fetchEntities(step: FetchStep, places: unknown[], context: RunContext): Promise<void> {
  const gathered = gather(step, places);
  const { texts, typed, skipped } = gathered;
  if (!texts.length) return;
  const answer = await send(step, `"representations":[${texts.join(',')}]`, typed, skipped, context);
  if (answer.errors) tellErrors(step, gathered, answer.errors, context);
  const entities = answer.data?._entities as (JsonObject | null)[] | undefined;
  if (!entities) return;
  const rewrites = step.node.outputRewrites;
  const merged = new Uint8Array(entities.length);
  const { served } = gathered;
  for (let index = 0; index < served.length; index += 1) {
    const number = served[index]!;
    const entity = number < 0 ? null : entities[number];
    if (!entity) continue;
    const place = gathered.places[index]!;
    if (!merged[number]) {
      if (!entity.__typename) entity.__typename = place.__typename;
      if (rewrites) applyRewrites(context.schema, rewrites, entity);
    }
    // What is merged a second time must not be what the first place has taken over, where others write into it.
    mergeInto(place, merged[number] && !step.shares ? copyJson(entity) : entity);
    merged[number] = 1;
  }
}

function gather(step: FetchStep, places: unknown[]): Gathered {
  const represent = step.represent!;
  const numbers = new Map<string, number>();
  const gathered: Gathered = { places: places as JsonObject[], served: [], texts: [], typed: [], skipped: 0 };
  for (const place of places) {
    const representation = represent(place);
    if (!representation) {
      gathered.skipped += 1;
      gathered.served.push(-1);
      continue;
    }
    let number = numbers.get(representation.key);
    if (number === undefined) {
      numbers.set(representation.key, (number = gathered.texts.length));
      gathered.texts.push(representation.text);
      gathered.typed.push(representation.typed);
    }
    gathered.served.push(number);
  }
  return gathered;
}

/** An error of an entity is told at every place that the entity serves. */
function tellErrors(
  step: FetchStep,
  { served }: Gathered,
  errors: readonly GraphQLFormattedError[],
  context: RunContext,
): void {
  const paths = pathsAt(context.data, step.path);
  for (const { path, ...error } of errors) {
    const number = path?.[1];
    if (typeof number !== 'number') context.errors.push({ ...error, ...(path && { path: [...step.path, ...path] }) });
    else {
      served.forEach((serving, index) => {
        if (serving === number) context.errors.push({ ...error, path: [...(paths[index] ?? []), ...path!.slice(2)] });
      });
    }
  }
}

function send(
  { node, bodyHead, shape }: FetchStep,
  representations: string,
  typed: readonly JsonObject[],
  skipped: number,
  { request, subgraphs, deadline }: RunContext,
): Promise<SubgraphAnswer> {
  const subgraph = subgraphs.get(node.serviceName);
  if (!subgraph) throw new Error(`The plan names no subgraph of ours: ${node.serviceName}.`);
  const variables: string[] = [];
  for (const name of node.variableUsages ?? []) {
    const value = own(request.variables, name);
    if (value !== undefined) variables.push(`${JSON.stringify(name)}:${JSON.stringify(value)}`);
  }
  if (representations) variables.push(representations);
  return subgraph.send({
    shape,
    body: `${bodyHead}${variables.join(',')}}}`,
    representations: typed,
    skipped,
    viewer: request.viewer,
    requestId: request.requestId,
    deadline,
  });
}
