import type { Operation } from '@apollo/federation-internals';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { AbsentEntities } from './absent-entities.js';
import type { Deadline } from './deadline.js';
import type { ExecutionRequest } from './executor.js';
import type { FetchShape } from './failure-paths.js';
import type { MergedRequests } from './merged-request.js';
import { own, type JsonObject } from './own-property.js';
import type { SubgraphAnswer } from './subgraph-answer.js';
import type { SubgraphTransport } from './subgraph-transport.js';

/** What one run of an operation shares among its steps. */
export interface RunContext {
  operation: Operation;
  /** What fetches' rewrites resolve types against. */
  schema: GraphQLSchema;
  subgraphs: ReadonlyMap<string, SubgraphTransport>;
  /** Requests in place of several, as they were written before. */
  merged: MergedRequests;
  request: ExecutionRequest;
  deadline: Deadline;
  /** Filled by the steps. */
  data: JsonObject;
  errors: GraphQLFormattedError[];
  /** Also filled by them. */
  absent: AbsentEntities;
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
  { request, subgraphs, deadline }: RunContext,
): Promise<SubgraphAnswer> {
  const subgraph = subgraphs.get(serviceName);
  if (!subgraph) throw new Error(`The plan names no subgraph of ours: ${serviceName}.`);
  return subgraph.send({ ...content, viewer: request.viewer, requestId: request.requestId, deadline });
}
