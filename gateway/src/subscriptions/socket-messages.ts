import { isJsonObject, isJsonObjectOrNothing } from '#platform/json/json-object.js';
import type { SentDocument } from '../operations/document-identifier.js';

/** The subprotocol of these messages. */
export const socketProtocol = 'graphql-transport-ws';

/** An operation as a client asks for it. */
export interface SubscribePayload extends SentDocument {
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
  extensions?: Record<string, unknown> | null;
}

/** A message of a client. */
export type ClientMessage =
  | { type: 'connection_init' | 'ping' | 'pong'; payload?: Record<string, unknown> | null }
  | { type: 'subscribe'; id: string; payload: SubscribePayload }
  | { type: 'complete'; id: string };

/** Reads a message of a client. @returns undefined for what is none */
export function readMessage(text: string): ClientMessage | undefined {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isJsonObject(message)) return undefined;
  const { type, id, payload } = message;
  switch (type) {
    case 'connection_init':
    case 'ping':
    case 'pong':
      return isJsonObjectOrNothing(payload) ? { type, payload } : undefined;
    case 'subscribe':
      return isId(id) && isSubscribePayload(payload) ? { type, id, payload } : undefined;
    case 'complete':
      return isId(id) ? { type, id } : undefined;
    default:
      return undefined;
  }
}

/** The protocol wants a text in `query`; where something else names the document, it may be left out. */
function isSubscribePayload(payload: unknown): payload is SubscribePayload {
  if (!isJsonObject(payload)) return false;
  const { query, documentId, operationName, variables, extensions } = payload;
  if (!isJsonObjectOrNothing(variables) || !isJsonObjectOrNothing(extensions)) return false;
  if (isThere(operationName) && typeof operationName !== 'string') return false;
  return typeof query === 'string' || (!isThere(query) && (isThere(documentId) || isThere(extensions?.persistedQuery)));
}

function isId(id: unknown): id is string {
  return typeof id === 'string' && id !== '';
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}
