import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { exportJWK, generateKeyPair } from 'jose';
import { ConfigurationError } from '#platform/configuration/environment.js';
import { schemaFolder } from '#schema/subgraph-sdl.js';
import { readGatewayEnvironment } from '../../src/environment.js';
import { FieldAttempts } from '../../src/limits/field-attempts.js';
import { loadSupergraph } from '../../src/supergraph/supergraph.js';

let folder: string;
let base: Record<string, string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  writeFileSync(join(folder, 'key.json'), JSON.stringify(await exportJWK(privateKey)));
  writeFileSync(join(folder, 'broken.json'), '{"kty":"oct"}');
  base = {
    SUPERGRAPH_PATH: join(schemaFolder, 'supergraph.graphql'),
    ASSERTION_SECRET: 'x'.repeat(32),
    ISSUER_KEY_FILE: join(folder, 'key.json'),
    ISSUER_SECRET: 'y'.repeat(32),
  };
});

afterAll(() => rmSync(folder, { recursive: true }));

const problems = async (settings: Record<string, string>): Promise<readonly string[]> => {
  try {
    await readGatewayEnvironment(settings);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
};

describe('settings of the gateway', () => {
  it('have defaults where nothing secret is at stake', async () => {
    const { options, explorer } = await readGatewayEnvironment(base);
    expect(options).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      introspection: true,
      allowedOrigins: [],
      limits: {
        subgraphTimeout: 10_000,
        tokens: 10_000,
        depth: 50,
        selections: 1_000,
        aliases: 100,
        rootFields: 50,
        directives: 200,
        overlaps: 10_000,
        definitions: 250,
        values: 2_000,
        variableValues: 50_000,
        refusals: 200,
        plannerPaths: 10_000,
        cost: 100_000,
        assumedListSize: 10,
        pageSize: 1_000,
      },
    });
    expect(explorer).toBe(true);
    const production = await readGatewayEnvironment({ ...base, NODE_ENV: 'production' });
    expect([production.options.introspection, production.explorer]).toEqual([false, false]);
    const opened = await readGatewayEnvironment({ ...base, NODE_ENV: 'production', INTROSPECTION: 'true' });
    expect([opened.options.introspection, opened.explorer]).toEqual([true, false]);
  });

  it('bound tries of fields that the supergraph has, or of others that are named', async () => {
    const { options } = await readGatewayEnvironment(base);
    const byDefault = { type: 'Mutation', field: 'activateBrand', problems: 'userErrors', perMinute: 10 };
    expect(options.fieldAttempts).toEqual([{ ...byDefault, mayBeMissing: true }]);
    const { apiSchema } = loadSupergraph(options.supergraphSdl);
    expect(new FieldAttempts([byDefault], undefined).misfitsIn(apiSchema)).toEqual([]);
    const another = buildSchema('type Query { a: Int }');
    expect(new FieldAttempts([byDefault], undefined).misfitsIn(another)).toEqual(['Mutation.activateBrand:userErrors']);
    // Who has set nothing is told of nothing.
    expect(new FieldAttempts(options.fieldAttempts ?? [], undefined).misfitsIn(another)).toEqual([]);
    const named = await readGatewayEnvironment({ ...base, FIELD_ATTEMPTS: 'Mutation.login:errors=5, Query.code=20' });
    expect(named.options.fieldAttempts).toEqual([
      { type: 'Mutation', field: 'login', problems: 'errors', perMinute: 5 },
      { type: 'Query', field: 'code', problems: undefined, perMinute: 20 },
    ]);
    expect((await readGatewayEnvironment({ ...base, FIELD_ATTEMPTS: 'off' })).options.fieldAttempts).toEqual([]);
    for (const wrong of ['Mutation.login', 'login=5', 'Mutation.login=0', 'Book.title=5', 'Mutation.login=5,'])
      expect(await problems({ ...base, FIELD_ATTEMPTS: wrong })).toEqual([
        expect.stringMatching(/^Setting FIELD_ATTEMPTS is wrong: .* is no Type\.field:problems=number/),
      ]);
  });

  it('name subgraphs, origins and claims', async () => {
    const { options } = await readGatewayEnvironment({
      ...base,
      SUBGRAPH_URL_CREATOR: 'http://creator:4101/graphql',
      ALLOWED_ORIGINS: 'https://a.test, https://b.test:8443',
      JWT_CLAIM_BRAND_ID: 'https://acme.test/brand',
    });
    expect(options.subgraphUrls).toEqual(new Map([['CREATOR', 'http://creator:4101/graphql']]));
    expect(options.allowedOrigins).toEqual(['https://a.test', 'https://b.test:8443']);
    expect(options.identity?.claims.further).toEqual({
      brandId: 'https://acme.test/brand',
      brandRole: 'brandRole',
      creatorId: 'creatorId',
    });
  });

  it('say what becomes of fields that a viewer may not have, and what roles there are', async () => {
    const { options } = await readGatewayEnvironment(base);
    expect([options.unauthorizedFields, options.identity?.claims.policies]).toEqual(['refuse', 'policies']);
    expect(options.identity?.roles).toEqual(new Set(['BRAND', 'CREATOR', 'ANALYST', 'OPERATOR', 'CLIENT']));
    const other = await readGatewayEnvironment({ ...base, UNAUTHORIZED_FIELDS: 'null', JWT_ROLES: 'reader, writer' });
    expect([other.options.unauthorizedFields, other.options.identity?.roles]).toEqual([
      'null',
      new Set(['reader', 'writer']),
    ]);
    expect((await readGatewayEnvironment({ ...base, JWT_ROLES: '*' })).options.identity?.roles).toBe('any');
    expect(await problems({ ...base, JWT_ROLES: 'reader,SERVICE' })).toEqual([
      'Setting JWT_ROLES is wrong: SERVICE is no role that a token may have.',
    ]);
    expect(await problems({ ...base, UNAUTHORIZED_FIELDS: 'hide' })).toEqual([
      'Setting UNAUTHORIZED_FIELDS is wrong: must be refuse or null.',
    ]);
  });

  it('turn authentication off by a word of its own, which excludes every issuer', async () => {
    const { SUPERGRAPH_PATH } = base as Record<'SUPERGRAPH_PATH', string>;
    const { options } = await readGatewayEnvironment({ SUPERGRAPH_PATH, AUTHENTICATION: 'off' });
    expect([options.identity, options.assertionSecret]).toEqual([undefined, undefined]);
    expect(await problems({ ...base, AUTHENTICATION: 'off' })).toEqual([
      expect.stringMatching(/AUTHENTICATION=off and ISSUER_KEY_FILE exclude/),
      expect.stringMatching(/AUTHENTICATION=off and ISSUER_SECRET exclude/),
    ]);
    const remote = { JWKS_URL: 'https://idp.test/keys', JWT_ISSUER: 'i', JWT_AUDIENCE: 'a' };
    expect(await problems({ SUPERGRAPH_PATH, AUTHENTICATION: 'off', ...remote })).toHaveLength(3);
    expect(await problems({ SUPERGRAPH_PATH, AUTHENTICATION: 'none' })).toHaveLength(1);
    expect(await problems({ SUPERGRAPH_PATH, ...remote })).toEqual(['Setting ASSERTION_SECRET is missing.']);
  });

  it('read the known documents for a safelist', async () => {
    expect((await readGatewayEnvironment(base)).options.safelist).toBeUndefined();
    const { safelist } = (await readGatewayEnvironment({ ...base, SAFELIST: 'enforce' })).options;
    expect(safelist?.mode).toBe('enforce');
    expect([...(safelist?.documents.values() ?? [])].some((text) => text.includes('subscription LiveCampaign'))).toBe(
      true,
    );
  });

  it('fail closed, with a sentence each', async () => {
    const { ISSUER_KEY_FILE, ISSUER_SECRET, ...rest } = base as Record<'ISSUER_KEY_FILE' | 'ISSUER_SECRET', string>;
    expect(await problems(rest)).toEqual([expect.stringMatching(/^Setting JWKS_URL is missing/)]);
    expect(await problems({ ...rest, ISSUER_KEY_FILE })).toEqual([
      expect.stringMatching(/^Setting ISSUER_SECRET is missing/),
    ]);
    expect(await problems({ ...rest, JWKS_URL: 'https://idp.test/keys' })).toHaveLength(2);
    expect(await problems({ ...base, JWKS_URL: 'https://idp.test/keys' })).toEqual([
      expect.stringMatching(/exclude each other/),
    ]);
    expect(await problems({ ...base, ISSUER_KEY_FILE: join(folder, 'none.json') })).toEqual([
      expect.stringMatching(/cannot be read/),
    ]);
    expect(await problems({ ...base, ISSUER_KEY_FILE: join(folder, 'broken.json') })).toEqual([
      expect.stringMatching(/no private JWK/),
    ]);
    expect(
      await problems({
        ...rest,
        ISSUER_KEY_FILE,
        ISSUER_SECRET,
        SUPERGRAPH_PATH: join(folder, 'none'),
        ALLOWED_ORIGINS: '*',
        SUBGRAPH_URL_BRAND: 'brand',
      }),
    ).toHaveLength(3);
    expect(await problems({ ...base, SAFELIST: 'some' })).toEqual([
      expect.stringMatching(/SAFELIST .*off, warn, enforce/),
    ]);
    expect(await problems({ ...base, SAFELIST: 'enforce', SAFELIST_PATH: join(folder, 'broken.json') })).toEqual([
      expect.stringMatching(/^Setting SAFELIST_PATH is wrong: .*\.$/),
    ]);
    expect(await problems({ GATEWAY_PORT: '70000', ASSERTION_SECRET: 'short' })).toHaveLength(2);
  });
});
