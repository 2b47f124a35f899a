import { getOperationAST, parse, type DocumentNode, type ExecutionResult } from 'graphql';
import { createClient, type Client } from 'graphql-ws';

/** An operation as GraphiQL hands it over. */
interface Operation {
  query: string;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
}

/** What GraphiQL adds: the parsed document and the headers typed by the user. */
interface FetcherOptions {
  documentAST?: DocumentNode;
  headers?: Record<string, unknown>;
}

/** Runs an operation: one result, or a stream of them for a subscription. */
export type GraphFetcher = (operation: Operation, options?: FetcherOptions) => Promise<ExecutionResult> | AsyncIterable<ExecutionResult>;

/** Says in words why a socket failed. */
function socketFailure(cause: unknown): Error {
  if (cause instanceof CloseEvent) return new Error(`The connection was closed: ${cause.code} ${cause.reason || 'no reason given'}.`);
  if (cause instanceof Error) return cause;
  return new Error('The connection failed.');
}

/** One subscription; what the server refuses becomes a last result with its errors. */
async function* streamOf(client: Client, operation: Operation): AsyncGenerator<ExecutionResult> {
  const { query, operationName, variables } = operation;
  try {
    yield* client.iterate({ query, operationName, variables }) as AsyncIterable<ExecutionResult>;
  } catch (cause) {
    if (!Array.isArray(cause)) throw socketFailure(cause);
    yield { errors: cause };
  }
}

/**
 * Makes the fetcher of the page: queries and mutations as JSON by POST, subscriptions over one WebSocket per token, both
 * on the path that the page came from.
 * @param token gives the token to send, empty for none; asked anew for every operation
 */
export function createGraphFetcher(token: () => string): GraphFetcher {
  const socketUrl = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${location.pathname}`;
  let socket: { token: string; client: Client } | undefined;

  const clientFor = (present: string): Client => {
    if (socket?.token === present) return socket.client;
    // Streams that were started as somebody else end with that identity.
    void socket?.client.dispose();
    const client = createClient({
      url: socketUrl,
      connectionParams: present ? { authorization: `Bearer ${present}` } : {},
      retryAttempts: 3,
    });
    socket = { token: present, client };
    return client;
  };

  const post = async (operation: Operation, headers: Record<string, unknown>, present: string): Promise<ExecutionResult> => {
    const response = await fetch(location.pathname, {
      method: 'POST',
      credentials: 'omit',
      headers: {
        accept: 'application/graphql-response+json, application/json',
        'content-type': 'application/json',
        'apollo-require-preflight': 'true',
        ...(present ? { authorization: `Bearer ${present}` } : {}),
        ...(headers as Record<string, string>),
      },
      body: JSON.stringify(operation),
    });
    const text = await response.text();
    try {
      return JSON.parse(text) as ExecutionResult;
    } catch {
      throw new Error(`The gateway answered ${response.status} ${response.statusText} and no JSON: ${text.slice(0, 300)}`);
    }
  };

  return (operation, options = {}) => {
    const document = options.documentAST ?? parse(operation.query);
    const kind = getOperationAST(document, operation.operationName)?.operation;
    const present = token();
    return kind === 'subscription' ? streamOf(clientFor(present), operation) : post(operation, options.headers ?? {}, present);
  };
}
