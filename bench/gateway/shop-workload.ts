import { randomBytes } from 'node:crypto';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { BenchGraph, BenchOperation, Mode } from './bench-graph.js';
import { federationOne } from './federation-one.js';
import { MeasuredProcess } from './measured-process.js';
import { literalsFrom, shopOperations, shopSubgraphs } from './shop-graph.js';

const viewer = { role: 'ANALYST' } as const;

const fixed: BenchOperation[] = Object.entries(shopOperations).map(([name, query]) => {
  const body = JSON.stringify({ query });
  return { name, body: () => body, viewer };
});

/** The text is new with every request; its answer is not, so that answers can be compared. */
const varying: BenchOperation[] = ['small', 'trivial'].map((name) => ({
  name,
  body: (turn) =>
    JSON.stringify({
      query: shopOperations[name]!.replace(/topProducts(\([^)]*\))?/, `topProducts(first: ${literalsFrom + turn})`),
    }),
  viewer,
}));

const operationsOf = (mode: Mode): BenchOperation[] => (mode === 'literals' ? varying : fixed);

/** Names of the shop's operations. */
export function shopNames(mode: Mode): string[] {
  return operationsOf(mode).map(({ name }) => name);
}

/** Starts the shop: the shape of the public federation benchmarks, its answers kept in memory. */
export async function startShop(mode: Mode): Promise<BenchGraph> {
  const subgraphs = MeasuredProcess.start(new URL('./shop-subgraphs.js', import.meta.url), {});
  const { urls } = (await subgraphs.message()) as { urls: Record<string, string> };
  const composed = composeServices(
    Object.entries(shopSubgraphs).map(([name, sdl]) => ({ name, url: urls[name]!, typeDefs: parse(sdl) })),
  );
  if (!composed.supergraphSdl) throw new AggregateError(composed.errors ?? [], 'the benchmark graph does not compose');
  const schemas = federationOne(shopSubgraphs);
  return {
    name: 'shop',
    supergraph: composed.supergraphSdl,
    peerSupergraph: composed.supergraphSdl,
    services: Object.entries(urls).map(([name, url]) => ({ name, url, schema: schemas[name]! })),
    operations: operationsOf(mode),
    assertionSecret: randomBytes(32).toString('hex'),
    subgraphs,
    fetches: async () => ((await subgraphs.ask({ ask: 'fetches' })) as { fetches: number }).fetches,
    select: async () => undefined,
    rehearsal: 0,
    rehearsed: async () => undefined,
    stop: () => subgraphs.stop(),
  };
}
