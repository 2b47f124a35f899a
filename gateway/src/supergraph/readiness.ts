import { request } from 'undici';
import type { SubgraphAddress } from './supergraph.js';

/** Longest to wait for a subgraph's word, in ms. */
const timeout = 2_000;

/**
 * Asks every subgraph whether it is ready.
 * @throws Error naming those that are not
 */
export async function subgraphsReady(subgraphs: readonly SubgraphAddress[]): Promise<void> {
  const answers = await Promise.all(subgraphs.map(async ({ name, url }) => ((await isReady(url)) ? undefined : name)));
  const missing = answers.filter((name) => name !== undefined);
  if (missing.length) throw new Error(`not ready: ${missing.join(', ')}`);
}

async function isReady(url: string): Promise<boolean> {
  try {
    const { statusCode, body } = await request(new URL('/health/ready', url), { signal: AbortSignal.timeout(timeout) });
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}
