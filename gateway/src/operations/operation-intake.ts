import type { GraphQLError } from 'graphql';
import { codedError } from '#platform/errors/graphql-errors.js';
import { isResult, type ClientResult } from './client-result.js';
import { namedDocument, type SentDocument } from './document-identifier.js';
import type { Operations } from './operation-service.js';
import type { PersistedDocuments } from './persisted-documents.js';
import type { BoundOperation } from './prepared-operation.js';

/** What is told where nothing names a document. */
export const noDocument = (): GraphQLError => codedError('BAD_USER_INPUT', 'Send the operation as text in query.');

/** What operations are taken in with. */
export interface OperationIntake {
  operations: Operations;
  /** What documents can be named by. */
  documents: PersistedDocuments;
}

/** An operation that was taken in. */
export interface TakenOperation {
  /** Text of its document. */
  query: string;
  bound: BoundOperation;
}

/**
 * Takes in what a client sent as an operation: finds its document, checks it, and keeps it for others where the client
 * wants that.
 * @param client whose budget and turn it takes
 * @returns the operation, or the answer that refuses it
 */
export async function takeOperation(
  sent: SentDocument & { operationName?: string | null | undefined },
  client: string,
  { operations, documents }: OperationIntake,
): Promise<TakenOperation | ClientResult> {
  let named;
  try {
    named = namedDocument(sent, documents);
  } catch (error) {
    return { errors: operations.clean([error]) };
  }
  const { query, registers } = named;
  if (typeof query !== 'string' || query === '') return { errors: operations.clean([noDocument()]) };
  const accepting = operations.accept(query, client);
  const bound = (accepting && (await accepting)) ?? operations.prepare(query, sent.operationName);
  if (registers !== undefined) documents.register(registers, query);
  return isResult(bound) ? bound : { query, bound };
}
