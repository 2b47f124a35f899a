import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { pino } from 'pino';
import { startSubgraph, type RunningSubgraph } from '#platform/graphql/subgraph-server.js';
import type { Viewer } from '#platform/identity/viewer.js';
import { createMetrics } from '#platform/metrics/metrics.js';

/** A small graph of three subgraphs: people, works (with a subscription), and views, whose answers a test decides. */

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@authenticated", "@requiresScopes", "@shareable"])';

const peopleSdl = `${link}
type Query {
  person(id: ID!): Person
  people: [Person!]!
  me: Person @authenticated
  viewer: ViewerEcho!
  things: [Thing!]!
  nodes: [Node!]!
  labels: [Labelled!]!
  safe: Safe @authenticated
}
type Mutation { rename(id: ID!, name: String!): Person @authenticated }
interface Node { id: ID! }
type Person implements Node @key(fields: "id") {
  id: ID!
  name: String!
  email: String @requiresScopes(scopes: [["people:read", "people:contact"], ["admin"]])
  mood: Mood
}
type Vault implements Node @requiresScopes(scopes: [["admin"]]) { id: ID! secret: String }
interface Labelled { label: String }
type Tag implements Labelled { label: String }
type Stamp implements Labelled { label: String @requiresScopes(scopes: [["admin"]]) }
union Thing = Person | Vault
enum Mood @requiresScopes(scopes: [["people:read"]]) { GOOD BAD }
type Safe { content: String }
type ViewerEcho { subject: String! role: String! scopes: [String!]! tenant: String requestId: String! }
`;

const worksSdl = `${link}
type Query { works: [Work!]! work(id: ID!): Work slow(milliseconds: Int!): String fault: String }
type Subscription {
  workRead(id: ID!, count: Int! = 3): Reading!
  ticks: Int! @authenticated
  silent: Int!
  echo: String!
  faults: String
}
type Reading { sequence: Int! work: Work! reader: Person }
type Work @key(fields: "id") { id: ID! title: String! author: Person }
type Person @key(fields: "id") { id: ID! works: [Work!]! }
`;

const viewsSdl = `${link}
type Query { totalViews: Int }
type Mutation { addView(id: ID!): Int }
type Work @key(fields: "id") { id: ID! views: Int }
`;

/** Secret that the subgraphs and the gateway share in a test. */
export const assertionSecret = 'a secret of a test, which is long enough';

const people = new Map([
  ['p1', { id: 'p1', name: 'Nguyễn Ánh', email: 'anh@example.com', mood: 'GOOD' }],
  ['p2', { id: 'p2', name: '山田', email: 'yamada@example.com', mood: 'BAD' }],
]);
const works = new Map([
  ['w1', { id: 'w1', title: 'First', author: { id: 'p1' } }],
  ['w2', { id: 'w2', title: 'Second', author: { id: 'p2' } }],
]);

/** Answers a request to the subgraph `views`. */
export type ViewsAnswer = (
  request: IncomingMessage,
  response: ServerResponse,
  body: { query: string; variables: Record<string, unknown> },
) => void;

/** Answers as a subgraph in good order: ten views for every work. */
export const goodViews: ViewsAnswer = (_request, response, { query, variables }) => {
  const representations = variables.representations as { id: string }[] | undefined;
  const data = representations
    ? { _entities: representations.map(() => ({ views: 10 })) }
    : query.startsWith('mutation')
      ? { addView: 11 }
      : { totalViews: 20 };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }));
};

/** The running graph. */
export interface LibraryGraph {
  supergraphSdl: string;
  worksPort: number;
  /** Sets how `views` answers from now on. */
  answerViews(answer: ViewsAnswer): void;
  /** Requests that `views` got. */
  viewsRequests: IncomingMessage[];
  /** Requests that `people` got. */
  peopleViewers: Viewer[];
  /** Subscriptions at `works` that run. */
  activeStreams(): number;
  /** Starts `works` again after a stop, on the same port. */
  startWorks(): Promise<void>;
  stopWorks(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the subgraphs on free ports and composes them. */
export async function startLibraryGraph(): Promise<LibraryGraph> {
  const logger = pino({ level: 'silent' });
  const common = { assertionSecret, host: '127.0.0.1', ready: async () => undefined, logger, subscriptions: true };
  const peopleViewers: Viewer[] = [];
  let active = 0;

  const peopleService = await startSubgraph({
    ...common,
    name: 'people',
    port: 0,
    sdl: peopleSdl,
    metrics: createMetrics('people', { defaults: false }),
    context: (request) => {
      peopleViewers.push(request.viewer);
      return request;
    },
    resolvers: {
      Query: {
        person: (_: unknown, { id }: { id: string }) => people.get(id) ?? null,
        people: () => [...people.values()],
        me: () => people.get('p1'),
        viewer: (_: unknown, _arguments: unknown, { viewer, requestId }: { viewer: Viewer; requestId: string }) => ({
          ...viewer,
          tenant: viewer.claims.tenant,
          requestId,
        }),
        things: () => [{ __typename: 'Person', ...people.get('p1') }],
        nodes: () => [{ __typename: 'Person', ...people.get('p1') }],
        labels: () => [{ __typename: 'Tag', label: 'open' }],
        safe: () => ({ content: 'gold' }),
      },
      Mutation: { rename: (_: unknown, { id, name }: { id: string; name: string }) => ({ ...people.get(id), name }) },
      Person: { __resolveReference: ({ id }: { id: string }) => people.get(id) ?? null },
    },
  });

  async function* readings(id: string, count: number) {
    active += 1;
    try {
      for (let sequence = 1; sequence <= count; sequence += 1) {
        yield { workRead: { sequence, work: works.get(id), reader: { id: sequence % 2 ? 'p1' : 'p2' } } };
        // A long stream is a slow one.
        if (sequence >= 1_000) await new Promise((resolve) => setTimeout(resolve, 20));
      }
    } finally {
      active -= 1;
    }
  }
  async function* ticks() {
    active += 1;
    try {
      for (let tick = 1; ; tick += 1) {
        yield { ticks: tick };
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    } finally {
      active -= 1;
    }
  }
  const worksResolvers = {
    Query: {
      works: () => [...works.values()],
      work: (_: unknown, { id }: { id: string }) => works.get(id) ?? null,
      slow: async (_: unknown, { milliseconds }: { milliseconds: number }) =>
        new Promise((resolve) => setTimeout(() => resolve('late'), milliseconds)),
      fault: () => {
        throw new Error('password authentication failed at 10.0.0.1 for SELECT secret');
      },
    },
    Subscription: {
      workRead: { subscribe: (_: unknown, { id, count }: { id: string; count: number }) => readings(id, count) },
      ticks: { subscribe: () => ticks() },
      silent: {
        subscribe: () => {
          active += 1;
          let end: (result: unknown) => void = () => undefined;
          const stop = async () => {
            active -= 1;
            end({ value: undefined, done: true });
            return { value: undefined, done: true };
          };
          return {
            next: () => new Promise((resolve) => (end = resolve)),
            return: stop,
            throw: stop,
            [Symbol.asyncIterator]() {
              return this;
            },
          };
        },
      },
      echo: {
        subscribe: async function* (_: unknown, _arguments: unknown, { viewer }: { viewer: Viewer }) {
          yield { echo: viewer.subject };
        },
      },
      faults: {
        subscribe: async function* () {
          yield {};
        },
        resolve: () => {
          throw new Error('password authentication failed at 10.0.0.1 for SELECT secret');
        },
      },
    },
    Work: { __resolveReference: ({ id }: { id: string }) => works.get(id) ?? null },
    Person: { works: ({ id }: { id: string }) => [...works.values()].filter(({ author }) => author.id === id) },
  };
  const startWorks = (port: number): Promise<RunningSubgraph> =>
    startSubgraph({
      ...common,
      name: 'works',
      port,
      sdl: worksSdl,
      metrics: createMetrics('works', { defaults: false }),
      context: (request) => request,
      resolvers: worksResolvers,
    });
  let worksService = await startWorks(0);
  const worksPort = Number(new URL(worksService.url).port);

  let viewsAnswer = goodViews;
  const viewsRequests: IncomingMessage[] = [];
  const viewsService: Server = createServer(async (request, response) => {
    if (request.url === '/health/ready') return void response.writeHead(200).end('{}');
    viewsRequests.push(request);
    let text = '';
    for await (const chunk of request) text += String(chunk);
    viewsAnswer(request, response, JSON.parse(text || '{}') as never);
  });
  await new Promise<void>((resolve) => viewsService.listen(0, '127.0.0.1', resolve));
  const viewsUrl = `http://127.0.0.1:${(viewsService.address() as AddressInfo).port}`;

  const composed = composeServices([
    { name: 'people', url: `${peopleService.url}/graphql`, typeDefs: parse(peopleSdl) },
    { name: 'works', url: `${worksService.url}/graphql`, typeDefs: parse(worksSdl) },
    { name: 'views', url: `${viewsUrl}/graphql`, typeDefs: parse(viewsSdl) },
  ]);
  if (composed.errors) throw new AggregateError(composed.errors, composed.errors.map(String).join('\n'));

  return {
    supergraphSdl: composed.supergraphSdl,
    worksPort,
    answerViews: (answer) => (viewsAnswer = answer),
    viewsRequests,
    peopleViewers,
    activeStreams: () => active,
    startWorks: async () => {
      worksService = await startWorks(worksPort);
    },
    stopWorks: () => worksService.stop(),
    stop: async () => {
      viewsService.closeAllConnections();
      await Promise.all([
        peopleService.stop(),
        worksService.stop(),
        new Promise((resolve) => viewsService.close(resolve)),
      ]);
    },
  };
}
