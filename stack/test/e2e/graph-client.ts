import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';

/** An answer of the graph. */
export interface GraphAnswer<Data> {
  data?: Data | null;
  errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string } }[];
}

/** A front end, as far as the graph can tell: HTTP for queries and mutations, graphql-ws for streams. */
export class GraphClient {
  private readonly sockets = new Set<Client>();

  private readonly url: string;

  /** @param gatewayUrl without a path */
  constructor(
    gatewayUrl: string,
    private readonly token?: string,
  ) {
    this.url = `${gatewayUrl}/graphql`;
  }

  /** Runs an operation; `Data` is the test's word on its shape. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads answers of every shape
  async run<Data = any>(query: string, variables: Record<string, unknown> = {}): Promise<GraphAnswer<Data>> {
    const answer = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(this.token && { authorization: `Bearer ${this.token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    return (await answer.json()) as GraphAnswer<Data>;
  }

  /** Runs an operation that must have neither `errors` nor `userErrors`. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads answers of every shape
  async must<Data = any>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const { data, errors } = await this.run<Data>(query, variables);
    const userErrors = Object.values(data ?? {}).flatMap(
      (payload) => (payload as { userErrors?: unknown[] } | null)?.userErrors ?? [],
    );
    if (!data || errors || userErrors.length) throw new Error(JSON.stringify({ errors, userErrors }));
    return data;
  }

  /** Subscribes and gathers what comes. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads events of every shape
  subscribe<Data = any>(query: string, variables: Record<string, unknown> = {}): GraphStream<Data> {
    const client = createClient({
      url: this.url.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: this.token ? { authorization: `Bearer ${this.token}` } : {},
      retryAttempts: 0,
    });
    this.sockets.add(client);
    return new GraphStream<Data>(client, query, variables);
  }

  /** Closes every socket. */
  async close(): Promise<void> {
    for (const socket of this.sockets) await socket.dispose();
  }
}

/** A subscription and the events it has brought so far. */
export class GraphStream<Data> {
  readonly events: Data[] = [];
  readonly failures: unknown[] = [];
  done = false;
  private readonly leave: () => void;

  constructor(
    private readonly client: Client,
    query: string,
    variables: Record<string, unknown>,
  ) {
    this.leave = client.subscribe<Data>(
      { query, variables },
      {
        next: (result) => {
          if (result.errors) this.failures.push(result.errors);
          if (result.data) this.events.push(result.data);
        },
        error: (error) => {
          this.failures.push(error);
          this.done = true;
        },
        complete: () => {
          this.done = true;
        },
      },
    );
  }

  /** Ends the subscription and its socket. */
  async stop(): Promise<void> {
    this.leave();
    await this.client.dispose();
  }
}
