import { Kind, parse, type ExecutionResult, type OperationDefinitionNode } from 'graphql';
import { createClient, type Client } from 'graphql-ws';

/** An operation as GraphiQL hands it over. */
interface Operation {
  query: string;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
}

/** What GraphiQL adds: the headers typed by the user. */
interface FetcherOptions {
  headers?: Record<string, unknown>;
}

/** Runs an operation: one result, or a stream of them for a subscription. */
export type GraphFetcher = (
  operation: Operation,
  options?: FetcherOptions,
) => Promise<ExecutionResult> | AsyncIterable<ExecutionResult>;

/** Operations of a document; none where it cannot be parsed, the gateway says why. */
function operationsOf(query: string): OperationDefinitionNode[] {
  try {
    return parse(query).definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  } catch {
    return [];
  }
}

/** Says in words why a socket failed. */
function socketFailure(cause: unknown): Error {
  if (cause instanceof CloseEvent)
    return new Error(`The connection was closed: ${cause.code} ${cause.reason || 'no reason given'}.`);
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

  const post = async (
    operation: Operation,
    headers: Record<string, unknown>,
    present: string,
  ): Promise<ExecutionResult> => {
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
      throw new Error(
        `The gateway answered ${response.status} ${response.statusText} and no JSON: ${text.slice(0, 300)}`,
      );
    }
  };

  return (operation, options = {}) => {
    const operations = operationsOf(operation.query);
    // Right after a change of tabs GraphiQL still names the operation of the tab before.
    const named =
      operations.find(({ name }) => name?.value === operation.operationName) ??
      (operations.length === 1 ? operations[0] : undefined);
    const asked = { ...operation, operationName: named ? named.name?.value : operation.operationName };
    const present = token();
    if (named?.operation === 'subscription') return streamOf(clientFor(present), asked);
    return post(asked, options.headers ?? {}, present);
  };
}
