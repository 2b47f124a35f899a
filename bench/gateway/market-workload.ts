import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { decodeJwt } from 'jose';
import { demoId } from '#demo/demo-id.js';
import type { Viewer } from '#platform/identity/viewer.js';
import { knownOperations } from '#schema/known-operations.js';
import { subgraphNames, subgraphSdl, supergraphSdl } from '#schema/subgraph-sdl.js';
import type { TokenRequest } from '../../stack/src/issued-token.js';
import { startStack, type RunningStack } from '../../stack/src/stack.js';
import type { BenchGraph, BenchOperation } from './bench-graph.js';
import { federationOne } from './federation-one.js';
import { MeasuredProcess } from './measured-process.js';
import { supergraphAt, supergraphWithoutRights } from './supergraph-copies.js';

/** Known operations that differ in what they ask of a gateway. */
const chosen = [
  // One field of one subgraph, no variables.
  'analyst/metric-definitions',
  // One entity, by two services: flat and wide.
  'brand/creator-profile',
  // A page of a search with input objects, and a join for every entry.
  'brand/find-creators',
  // Two root fields; 25 edges with a join each.
  'analyst/creator-benchmarks',
  // From the viewer's own list over three services, with rights on many fields.
  'creator/my-collaborations',
  // The widest: all four services, lists in lists.
  'brand/campaign-overview',
];

const viewers: Record<string, TokenRequest> = {
  brand: { role: 'BRAND', brandId: demoId('brand', 0), brandRole: 'OWNER' },
  creator: { role: 'CREATOR', creatorId: demoId('creator', 0) },
  analyst: { role: 'ANALYST' },
};

const operations: BenchOperation[] = chosen.map((wanted) => {
  const known = knownOperations().find(({ role, name }) => `${role}/${name}` === wanted);
  if (!known) throw new Error(`There is no known operation ${wanted}.`);
  const body = JSON.stringify({ query: known.document, variables: known.variables });
  return { name: known.name, body: () => body, viewer: viewers[known.role]! };
});

/** Names of the marketplace's operations. */
export const marketNames = operations.map(({ name }) => name);

/** Starts the marketplace with its small demo data, still, and what keeps the answers of its services. */
export async function startMarket(folder: string, say: (line: string) => void): Promise<BenchGraph> {
  const assertionSecret = randomBytes(32).toString('hex');
  say('Starting the marketplace, whose answers are kept');
  // Run as root, Postgres is another user, who must be able to pass through: else its files would be elsewhere, and stay.
  const dataFolder = join(folder, 'marketplace');
  mkdirSync(dataFolder);
  for (const path of [folder, dataFolder]) chmodSync(path, 0o711);
  const stack = await startStack({
    dataFolder,
    ports: 'free',
    still: true,
    environment: { PATH: process.env.PATH, SEED_SCALE: 'small', ASSERTION_SECRET: assertionSecret, LOG_LEVEL: 'warn' },
  });
  try {
    await stack.seeded;
    await settled(stack);
    const services = Object.fromEntries(subgraphNames.map((name) => [name, `${stack.urls[name]}/graphql`]));
    const subgraphs = MeasuredProcess.start(new URL('./market-subgraphs.js', import.meta.url), {
      SERVICES: JSON.stringify(services),
      ASSERTION_SECRET: assertionSecret,
    });
    const { urls } = (await subgraphs.message()) as { urls: Record<string, string> };
    const schemas = federationOne(Object.fromEntries(subgraphNames.map((name) => [name, subgraphSdl(name)])));
    const supergraph = supergraphAt(supergraphSdl(), urls);
    return {
      name: 'marketplace',
      supergraph,
      peerSupergraph: supergraphWithoutRights(supergraph),
      services: Object.entries(urls).map(([name, url]) => ({ name, url, schema: schemas[name]! })),
      operations,
      assertionSecret,
      subgraphs,
      fetches: async () => ((await subgraphs.ask({})) as { fetches: number }).fetches,
      select: async ({ viewer }) => {
        await subgraphs.ask({ viewer: viewerOf(await stackToken(stack, viewer)) });
      },
      rehearsal: 500,
      rehearsed: async () => {
        await subgraphs.ask({ rehearsed: true });
        await stack.stop();
      },
      stop: async () => {
        await subgraphs.stop();
        await stack.stop();
      },
    };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

const tokens = new Map<TokenRequest, Promise<string>>();

/** A token is made once: the marketplace is gone by the time that the load comes. */
function stackToken(stack: RunningStack, request: TokenRequest): Promise<string> {
  let token = tokens.get(request);
  if (!token) tokens.set(request, (token = stack.token({ ...request, expiresIn: 3600 })));
  return token;
}

/** The viewer that a gateway would make of a token. */
function viewerOf(token: string): Viewer {
  const { sub = '', exp = 0, role, scope, ...further } = decodeJwt<Record<string, string>>(token);
  const names = ['brandId', 'brandRole', 'creatorId'];
  const claims = Object.entries(further).filter((claim): claim is [string, string] => names.includes(claim[0]));
  return {
    subject: sub,
    role: role!,
    scopes: scope?.split(' ').filter(Boolean) ?? [],
    claims: Object.fromEntries(claims),
    expiresAt: exp,
  };
}

/** Waits until what services know of each other has arrived: the same answers twice. @throws Error after two minutes */
async function settled(stack: RunningStack): Promise<void> {
  let before: unknown;
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const answers = await Promise.all(
      operations.map(async ({ body, viewer }) => {
        const answer = await fetch(`${stack.gatewayUrl}/graphql`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${await stackToken(stack, viewer)}`,
          },
          body: body(0),
        });
        return (await answer.json()) as { data?: unknown; errors?: unknown };
      }),
    );
    if (answers.every(({ data, errors }) => data && !errors) && isDeepStrictEqual(answers, before)) return;
    before = answers;
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
  throw new Error(`The marketplace's answers do not settle: ${JSON.stringify(before).slice(0, 500)}`);
}
