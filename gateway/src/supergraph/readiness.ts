import { request } from 'undici';
import type { SubgraphAddress } from './supergraph.js';

/** Longest to wait for a subgraph's word, in ms. */
const timeout = 2_000;

/**
 * Asks every subgraph whether it is ready: at `/health/ready`, where 200 means yes and 503 no. A subgraph that knows no
 * such path is ready when its GraphQL endpoint answers anything but a server error, be it that it wants to know who asks.
 * @throws Error naming those that are not
 */
export async function subgraphsReady(subgraphs: readonly SubgraphAddress[]): Promise<void> {
  const answers = await Promise.all(subgraphs.map(async ({ name, url }) => ((await isReady(url)) ? undefined : name)));
  const missing = answers.filter((name) => name !== undefined);
  if (missing.length) throw new Error(`not ready: ${missing.join(', ')}`);
}

async function isReady(url: string): Promise<boolean> {
  const signal = AbortSignal.timeout(timeout);
  try {
    const said = await statusOf(request(new URL('/health/ready', url), { signal }));
    if (said === 200 || said === 503) return said === 200;
    const answered = await statusOf(
      request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ query: '{ __typename }' }),
        signal,
      }),
    );
    return answered < 500;
  } catch {
    return false;
  }
}

async function statusOf(asked: ReturnType<typeof request>): Promise<number> {
  const { statusCode, body } = await asked;
  await body.dump();
  return statusCode;
}
