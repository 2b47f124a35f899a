import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph, type Schema } from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';

/** A subgraph of the supergraph and where it listens. */
export interface SubgraphAddress {
  name: string;
  /** Its GraphQL endpoint, such as `http://127.0.0.1:4101/graphql`. */
  url: string;
}

/** A supergraph, ready to be planned and executed on. */
export interface LoadedSupergraph {
  supergraph: Supergraph;
  /** With the join directives; what the executor resolves types against. */
  supergraphSchema: GraphQLSchema;
  /** What clients see. */
  apiSchema: GraphQLSchema;
  /** The same in the planner's own form. */
  plannerSchema: Schema;
  subgraphs: readonly SubgraphAddress[];
}

// What a supergraph may ask of us by `for: SECURITY` or `for: EXECUTION` and we do not do: loading it would fail open.
const notEnforcedHere = [/\/policy\//, /\/context\//, /\/connect\//];

const supportedFeatures = new Set(
  [...ROUTER_SUPPORTED_SUPERGRAPH_FEATURES].filter(
    (feature) => !notEnforcedHere.some((pattern) => pattern.test(feature)),
  ),
);

/**
 * Reads a composed supergraph.
 * @throws Error when it is none, or needs a feature that this gateway does not have
 */
export function readSupergraph(sdl: string): Supergraph {
  return Supergraph.build(sdl, { supportedFeatures });
}

/**
 * Loads a composed supergraph.
 * @param sdl the supergraph, as composition writes it
 * @param urls by subgraph name, in place of the URLs in the supergraph
 * @throws Error when it is not a supergraph, needs a feature that this gateway does not have, or leaves a subgraph
 * without a URL
 */
export function loadSupergraph(sdl: string, urls: ReadonlyMap<string, string> = new Map()): LoadedSupergraph {
  const supergraph = readSupergraph(sdl);
  const subgraphs = supergraph
    .subgraphsMetadata()
    .map(({ name, url }) => ({ name, url: urls.get(settingName(name)) ?? url }));
  for (const { name, url } of subgraphs) {
    if (!URL.canParse(url)) throw new Error(`Subgraph ${name} has no URL: set SUBGRAPH_URL_${settingName(name)}.`);
  }
  const plannerSchema = supergraph.apiSchema();
  return {
    supergraph,
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    apiSchema: plannerSchema.toGraphQLJSSchema(),
    plannerSchema,
    subgraphs,
  };
}

/** A subgraph's name as settings have it: `ad-metrics` is `AD_METRICS`. */
export function settingName(subgraph: string): string {
  return subgraph.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}
