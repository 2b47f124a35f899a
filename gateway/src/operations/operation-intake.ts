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

/** A document whose text is known, and what a client wants of it. */
export interface DocumentText {
  query: string;
  operationName: string | null | undefined;
  /** SHA-256 under which the client would have the text kept, if it passes. */
  registers?: string | undefined;
}

/**
 * Takes in the text of a document, and picks its operation.
 * @param client whose budget and turn it takes
 * @returns the operation, or the answer that refuses it; no promise for a document that is known, as nearly all are
 */
export function takeDocument(
  document: DocumentText,
  client: string,
  intake: OperationIntake,
): BoundOperation | ClientResult | Promise<BoundOperation | ClientResult> {
  const accepting = intake.operations.accept(document.query, client);
  return accepting ? accepting.then((refusal) => refusal ?? prepare(document, intake)) : prepare(document, intake);
}

function prepare(
  { query, operationName, registers }: DocumentText,
  { operations, documents }: OperationIntake,
): BoundOperation | ClientResult {
  const bound = operations.prepare(query, operationName);
  if (registers !== undefined) documents.register(registers, query);
  return bound;
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
  intake: OperationIntake,
): Promise<TakenOperation | ClientResult> {
  const { operations, documents } = intake;
  let named;
  try {
    named = namedDocument(sent, documents);
  } catch (error) {
    return { errors: operations.clean([error]) };
  }
  const { query, registers } = named;
  if (typeof query !== 'string' || query === '') return { errors: operations.clean([noDocument()]) };
  const taking = takeDocument({ query, operationName: sent.operationName, registers }, client, intake);
  const bound = taking instanceof Promise ? await taking : taking;
  return isResult(bound) ? bound : { query, bound };
}
