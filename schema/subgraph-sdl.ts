import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The four subgraphs, in the order in which composition lists them. */
export const subgraphNames = ['creator', 'brand', 'campaign', 'analytics'] as const;

/** Name of a subgraph. */
export type SubgraphName = (typeof subgraphNames)[number];

// Compiled modules live in dist/schema, one level deeper than the contract that they read.
const here = fileURLToPath(new URL('./', import.meta.url));

/** Folder that holds the contract; ends with a slash. */
export const schemaFolder = here.endsWith('/dist/schema/')
  ? fileURLToPath(new URL('../../schema/', import.meta.url))
  : here;

/** SDL of one subgraph: the shared definitions, then its own. */
export function subgraphSdl(name: SubgraphName): string {
  return `${readFileSync(`${schemaFolder}shared.graphql`, 'utf8')}\n${readFileSync(`${schemaFolder}${name}.graphql`, 'utf8')}`;
}

/** The composed supergraph that the gateway boots from. */
export function supergraphSdl(): string {
  return readFileSync(`${schemaFolder}supergraph.graphql`, 'utf8');
}
