import { copyJson, mergeInto } from '../merge/answer-merge.js';
import { applyRewrites } from '../merge/data-rewrites.js';
import { fetchEntities } from './entity-fetch.js';
import type { FetchStep } from '../compile/fetch-steps.js';
import type { JsonObject } from '../own-property.js';
import { clientVariables, send, type RunContext } from './run-context.js';

/** Runs steps that may go in one request; several only if all of them are mergeable, and of one subgraph. */
export async function runBatch(batch: readonly FetchStep[], context: RunContext): Promise<void> {
  const [step, another] = batch;
  if (another || step!.represent) return fetchEntities(batch, context);
  const places: unknown[] = [];
  step!.walk(context.data, (place) => {
    places.push(place);
    return place;
  });
  if (!places.length) return;
  try {
    await fetchRoot(step!, places, context);
  } catch (error) {
    context.errors.push(error as Error);
  }
}

async function fetchRoot(step: FetchStep, places: readonly unknown[], context: RunContext): Promise<void> {
  const { node, bodyHead, shape } = step;
  const body = `${bodyHead}${clientVariables(node.variableUsages, context).join(',')}}}`;
  const answer = await send(node.serviceName, { shape, body, representations: [], skipped: 0 }, context);
  const { data, errors } = answer;
  if (!answer.plain) context.plain = false;
  for (const { path, ...error } of errors ?? [])
    context.errors.push({ ...error, ...(path && { path: [...step.path, ...path] }) });
  if (!data) return;
  applyRewrites(context.schema, node.outputRewrites, data);
  places.forEach((place, index) => mergeInto(place as JsonObject, index ? copyJson(data) : data));
}
