import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kind, parse } from 'graphql';
import { demoId } from '#demo/demo-id.js';
import { knownOperations } from '#schema/known-operations.js';
import { startExplorerTestServer, type ExplorerTestServer } from '../explorer/explorer-test-server.js';

/** Every operation of every known document that one request can carry. */
const cases = knownOperations().flatMap(({ path, document, variables }) =>
  parse(document).definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION || definition.operation === 'subscription') return [];
    const declared = new Set(definition.variableDefinitions?.map(({ variable }) => variable.name.value));
    const own = Object.fromEntries(Object.entries(variables).filter(([name]) => declared.has(name)));
    return [{ operationName: definition.name?.value ?? '', path, document, variables: own }];
  }),
);

it('names demo data that is there in its example variables', () => {
  const kinds = ['creator', 'video', 'brand', 'campaign', 'invitation', 'collaboration', 'deliverable'] as const;
  const ids = new Set(kinds.map((kind) => demoId(kind, 0)));
  const named = JSON.stringify(knownOperations()).match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
});

describe('known operations at the gateway', () => {
  let server: ExplorerTestServer;

  beforeAll(async () => {
    server = await startExplorerTestServer();
  });
  afterAll(() => server?.stop());

  it.each(cases)(
    '$operationName ($path) is valid and within the limits',
    async ({ operationName, document, variables }) => {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${server.operatorToken}`,
          'x-request-cost': '1',
        },
        body: JSON.stringify({ operationName, query: document, variables }),
      });
      const { errors = [], extensions } = (await response.json()) as {
        errors?: { message: string; extensions?: { code?: string } }[];
        extensions?: { cost: { estimated: number; limit: number } };
      };

      // The subgraphs behind this gateway answer next to nothing; what counts is that the gateway refuses nothing.
      const refusals = errors.filter(({ extensions }) =>
        ['TOO_EXPENSIVE', 'BAD_USER_INPUT'].includes(extensions?.code ?? ''),
      );
      expect(refusals).toEqual([]);
      expect(response.status).toBe(200);
      // Room for front ends to ask for more of the same.
      const { estimated = Infinity, limit = 0 } = extensions?.cost ?? {};
      expect(estimated).toBeLessThan(limit / 4);
    },
  );

  it('lets one operation try nine activation tokens at most, each alias being a try', async () => {
    const guess = async (tries: number): Promise<(string | undefined)[]> => {
      const guesses = Array.from(
        { length: tries },
        (_, n) => `t${n}: activateBrand(input: { token: "guess${n}" }) { brand { id } }`,
      );
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: `mutation { ${guesses.join(' ')} }` }),
      });
      const { errors = [] } = (await response.json()) as { errors?: { extensions?: { code?: string } }[] };
      return errors.map(({ extensions }) => extensions?.code);
    };
    expect(await guess(10)).toEqual(['TOO_EXPENSIVE']);
    expect(await guess(9)).not.toContain('TOO_EXPENSIVE');
  });
});
