import type { Operation } from '@apollo/federation-internals';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { AbsentEntities } from '../merge/absent-entities.js';
import type { Deadline } from '../fetch/deadline.js';
import type { ExecutionRequest } from '../executor.js';
import type { FetchShape } from '../compile/failure-paths.js';
import type { MergedRequests } from '../compile/merged-request.js';
import { own, type JsonObject } from '../own-property.js';
import type { SubgraphAnswer } from '../fetch/subgraph-answer.js';
import type { SubgraphTransport } from '../fetch/subgraph-transport.js';
import { eventSource } from '../planning/subscription-plan.js';

/** What one run of an operation shares among its steps. */
export interface RunContext {
  operation: Operation;
  /** What fetches' rewrites resolve types against. */
  schema: GraphQLSchema;
  subgraphs: ReadonlyMap<string, SubgraphTransport>;
  /** Requests in place of several, as they were written before. */
  merged: MergedRequests;
  request: ExecutionRequest;
  /** What a subscription's subgraph told: it answers the first step. */
  event: SubgraphAnswer | undefined;
  deadline: Deadline;
  /** Filled by the steps. */
  data: JsonObject;
  errors: GraphQLFormattedError[];
  /** Also filled by them. */
  absent: AbsentEntities;
  /** Distinct entities at paths where equal ones are one object, once they have been gathered. */
  sharedPlaces: Map<string, readonly JsonObject[]>;
  /** Whether no string in the answers so far needs escaping in JSON. */
  plain: boolean;
}

/** The client's variables that a request takes along, as members of a JSON object. */
export function clientVariables(names: readonly string[] | undefined, { request }: RunContext): string[] {
  const variables: string[] = [];
  for (const name of names ?? []) {
    const value = own(request.variables, name);
    if (value !== undefined) variables.push(`${JSON.stringify(name)}:${JSON.stringify(value)}`);
  }
  return variables;
}

/** Sends a request of this run. */
export function send(
  serviceName: string,
  content: { shape: FetchShape; body: string; representations: readonly JsonObject[]; skipped: number },
  context: RunContext,
): Promise<SubgraphAnswer> {
  const { request, subgraphs, deadline } = context;
  if (context.event && serviceName === eventSource) return Promise.resolve(context.event);
  const subgraph = subgraphs.get(serviceName);
  if (!subgraph) throw new Error(`The plan names no subgraph of ours: ${serviceName}.`);
  const { shape, body, representations, skipped } = content;
  const { viewer, requestId } = request;
  return subgraph.send({ shape, body, representations, skipped, viewer, requestId, deadline });
}
