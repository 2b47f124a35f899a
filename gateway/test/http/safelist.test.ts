import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { readKnownDocuments, type KnownDocuments } from '../../src/operations/known-documents.js';
import { stream, type Answer } from '../gateway-kit.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { runGraph } from '../served-graph.js';

const works = `# What a reader sees first.
query Works($id: ID! = "w1") { work(id: $id) { ...Card } }

fragment Card on Work { id title }
`;
const change = 'mutation Change { addView(id: "w1") }';
const feed = 'subscription Feed { workRead(id: "w1", count: 1) { sequence } }';
const unknown = 'query Works($id: ID! = "w1") { work(id: $id) { id title views } }';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The known documents, read from a folder as a client's build leaves it. */
const documents = ((): KnownDocuments => {
  const folder = mkdtempSync(join(tmpdir(), 'safelist-'));
  try {
    mkdirSync(join(folder, 'reader'));
    writeFileSync(join(folder, 'reader', 'works.graphql'), works);
    writeFileSync(join(folder, 'change.graphql'), change);
    writeFileSync(join(folder, 'feed.graphql'), feed);
    writeFileSync(join(folder, 'feed.variables.json'), '{}');
    return readKnownDocuments(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
})();
const lines: Record<string, unknown>[] = [];
const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line) as never) });

const { another, forOneTest } = runGraph(startLibraryGraph);
const enforcing = another({ safelist: { mode: 'enforce', documents } });
const warning = another({ safelist: { mode: 'warn', documents }, logger });

const send = (body: object): Promise<Answer> =>
  enforcing.send({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const get = (parameters: Record<string, string>): Promise<Answer> =>
  enforcing.send(
    { method: 'GET', headers: { 'apollo-require-preflight': '1' } },
    `?${new URLSearchParams(parameters).toString()}`,
  );
const code = ({ errors }: Answer): string | undefined => errors?.[0]?.extensions?.code;
const first = { work: { id: 'w1', title: 'First' } };

describe('where only known documents run', () => {
  it('a client that sends others all the time is told to wait; what the gateway knows runs on', async () => {
    const gateway = await forOneTest({ safelist: { mode: 'enforce', documents }, limits: { refusals: 3 } });
    expect((await gateway.run(works)).data).toEqual(first);
    for (const name of ['A', 'B', 'C'])
      expect(code(await gateway.run(`query ${name} { works { id } }`))).toBe('PERSISTED_QUERY_NOT_IN_LIST');
    expect(code(await gateway.run('query D { works { id } }'))).toBe('RATE_LIMITED');
    expect((await gateway.run(works)).data).toEqual(first);
  });

  it('a known text runs, whatever its white space, comments and order', async () => {
    const spaced = 'fragment Card on Work{id,title}\n\n query Works($id:ID!="w1"){work(id:$id){...Card}} # again';
    for (const query of [works, spaced]) {
      expect((await send({ query })).data).toEqual(first);
      expect((await send({ query, extensions: {} })).data).toEqual(first);
      expect((await get({ query })).data).toEqual(first);
    }
    expect((await send({ query: works, variables: { id: 'w2' } })).data).toEqual({
      work: { id: 'w2', title: 'Second' },
    });
    expect((await send({ query: change })).data).toEqual({ addView: 11 });
  });

  it('a known document runs by its identifier alone', async () => {
    const persisted = (hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } } });
    for (const text of [works, works.trim()]) {
      const hash = sha256(text);
      expect((await send(persisted(hash))).data).toEqual(first);
      expect((await send({ documentId: `sha256:${hash}` })).data).toEqual(first);
      expect((await send({ documentId: `sha256:${hash}`, extensions: {} })).data).toEqual(first);
      expect((await get({ documentId: `sha256:${hash}`, variables: '{"id":"w2"}' })).data.work.id).toBe('w2');
      expect((await send({ documentId: `sha256:${hash}`, query: text })).data).toEqual(first);
    }
    expect((await get({ documentId: `sha256:${sha256(change)}` })).status).toBe(405);
  });

  it.each([
    ['a document', { query: unknown }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['one with a field more', { query: works.replace('id title', 'id title views') }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['one with a fragment more', { query: `${works} fragment More on Work { id }` }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['one with another literal', { query: works.replace('"w1"', '"w2"') }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['a part of a known one', { query: change.replace('mutation Change', 'mutation') }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['introspection', { query: '{ __schema { queryType { name } } }' }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['what is no GraphQL', { query: '{ works {' }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['6,000 levels', { query: `{ ${'a { '.repeat(6_000)}b${' }'.repeat(6_000)} }` }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    [
      'one that a client would register',
      { query: unknown, extensions: { persistedQuery: { version: 1, sha256Hash: sha256(unknown) } } },
      'PERSISTED_QUERY_NOT_IN_LIST',
    ],
    ['an unknown documentId', { documentId: `sha256:${sha256(unknown)}` }, 'PERSISTED_QUERY_NOT_FOUND'],
    [
      'an unknown hash',
      { extensions: { persistedQuery: { version: 1, sha256Hash: sha256(unknown) } } },
      'PERSISTED_QUERY_NOT_FOUND',
    ],
    ['the documentId of another text', { documentId: `sha256:${sha256(change)}`, query: works }, 'BAD_USER_INPUT'],
    ['a documentId that is no text', { documentId: 7 }, 'BAD_USER_INPUT'],
  ])('%s is refused', async (_what, body, expected) => {
    const answer = await send(body);
    expect([code(answer), answer.data]).toEqual([expected, undefined]);
    expect(answer.errors).toHaveLength(1);
    expect((await send({ query: works })).data).toEqual(first);
  });

  it('the same holds over WebSocket', async () => {
    const client = enforcing.client();
    expect((await stream(client, feed)).results).toEqual([{ data: { workRead: { sequence: 1 } } }]);
    expect((await stream(client, works)).results).toEqual([{ data: first }]);
    for (const query of [unknown, 'subscription { echo }']) {
      expect((await stream(client, query)).error).toMatchObject([
        { extensions: { code: 'PERSISTED_QUERY_NOT_IN_LIST' } },
      ]);
    }
    await client.dispose();
  });
});

describe('where others than known documents are logged', () => {
  it('they run, are counted, and one line in a while tells of them without their text', async () => {
    for (let n = 0; n < 5; n += 1) {
      expect((await warning.run(`${unknown} # secret ${n}`)).data.work.id).toBe('w1');
    }
    expect((await warning.run(works)).data).toEqual(first);
    const text = await warning.metrics.registry.metrics();
    expect(text).toMatch(/graphql_documents_unlisted_total\{.*\} 5/);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ mode: 'warn', document: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  it('what is refused is counted too, each time that it comes', async () => {
    const gateway = await forOneTest({ safelist: { mode: 'warn', documents } });
    for (const query of ['{ nothing }', '{ nothing }', '{ works {', `{ ${'works '.repeat(2_000)} }`])
      expect((await gateway.run(query)).status).toBe(400);
    expect(await gateway.metrics.registry.metrics()).toMatch(/graphql_documents_unlisted_total\{.*\} 4/);
  });
});

describe('a manifest', () => {
  let folder: string;
  const file = (): string => join(folder, 'manifest.json');

  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'manifest-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has documents by identifiers of its own, or by their hash', () => {
    writeFileSync(file(), JSON.stringify({ works, [sha256(change)]: change }));
    expect(readKnownDocuments(file())).toEqual(
      new Map([
        ['works', works],
        [sha256(change), change],
      ]),
    );
  });

  it.each([
    ['no JSON', '{', /is not JSON/],
    ['a list', '[]', /is no object of documents by identifier/],
    ['a document that is no text', '{"a":1}', /a is no text/],
    ['a document that is no GraphQL', '{"a":"{"}', /a is not GraphQL/],
    ['a hash of another text', JSON.stringify({ [sha256('x')]: '{ a }' }), /is another text's SHA-256/],
  ])('of %s is refused', (_what, content, told) => {
    writeFileSync(file(), content);
    expect(() => readKnownDocuments(file())).toThrow(told);
  });
});
