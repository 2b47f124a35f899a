import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { KnownDocuments } from '../../src/operations/known-documents.js';
import type { TestGateway } from '../gateway-kit.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { runGraph } from '../served-graph.js';
import { RawSocket } from './raw-socket.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const persisted = (text: string) => ({ persistedQuery: { version: 1, sha256Hash: sha256(text) } });

const titles = 'query Titles($id: ID! = "w1") { work(id: $id) { title } }';
const change = 'mutation Change { addView(id: "w1") }';
const feed = 'subscription Feed { workRead(id: "w1", count: 1) { sequence } }';
const stranger = 'query Stranger { works { title } }';
const known: KnownDocuments = new Map([
  ['titles', titles],
  ...[titles, change, feed].map((text) => [sha256(text), text] as const),
]);

/** What a client is told: data, or the code of the error. */
interface Told {
  data?: unknown;
  code?: string | undefined;
}

const { another, forOneTest } = runGraph(startLibraryGraph);
const enforcing = another({ safelist: { mode: 'enforce', documents: known } });
let open: TestGateway;

beforeEach(async () => void (open = await forOneTest()));

const told = ({ data, errors }: { data?: unknown; errors?: { extensions?: { code?: string } }[] }): Told =>
  errors ? { code: errors[0]?.extensions?.code } : { data };

const transports: Record<string, (gateway: TestGateway, body: object) => Promise<Told>> = {
  HTTP: async (gateway, body) =>
    told(
      await gateway.send({
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    ),
  WebSocket: async (gateway, payload) => {
    const raw = await RawSocket.open(gateway.socketUrl);
    raw.send({ id: 'a', type: 'subscribe', payload });
    await Promise.race([raw.has('complete'), raw.has('error')]);
    raw.socket.close();
    const { data } = (raw.of('next')[0]?.payload ?? {}) as { data?: unknown };
    const errors = raw.of('error')[0]?.payload as { extensions: { code: string } }[] | undefined;
    return told({ data, ...(errors && { errors }) });
  },
  'Server-Sent Events': async (gateway, body) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify(body),
    });
    return told(firstEvent(await response.text()));
  },
};

const firstEvent = (text: string) => JSON.parse(/^data: (.+)$/m.exec(text)?.[1] ?? text) as never;

const streams = Object.keys(transports).filter((transport) => transport !== 'HTTP');
const each = Object.entries(transports);

describe('a document that is named over any transport', () => {
  it.each(each)('is asked for by its hash, sent once and known from then on, over %s', async (_transport, send) => {
    expect(await send(open, { extensions: persisted(titles) })).toEqual({ code: 'PERSISTED_QUERY_NOT_FOUND' });
    const first = { data: { work: { title: 'First' } } };
    expect(await send(open, { query: titles, extensions: persisted(titles) })).toEqual(first);
    for (const [, other] of each) {
      expect(await other(open, { extensions: persisted(titles) })).toEqual(first);
      expect(await other(open, { documentId: `sha256:${sha256(titles)}` })).toEqual(first);
      // Libraries of WebSocket clients want a text, be it empty.
      expect(await other(open, { query: '', extensions: persisted(titles), variables: { id: 'w2' } })).toEqual({
        data: { work: { title: 'Second' } },
      });
    }
  });

  it.each(streams)('may be a subscription, over %s', async (transport) => {
    const send = transports[transport]!;
    expect(await send(open, { extensions: persisted(feed) })).toEqual({ code: 'PERSISTED_QUERY_NOT_FOUND' });
    const event = { data: { workRead: { sequence: 1 } } };
    expect(await send(open, { query: feed, extensions: persisted(feed) })).toEqual(event);
    expect(await send(open, { extensions: persisted(feed) })).toEqual(event);
    expect(await send(enforcing, { documentId: `sha256:${sha256(feed)}` })).toEqual(event);
  });

  const wrong: [string, object, string][] = [
    ['an unknown documentId', { documentId: 'sha256:00' }, 'PERSISTED_QUERY_NOT_FOUND'],
    ['a documentId that is no text', { documentId: 7 }, 'BAD_USER_INPUT'],
    ['the documentId of another text', { documentId: `sha256:${sha256(feed)}`, query: titles }, 'BAD_USER_INPUT'],
    ['an unknown hash', { extensions: persisted(stranger) }, 'PERSISTED_QUERY_NOT_FOUND'],
    ['the hash of another text', { query: titles, extensions: persisted(stranger) }, 'BAD_USER_INPUT'],
    [
      'another version',
      { extensions: { persistedQuery: { version: 2, sha256Hash: sha256(titles) } } },
      'BAD_USER_INPUT',
    ],
    ['a hash that is no text', { extensions: { persistedQuery: { version: 1, sha256Hash: 7 } } }, 'BAD_USER_INPUT'],
    ['a persistedQuery that is no object', { extensions: { persistedQuery: 'x' } }, 'BAD_USER_INPUT'],
    [
      'a text that is refused, with its hash',
      { query: '{ no }', extensions: persisted('{ no }') },
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ];

  it.each(wrong)('by %s is refused with one code everywhere', async (_what, body, code) => {
    for (const [transport, send] of each) expect([transport, await send(open, body)]).toEqual([transport, { code }]);
  });

  it('that was refused is not kept', async () => {
    for (const [, send] of each) await send(open, { query: '{ no }', extensions: persisted('{ no }') });
    for (const [, send] of each)
      expect(await send(open, { extensions: persisted('{ no }') })).toEqual({ code: 'PERSISTED_QUERY_NOT_FOUND' });
  });

  it('is one of the list where there is one, and no other', async () => {
    for (const [, send] of each) {
      const first = { data: { work: { title: 'First' } } };
      expect(await send(enforcing, { documentId: 'titles' })).toEqual(first);
      expect(await send(enforcing, { extensions: persisted(titles) })).toEqual(first);
      expect(await send(enforcing, { documentId: `sha256:${sha256(change)}` })).toEqual({ data: { addView: 11 } });
      for (const body of [{ query: stranger }, { query: stranger, extensions: persisted(stranger) }])
        expect(await send(enforcing, body)).toEqual({ code: 'PERSISTED_QUERY_NOT_IN_LIST' });
      expect(await send(enforcing, { extensions: persisted(stranger) })).toEqual({ code: 'PERSISTED_QUERY_NOT_FOUND' });
    }
  });
});

describe('an event stream by GET', () => {
  const get = async (parameters: Record<string, string>): Promise<[number, unknown]> => {
    const response = await fetch(`${enforcing.url}/graphql?${new URLSearchParams(parameters).toString()}`, {
      headers: { accept: 'text/event-stream', 'apollo-require-preflight': '1' },
    });
    return [response.status, told(firstEvent(await response.text()))];
  };

  it('takes the same names', async () => {
    const event = { data: { workRead: { sequence: 1 } } };
    expect(await get({ documentId: `sha256:${sha256(feed)}` })).toEqual([200, event]);
    expect(await get({ extensions: JSON.stringify(persisted(feed)) })).toEqual([200, event]);
    expect(await get({ documentId: 'none' })).toEqual([200, { code: 'PERSISTED_QUERY_NOT_FOUND' }]);
    expect(await get({ documentId: `sha256:${sha256(change)}` })).toEqual([405, { code: 'BAD_USER_INPUT' }]);
    expect(await get({ extensions: '{' })).toEqual([400, { code: 'BAD_USER_INPUT' }]);
  });
});
