import type { GraphQLFormattedError } from 'graphql';
import { isJsonObject, type JsonObject } from '#platform/json/json-object.js';
import { positionsAt } from '../compile/entity-places.js';
import { applyRewrites } from '../merge/data-rewrites.js';
import type { FetchStep } from '../compile/fetch-steps.js';
import { clientVariables, send, type RunContext } from './run-context.js';
import { failure, type SubgraphAnswer } from '../fetch/subgraph-answer.js';

/** Entities of one step: where they stand, and which representation of its part serves which. */
interface Gathered {
  step: FetchStep;
  places: JsonObject[];
  /** By place: number of its representation, -1 where there is none. */
  served: number[];
}

/** What one list of representations asks for: the steps of one family. */
interface Part {
  /** Its text stands for all of the family. */
  step: FetchStep;
  gathered: Gathered[];
  numbers: Map<string, number>;
  texts: string[];
  typed: JsonObject[];
  skipped: number;
}

/**
 * Runs fetches of entities from one subgraph, in one request. Faults are errors of the run; like stock execution it
 * rejects only where the data has no list, or has one, against the plan.
 */
export async function fetchEntities(steps: readonly FetchStep[], context: RunContext): Promise<void> {
  const parts: Part[] = [];
  for (const step of steps) gather(step, parts, context);
  const asking = parts.filter(({ texts }) => texts.length);
  try {
    if (asking.length === 1) await fetchPart(asking[0]!, context);
    else if (asking.length) await fetchParts(asking, context);
  } catch (error) {
    context.errors.push(error as Error);
  }
}

function gather(step: FetchStep, parts: Part[], context: RunContext): void {
  let part = parts.find((other) => other.step.family === step.family);
  if (!part) parts.push((part = { step, gathered: [], numbers: new Map(), texts: [], typed: [], skipped: 0 }));
  const gathered: Gathered = { step, places: [], served: [] };
  part.gathered.push(gathered);
  const known = step.sharedPath === undefined ? undefined : context.sharedPlaces.get(step.sharedPath);
  if (known) for (const place of known) addPlace(place, part, gathered);
  else if (step.sharedPath === undefined) {
    step.walk(context.data, (place) => {
      addPlace(place as JsonObject, part, gathered);
      return place;
    });
  } else {
    // From here on, equal entities of this path are one object.
    const objects = new Map<number, unknown>();
    step.walk(context.data, (place) => {
      const { served, places } = gathered;
      addPlace(place as JsonObject, part, gathered);
      const number = served.at(-1)!;
      const first = number < 0 ? place : (objects.get(number) ?? place);
      if (first === place) objects.set(number, place);
      else {
        served.pop();
        places.pop();
      }
      return first;
    });
    context.sharedPlaces.set(step.sharedPath, gathered.places);
  }
}

function addPlace(place: JsonObject, part: Part, { step, places, served }: Gathered): void {
  places.push(place);
  const representation = step.represent!(place);
  if (!representation) {
    part.skipped += 1;
    served.push(-1);
    return;
  }
  let number = part.numbers.get(representation.key);
  if (number === undefined) {
    part.numbers.set(representation.key, (number = part.texts.length));
    part.texts.push(representation.text);
    part.typed.push(representation.typed);
  }
  served.push(number);
}

/** Sends one list of representations by itself. */
async function fetchPart(part: Part, context: RunContext): Promise<void> {
  const { step, texts, typed, skipped } = part;
  const variables = clientVariables(step.node.variableUsages, context);
  variables.push(`"representations":[${texts.join(',')}]`);
  const body = `${step.bodyHead}${variables.join(',')}}}`;
  const content = { shape: step.shape, body, representations: typed, skipped };
  const answer = await send(step.node.serviceName, content, context);
  if (!answer.plain) context.plain = false;
  if (!answer.data && part.gathered.length > 1 && !context.deadline.reason()) await replay([part], context);
  else settle(part, answer, context);
}

/** Sends several lists of representations in one request, each under an alias. */
async function fetchParts(parts: readonly Part[], context: RunContext): Promise<void> {
  const { serviceName } = parts[0]!.step.node;
  const merged = context.merged.of(parts.map(({ step }) => step));
  const variables = clientVariables(merged.variableUsages, context);
  const representations: JsonObject[] = [];
  let skipped = 0;
  parts.forEach((part, index) => {
    representations.push(...part.typed);
    variables.push(`"${merged.representations[index]}":[${part.texts.join(',')}]`);
    skipped += part.skipped;
  });
  const body = `${merged.bodyHead}${variables.join(',')}}}`;
  const answer = await send(serviceName, { shape: merged.shape, body, representations, skipped }, context);
  if (!answer.plain) context.plain = false;
  if (!answer.data && context.deadline.reason()) {
    for (const part of parts) settle(part, failure('TIMEOUT', part.step.shape, part.typed), context);
    return;
  }
  const failed: Part[] = [];
  parts.forEach((part, index) => {
    const answered = answer.data && partOf(part, merged.aliases[index]!, answer.data, answer.errors);
    if (answered) settle(part, answered, context);
    else failed.push(part);
  });
  // One part may have brought down the others: each fetch is asked once more, by itself.
  if (failed.length) await replay(failed, context);
}

async function replay(parts: readonly Part[], context: RunContext): Promise<void> {
  await Promise.all(parts.flatMap(({ gathered }) => gathered.map(({ step }) => fetchEntities([step], context))));
}

/** What a merged answer says to one part, as if it had been asked by itself; undefined where that is no answer. */
function partOf(
  { typed }: Part,
  alias: string,
  data: JsonObject,
  errors: readonly GraphQLFormattedError[] = [],
): SubgraphAnswer | undefined {
  const entities = data[alias];
  if (!Array.isArray(entities) || entities.length !== typed.length) return undefined;
  if (!entities.every((entity) => entity === null || isJsonObject(entity))) return undefined;
  const own: GraphQLFormattedError[] = [];
  for (const { path = [], ...error } of errors) {
    if (path[0] !== alias) continue;
    // Of the request as a whole, beside data: whose it is, the parts must be asked for.
    if (path.length === 1) return undefined;
    own.push({ ...error, path: ['_entities', ...path.slice(1)] });
  }
  return { data: { _entities: entities }, ...(own.length && { errors: own }) };
}

/** Takes over what the subgraph answered: entities at their places, errors at every place of their entity. */
function settle(part: Part, answer: SubgraphAnswer, context: RunContext): void {
  if (answer.errors) for (const gathered of part.gathered) tellErrors(gathered, answer.errors, context);
  const entities = answer.data?._entities as (JsonObject | null)[] | undefined;
  if (!entities) return;
  const merged = new Uint8Array(entities.length);
  const shares = part.gathered.every(({ step }) => step.shares);
  for (const gathered of part.gathered) {
    try {
      mergeEntities(gathered, entities, merged, shares, context);
    } catch (error) {
      context.errors.push(error as Error);
    }
  }
}

function mergeEntities(
  { step, places, served }: Gathered,
  entities: readonly (JsonObject | null)[],
  merged: Uint8Array,
  shares: boolean,
  context: RunContext,
): void {
  const rewrites = step.node.outputRewrites;
  for (let index = 0; index < served.length; index += 1) {
    const number = served[index]!;
    const entity = number < 0 ? null : entities[number];
    const place = places[index]!;
    if (!entity) {
      if (number >= 0) context.absent.add(place, step.node.requires);
      continue;
    }
    if (!merged[number]) {
      if (!entity.__typename) entity.__typename = place.__typename;
      if (rewrites) applyRewrites(context.schema, rewrites, entity);
    }
    // What is merged a second time must not be what the first place has taken over, where others write into it.
    step.merge(place, entity, merged[number] === 1 && !shares);
    merged[number] = 1;
  }
}

/** An error of an entity is told at every place that the entity serves. */
function tellErrors(
  { step, places, served }: Gathered,
  errors: readonly GraphQLFormattedError[],
  context: RunContext,
): void {
  const positions = positionsAt(context.data, step.path);
  const serving = new Map<unknown, number>(places.map((place, index) => [place, served[index]!]));
  for (const { path, ...error } of errors) {
    const number = path?.[1];
    if (typeof number !== 'number') context.errors.push({ ...error, ...(path && { path: [...step.path, ...path] }) });
    else {
      for (const position of positions)
        if (serving.get(position.value) === number)
          context.errors.push({ ...error, path: [...position.path, ...path!.slice(2)] });
    }
  }
}
