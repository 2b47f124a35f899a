import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph, type Schema } from '@apollo/federation-internals';
import { Kind, parse, type GraphQLSchema } from 'graphql';
import { ConfigurationError } from '#platform/configuration/environment.js';

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

/** Features of the federation specification that are not done here: a graph with them would be answered wrongly. */
const unsupportedFeatures = new Map([
  ['https://specs.apollo.dev/context', '@context and @fromContext'],
  ['https://specs.apollo.dev/connect', 'connectors (@connect, @source)'],
]);

/** Most lines that are told of what is wrong with a supergraph. */
const problemLines = 5;

const supportedFeatures = new Set(
  [...ROUTER_SUPPORTED_SUPERGRAPH_FEATURES].filter(
    (feature) => !unsupportedFeatures.has(feature.slice(0, feature.lastIndexOf('/'))),
  ),
);

/**
 * Reads a composed supergraph.
 * @throws ConfigurationError when it is none, or needs a feature that this gateway does not have
 */
export function readSupergraph(sdl: string): Supergraph {
  let problem: string;
  try {
    for (const url of linksOf(sdl)) {
      const feature = unsupportedFeatures.get(url.slice(0, url.lastIndexOf('/')));
      if (feature !== undefined)
        throw new ConfigurationError([`The supergraph uses ${feature} (${url}), which this gateway does not support.`]);
    }
    return Supergraph.build(sdl, { supportedFeatures });
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    problem = (error as Error).message.split('\n').slice(0, problemLines).join(' ');
  }
  throw new ConfigurationError([`The supergraph cannot be served: ${problem}`]);
}

/**
 * Loads a composed supergraph.
 * @param sdl the supergraph, as composition writes it
 * @param urls by subgraph name, in place of the URLs in the supergraph
 * @throws ConfigurationError when it is not a supergraph, needs a feature that this gateway does not have, or leaves a
 * subgraph without a URL
 */
export function loadSupergraph(sdl: string, urls: ReadonlyMap<string, string> = new Map()): LoadedSupergraph {
  const supergraph = readSupergraph(sdl);
  const subgraphs = supergraph
    .subgraphsMetadata()
    .map(({ name, url }) => ({ name, url: urls.get(settingName(name)) ?? url }));
  const unknown = subgraphs.filter(({ url }) => !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol));
  if (unknown.length) {
    throw new ConfigurationError(
      unknown.map(({ name }) => `Subgraph ${name} has no http URL: set SUBGRAPH_URL_${settingName(name)}.`),
    );
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

/** What `@link` and `@core` of a supergraph's schema name. */
function linksOf(sdl: string): string[] {
  return parse(sdl).definitions.flatMap((definition) =>
    definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION
      ? []
      : (definition.directives ?? []).flatMap(({ arguments: given = [] }) =>
          given.flatMap(({ name, value }) =>
            (name.value === 'url' || name.value === 'feature') && value.kind === Kind.STRING ? [value.value] : [],
          ),
        ),
  );
}

/** Settings of URLs for subgraphs that a supergraph does not have. */
export function strayUrls(urls: ReadonlyMap<string, string>, subgraphs: readonly { name: string }[]): string[] {
  const known = new Set(subgraphs.map(({ name }) => settingName(name)));
  return [...urls.keys()].filter((name) => !known.has(name)).map((name) => `SUBGRAPH_URL_${name}`);
}

/** A subgraph's name as settings have it: `ad-metrics` is `AD_METRICS`. */
export function settingName(subgraph: string): string {
  return subgraph.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}
