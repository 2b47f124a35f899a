/**
 * `npm run schema`: composes the four subgraphs into schema/supergraph.graphql and schema/api.graphql, and generates
 * the resolver types of each service. With `--check` nothing is written; it fails if a committed file is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as typescriptResolvers from '@graphql-codegen/typescript-resolvers';
import { parse, printSchema } from 'graphql';
import { format } from 'prettier';
import { schemaFolder, subgraphNames, subgraphSdl, type SubgraphName } from '#schema/subgraph-sdl.js';
import { resolverTypeMappers } from '#schema/resolver-type-mappers.js';

/** Where a subgraph listens unless a setting says otherwise; the ports are those of the embedded stack. */
const defaultUrls: Record<SubgraphName, string> = {
  creator: 'http://127.0.0.1:4101/graphql',
  brand: 'http://127.0.0.1:4102/graphql',
  campaign: 'http://127.0.0.1:4103/graphql',
  analytics: 'http://127.0.0.1:4104/graphql',
};

const scalars = {
  DateTime: { input: 'Date', output: 'Date | string' },
  Count: 'number',
  CountChange: 'number',
  MinorUnits: 'number',
  Sequence: 'number',
  RawCount: { input: 'unknown', output: 'never' },
  CountryCode: 'string',
  CurrencyCode: 'string',
};

/** Generates the resolver types of one subgraph; parents are rows or references, as the mappers say. */
async function resolverTypes(name: SubgraphName): Promise<string> {
  const filename = `schema/__generated__/${name}.ts`;
  const code = await codegen({
    filename,
    documents: [],
    schema: parse(subgraphSdl(name)),
    plugins: [{ typescript: {} }, { resolvers: {} }],
    pluginMap: { typescript, resolvers: typescriptResolvers },
    config: {
      federation: true,
      useTypeImports: true,
      enumsAsTypes: true,
      scalars,
      strictScalars: false,
      avoidOptionals: false,
      inputMaybeValue: 'T | null | undefined',
      mappers: resolverTypeMappers[name],
      contextType: `../../services/${name}/src/context.js#${name[0]?.toUpperCase()}${name.slice(1)}Context`,
      makeResolverTypeCallable: true,
    },
  });
  const header = '// Generated from the schema by `npm run schema`. Do not edit.\n/* eslint-disable */\n';
  return format(header + code, { parser: 'typescript', singleQuote: true, printWidth: 120 });
}

const composed = composeServices(
  subgraphNames.map((name) => ({ name, url: defaultUrls[name], typeDefs: parse(subgraphSdl(name)) })),
);
if (composed.errors) {
  for (const error of composed.errors) console.error(`Composition failed: ${error.message}`);
  process.exit(1);
}

const files = new Map<string, string>([
  ['supergraph.graphql', await format(composed.supergraphSdl, { parser: 'graphql', printWidth: 120 })],
  [
    'api.graphql',
    await format(printSchema(composed.schema.toAPISchema().toGraphQLJSSchema()), {
      parser: 'graphql',
      printWidth: 120,
    }),
  ],
]);
for (const name of subgraphNames) files.set(`__generated__/${name}.ts`, await resolverTypes(name));

const check = process.argv.includes('--check');
let stale = 0;
for (const [name, content] of files) {
  const path = join(schemaFolder, name);
  let present = '';
  try {
    present = readFileSync(path, 'utf8');
  } catch {
    // A file that is not there yet is out of date.
  }
  if (present === content) continue;
  if (check) {
    console.error(`schema/${name} is out of date: run \`npm run schema\` and commit the result.`);
    stale += 1;
  } else {
    writeFileSync(path, content);
    console.log(`Wrote schema/${name}.`);
  }
}
process.exit(stale ? 1 : 0);
