import { randomUUID } from 'node:crypto';
import { createClient, type Client } from 'graphql-ws';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { pino } from 'pino';
import WebSocket from 'ws';
import { createGatewayMetrics } from '../src/gateway-metrics.js';
import { startGateway, type GatewayOptions, type IdentityOptions, type RunningGateway } from '../src/server.js';
import { assertionSecret } from './graphs/library-graph.js';

const issuer = 'https://issuer.test';
const audience = 'graph';

/** An identity whose tokens a test signs itself. */
export interface TestIdentity {
  identity: IdentityOptions;
  privateKey: CryptoKey;
  keyId: string;
  /** Signs a token; what is given replaces the good claims. @param lifetime seconds */
  token(claims?: JWTPayload, lifetime?: number): Promise<string>;
}

/** Makes an identity with a key of its own. */
export async function testIdentity(): Promise<TestIdentity> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const keyId = randomUUID();
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: keyId, alg: 'ES256' }] });
  return {
    privateKey,
    keyId,
    identity: {
      keys,
      issuer,
      audience,
      claims: { role: 'role', scope: 'scope', policies: 'policies', further: { tenant: 'tenant_id' } },
      roles: new Set(['MEMBER', 'ADMIN']),
    },
    token: (claims = {}, lifetime = 600) =>
      new SignJWT({
        sub: 'u1',
        role: 'MEMBER',
        iss: issuer,
        aud: audience,
        exp: Math.floor(Date.now() / 1000) + lifetime,
        ...claims,
      })
        .setProtectedHeader({ alg: 'ES256', kid: keyId })
        .sign(privateKey),
  };
}

/** An answer as a client sees it. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers of every shape
  data: any;
  errors: { message: string; path?: (string | number)[]; extensions?: { code?: string } }[] | undefined;
}

/** A gateway under test. */
export class TestGateway {
  private constructor(
    readonly url: string,
    readonly metrics: ReturnType<typeof createGatewayMetrics>,
    readonly stop: () => Promise<void>,
    readonly reload: RunningGateway['reload'],
  ) {}

  static async start(
    supergraphSdl: string,
    identity: IdentityOptions | undefined,
    more: Partial<GatewayOptions> = {},
  ): Promise<TestGateway> {
    const metrics = more.metrics ?? createGatewayMetrics({ defaults: false });
    const logger = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' });
    const running = await startGateway({
      host: '127.0.0.1',
      port: 0,
      supergraphSdl,
      identity,
      assertionSecret,
      logger,
      metrics,
      ...more,
      // A test must not be refused for the bad documents of others before it; those about that bound set it.
      limits: { refusals: 0, ...more.limits },
    });
    return new TestGateway(running.url, metrics, () => running.stop(), running.reload);
  }

  /** Sends any request to the graph. */
  async send(init: RequestInit, search = ''): Promise<Answer> {
    const response = await fetch(`${this.url}/graphql${search}`, init);
    const text = await response.text();
    let parsed: Partial<Answer> = {};
    try {
      parsed = JSON.parse(text) as Partial<Answer>;
    } catch {
      // Not every answer is JSON.
    }
    return { status: response.status, headers: response.headers, text, data: parsed.data, errors: parsed.errors };
  }

  /** Runs an operation over HTTP. */
  run(
    query: string,
    options: {
      token?: string;
      variables?: Record<string, unknown>;
      headers?: Record<string, string>;
      operationName?: string;
    } = {},
  ): Promise<Answer> {
    const { token, variables, headers, operationName } = options;
    return this.send({
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }), ...headers },
      body: JSON.stringify({ query, variables, operationName }),
    });
  }

  get socketUrl(): string {
    return `${this.url.replace('http', 'ws')}/graphql`;
  }

  /** A graphql-ws client. */
  client(token?: string): Client {
    return createClient({
      url: this.socketUrl,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      lazy: true,
      ...(token && { connectionParams: { authorization: `Bearer ${token}` } }),
    });
  }
}

/** What came of an operation over WebSocket. */
export interface Streamed {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers of every shape
  results: any[];
  /** Errors of an `error` message, or the event that closed the socket. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- either of the two
  error: any;
}

/** Runs an operation over WebSocket to its end, or until a number of results came. */
export function stream(
  client: Client,
  query: string,
  options: { variables?: Record<string, unknown>; take?: number; onResult?: () => void } = {},
): Promise<Streamed> {
  return new Promise((resolve) => {
    const results: unknown[] = [];
    const leave = client.subscribe(
      { query, variables: options.variables ?? {} },
      {
        next: (result) => {
          results.push(result);
          options.onResult?.();
          if (results.length === options.take) {
            leave();
            resolve({ results, error: undefined });
          }
        },
        error: (error) => resolve({ results, error }),
        complete: () => resolve({ results, error: undefined }),
      },
    );
  });
}

/** Waits until something holds. */
export async function eventually(holds: () => boolean | Promise<boolean>, milliseconds = 15_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`did not come true within ${milliseconds} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
