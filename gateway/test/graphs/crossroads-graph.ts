import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { pino } from 'pino';
import { startSubgraph } from '#platform/graphql/subgraph-server.js';
import { createMetrics } from '#platform/metrics/metrics.js';
import { assertionSecret } from './library-graph.js';

/** Subgraphs that all know all types: there are very many ways to plan a small operation. */
const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const kinds = ['P', 'Q', 'R', 'S'];

const sdlOf = (name: string): string => `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
type Query { ${name}: Int things: [Thing] @shareable }
interface Thing { id: ID! next: Thing other: Thing }
${kinds
  .map(
    (kind) =>
      `type ${kind} implements Thing @key(fields: "id") { id: ID! next: Thing @shareable other: Thing @shareable ${name}${kind}: Int }`,
  )
  .join('\n')}
`;

/**
 * Within every limit of documents and of cost, and minutes to plan.
 * @param alias makes it a document of its own
 */
export const longPlan = (alias = 'things'): string =>
  `{ ${alias}: things { ${'next { id '.repeat(4)} ${kinds.map((kind) => `... on ${kind} { ${names.map((name) => `${name}${kind}`).join(' ')} }`).join(' ')} ${'}'.repeat(4)} } }`;

/** The running graph. */
export interface CrossroadsGraph {
  supergraphSdl: string;
  /** Requests that the subgraphs got. */
  asked(): number;
  stop(): Promise<void>;
}

/** Starts the subgraphs on free ports. */
export async function startCrossroadsGraph(): Promise<CrossroadsGraph> {
  let asked = 0;
  const subgraphs = await Promise.all(
    names.map((name) =>
      startSubgraph({
        name,
        sdl: sdlOf(name),
        resolvers: {
          Query: { [name]: () => 1, things: () => [] },
          Thing: { __resolveType: () => 'P' },
        },
        context: (request) => {
          asked += 1;
          return request;
        },
        assertionSecret,
        host: '127.0.0.1',
        port: 0,
        ready: async () => undefined,
        logger: pino({ level: 'silent' }),
        metrics: createMetrics(name, { defaults: false }),
      }),
    ),
  );
  const composed = composeServices(
    names.map((name, index) => ({ name, url: `${subgraphs[index]!.url}/graphql`, typeDefs: parse(sdlOf(name)) })),
  );
  if (composed.errors) throw new AggregateError(composed.errors, composed.errors.map(String).join('\n'));
  return {
    supergraphSdl: composed.supergraphSdl,
    asked: () => asked,
    stop: async () => void (await Promise.all(subgraphs.map((subgraph) => subgraph.stop()))),
  };
}
