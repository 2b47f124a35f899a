import { composeServices } from '@apollo/composition';
import { GraphQLScalarType, parse } from 'graphql';
import { pino } from 'pino';
import { startSubgraph, type RunningSubgraph } from '#platform/graphql/subgraph-server.js';
import type { Viewer } from '#platform/identity/viewer.js';
import { createMetrics } from '#platform/metrics/metrics.js';
import { assertionSecret } from './library-graph.js';

/**
 * A graph of two subgraphs: logs, which stream (a picture first or what follows `after`, each event with its place), and
 * authors, which are joined to every event.
 */

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';

const logsSdl = `${link}
scalar Place
type Query { log(id: ID!): String }
type Subscription {
  entries(log: ID!, after: Place, padding: Int! = 0): Entry!
  shouts(padding: Int! = 0): Int!
  whoami: String!
}
enum Kind { PICTURE CHANGE }
type Entry { kind: Kind! sequence: Place! reset: Boolean! sum: Int! padding: String! author: Author }
type Author @key(fields: "id") { id: ID! }
`;

const authorsSdl = `${link}
type Query { authors: [Author!]! }
type Mutation { touch: Int }
type Author @key(fields: "id") { id: ID! name: String! }
`;

/** The graph while it runs. */
export interface LogGraph {
  supergraphSdl: string;
  /** Adds an entry to a log; its sum grows by the number. */
  append(log: string, number: number): void;
  /** Forgets entries of a log up to a place. */
  trim(log: string, upTo: number): void;
  /** Sends a number to the listeners of `shouts`. */
  shout(number: number): void;
  /** Subscriptions that were begun so far, by what they asked for. */
  begun: { field: string; after: unknown; viewer: Viewer }[];
  /** Subscriptions that run. */
  active(): number;
  /** Requests for authors so far. */
  joins(): number;
  startLogs(): Promise<void>;
  stopLogs(): Promise<void>;
  stop(): Promise<void>;
}

interface Log {
  numbers: number[];
  trimmed: number;
  wake: Set<() => void>;
}

/** Starts the subgraphs on free ports and composes them. */
export async function startLogGraph(): Promise<LogGraph> {
  const logger = pino({ level: 'silent' });
  const common = { assertionSecret, host: '127.0.0.1', ready: async () => undefined, logger };
  const logs = new Map<string, Log>();
  const begun: LogGraph['begun'] = [];
  let active = 0;
  let joins = 0;
  const listeners = new Set<(number: number) => void>();

  const logOf = (id: string): Log => {
    let log = logs.get(id);
    if (!log) logs.set(id, (log = { numbers: [], trimmed: 0, wake: new Set() }));
    return log;
  };
  const sumOf = (log: Log, place: number): number => log.numbers.slice(0, place).reduce((sum, n) => sum + n, 0);
  const entry = (log: Log, kind: string, sequence: number, reset: boolean, padding: number) => ({
    entries: { kind, sequence, reset, sum: sumOf(log, sequence), padding: 'x'.repeat(padding), author: { id: 'a1' } },
  });

  /** A stream that is ended while it waits. */
  const streamOf = <Event>(follow: (signal: AbortSignal) => AsyncGenerator<Event>): AsyncIterableIterator<Event> => {
    const abort = new AbortController();
    const events = follow(abort.signal);
    active += 1;
    abort.signal.addEventListener('abort', () => (active -= 1), { once: true });
    return {
      next: () => events.next(),
      return: async () => {
        abort.abort();
        return events.return(undefined);
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  };
  const woken = (wake: Set<() => void>, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        wake.delete(done);
        resolve();
      };
      wake.add(done);
      signal.addEventListener('abort', done, { once: true });
    });

  async function* follow(log: Log, after: number | null, padding: number, signal: AbortSignal) {
    let place = after !== null && after <= log.numbers.length && after >= log.trimmed ? after : null;
    const reset = after !== null;
    while (!signal.aborted) {
      if (place === null) {
        place = log.numbers.length;
        yield entry(log, 'PICTURE', place, reset, padding);
      }
      while (place < log.numbers.length) yield entry(log, 'CHANGE', (place += 1), false, padding);
      await woken(log.wake, signal);
    }
  }
  async function* shouts(signal: AbortSignal) {
    const waiting: number[] = [];
    const wake = new Set<() => void>();
    const listen = (number: number): void => {
      waiting.push(number);
      for (const done of wake) done();
    };
    listeners.add(listen);
    signal.addEventListener('abort', () => listeners.delete(listen), { once: true });
    while (!signal.aborted) {
      while (waiting.length) yield { shouts: waiting.shift() };
      await woken(wake, signal);
    }
  }

  interface Context {
    viewer: Viewer;
  }
  const resolvers = {
    Place: new GraphQLScalarType({ name: 'Place' }),
    Query: { log: (_: unknown, { id }: { id: string }) => id },
    Subscription: {
      entries: {
        subscribe: (
          _: unknown,
          { log, after = null, padding }: { log: string; after?: number | null; padding: number },
          { viewer }: Context,
        ) => {
          begun.push({ field: 'entries', after, viewer });
          return streamOf((signal) => follow(logOf(log), after, padding, signal));
        },
      },
      shouts: {
        subscribe: (_: unknown, _arguments: unknown, { viewer }: Context) => {
          begun.push({ field: 'shouts', after: null, viewer });
          return streamOf(shouts);
        },
      },
      whoami: {
        subscribe: async function* (_: unknown, _arguments: unknown, { viewer }: Context) {
          yield { whoami: viewer.subject };
        },
      },
    },
  };
  const startLogs = (port: number): Promise<RunningSubgraph> =>
    startSubgraph({
      ...common,
      name: 'logs',
      port,
      sdl: logsSdl,
      subscriptions: true,
      metrics: createMetrics('logs', { defaults: false }),
      context: (request) => request,
      resolvers,
    });
  let logsService = await startLogs(0);
  const port = Number(new URL(logsService.url).port);
  const authorsService = await startSubgraph({
    ...common,
    name: 'authors',
    port: 0,
    sdl: authorsSdl,
    metrics: createMetrics('authors', { defaults: false }),
    context: (request) => request,
    resolvers: {
      Query: { authors: () => [] },
      Mutation: { touch: () => 1 },
      Author: {
        __resolveReference: ({ id }: { id: string }) => {
          joins += 1;
          return { id, name: 'Ada' };
        },
      },
    },
  });

  const composed = composeServices([
    { name: 'logs', url: `${logsService.url}/graphql`, typeDefs: parse(logsSdl) },
    { name: 'authors', url: `${authorsService.url}/graphql`, typeDefs: parse(authorsSdl) },
  ]);
  if (composed.errors) throw new AggregateError(composed.errors, composed.errors.map(String).join('\n'));

  return {
    supergraphSdl: composed.supergraphSdl,
    append: (id, number) => {
      const log = logOf(id);
      log.numbers.push(number);
      for (const wake of log.wake) wake();
    },
    trim: (id, upTo) => (logOf(id).trimmed = upTo),
    shout: (number) => {
      for (const listen of listeners) listen(number);
    },
    begun,
    active: () => active,
    joins: () => joins,
    startLogs: async () => {
      logsService = await startLogs(port);
    },
    stopLogs: () => logsService.stop(),
    stop: async () => {
      await Promise.all([logsService.stop(), authorsService.stop()]);
    },
  };
}
