import { isDeepStrictEqual } from 'node:util';
import type { BenchGraph, BenchOperation, Mode } from './bench-graph.js';
import type { Contestant, RunningGateway, Surroundings } from './contestants.js';
import { answerData, LoadClient, type LoadResult } from './load.js';
import type { MeasuredProcess } from './measured-process.js';

/** What an operation came to at a gateway. */
export interface Figures extends LoadResult {
  /** CPU ms a request: all threads, user and system. */
  cpu: number;
  /** MB resident after the load. */
  memory: number;
  /** Subgraph requests for each request. */
  fetches: number;
}

/** Why a figure is missing. */
export interface Omission {
  gateway: string;
  /** None: the gateway takes no part at all. */
  operation?: string;
  reason: string;
  /** Known and accepted; any other is a failure of the run. */
  known: boolean;
}

/** A comparison on one graph. */
export interface Section {
  graph: string;
  mode: Mode;
  /** Rounds by operation and gateway. */
  figures: Record<string, Record<string, Figures[]>>;
  omissions: Omission[];
}

export interface ContestSettings {
  seconds: number;
  rounds: number;
  connections: number;
  folder: string;
  cores?: string;
  say: (line: string) => void;
}

/** An answer of a peer that is another than ours for a reason that no setting removes. */
export interface KnownDifference {
  gateway: string;
  graph: string;
  operation?: string;
  reason: string;
}

/**
 * Lets gateways answer the same load in turn, round after round. Before the first round each answers every operation
 * once: who answers otherwise than the first, which is ours, or not at all, is left out of that operation, and that is told.
 */
export async function contest(
  graph: BenchGraph,
  mode: Mode,
  contestants: readonly Contestant[],
  known: readonly KnownDifference[],
  settings: ContestSettings,
): Promise<Section> {
  const section: Section = { graph: graph.name, mode, figures: {}, omissions: [] };
  const expected = new Map<string, { data: unknown; by: string; fetches: Map<string, number> }>();
  const { folder, cores, say } = settings;
  const surroundings: Surroundings = { graph, mode, folder, cores };
  const omit = (gateway: string, operation: string | undefined, error: unknown): void => {
    const accepted = known.find(
      (difference) =>
        difference.gateway === gateway &&
        difference.graph === graph.name &&
        (difference.operation === undefined || difference.operation === operation),
    );
    const seen = error instanceof Error ? error.message : String(error);
    const reason = accepted ? `${accepted.reason} (${seen.slice(0, 160)})` : seen;
    section.omissions.push({ gateway, operation, reason, known: accepted !== undefined });
    say(`  ${gateway} is left out of ${operation ?? `the ${graph.name}`}: ${reason}`);
  };
  const omitted = (gateway: string, operation?: string): boolean =>
    section.omissions.some(
      (omission) =>
        omission.gateway === gateway && (omission.operation === undefined || omission.operation === operation),
    );

  const operationsOf = ({ name, only }: Contestant): BenchOperation[] =>
    graph.operations.filter(
      (operation) =>
        !omitted(name, operation.name) && (!only || (only.graph === graph.name && only.operation === operation.name)),
    );

  say(`${graph.name}, ${mode}: answers`);
  for (const contestant of contestants) {
    const { name, start } = contestant;
    if (!operationsOf(contestant).length) continue;
    await withGateway(start, surroundings, settings, async (gateway, client) => {
      for (const operation of operationsOf(contestant)) {
        try {
          const { data, fetches } = await askOnce(graph, operation, gateway, client);
          const first = expected.get(operation.name) ?? { data, by: name, fetches: new Map<string, number>() };
          expected.set(operation.name, first);
          first.fetches.set(name, fetches);
          if (!isDeepStrictEqual(first.data, data)) throw new Error(difference(first.data, data, first.by));
          if (graph.rehearsal)
            await client.run(operation.body, await gateway.headers(operation), graph.rehearsal, data);
        } catch (error) {
          omit(name, operation.name, error);
        }
      }
    }).catch((error: unknown) => omit(name, undefined, error));
  }
  await graph.rehearsed();

  for (let round = 0; round < settings.rounds; round += 1) {
    for (const contestant of contestants) {
      const { name, start } = contestant;
      if (!operationsOf(contestant).length) continue;
      say(`${graph.name}, ${mode}: round ${round + 1} of ${settings.rounds}, ${name}`);
      await withGateway(start, surroundings, settings, async (gateway, client) => {
        for (const operation of operationsOf(contestant)) {
          const { data, fetches } = expected.get(operation.name)!;
          try {
            const figures = await measure(graph, operation, gateway, client, settings.seconds * 1000, data);
            requireMode(mode, figures.fetches, fetches.get(name)!);
            ((section.figures[operation.name] ??= {})[name] ??= []).push(figures);
          } catch (error) {
            delete section.figures[operation.name]?.[name];
            omit(name, operation.name, error);
          }
        }
      }).catch((error: unknown) => omit(name, undefined, error));
    }
  }
  return section;
}

async function withGateway(
  start: Contestant['start'],
  surroundings: Surroundings,
  { connections }: ContestSettings,
  use: (gateway: RunningGateway, client: LoadClient) => Promise<void>,
): Promise<void> {
  const gateway = await start(surroundings);
  const client = new LoadClient(gateway.url, connections);
  try {
    await use(gateway, client);
  } finally {
    await client.close();
    await gateway.process.stop();
  }
}

/** A request alone: its answer, and how many subgraph requests it takes. */
async function askOnce(
  graph: BenchGraph,
  operation: BenchOperation,
  gateway: RunningGateway,
  client: LoadClient,
): Promise<{ data: unknown; fetches: number }> {
  await graph.select(operation);
  const headers = await gateway.headers(operation);
  // A gateway may do more at the first request of a text than at the next ones.
  await client.send(operation.body(0), headers);
  const before = await graph.fetches();
  const data = answerData(await client.send(operation.body(0), headers));
  return { data, fetches: (await graph.fetches()) - before };
}

async function measure(
  graph: BenchGraph,
  operation: BenchOperation,
  gateway: RunningGateway,
  client: LoadClient,
  milliseconds: number,
  expected: unknown,
): Promise<Figures> {
  const { process } = gateway;
  await graph.select(operation);
  const headers = await gateway.headers(operation);
  const run = (time: number): Promise<LoadResult> => client.run(operation.body, headers, time, expected);
  await warm(process, run);
  const [before, fetchesBefore] = [process.cpu(), await graph.fetches()];
  const load = await run(milliseconds);
  const cpu = process.cpu() - before;
  const fetches = (await graph.fetches()) - fetchesBefore;
  return { ...load, cpu: cpu / load.requests, memory: process.memory(), fetches: fetches / load.requests };
}

/** What a gateway must have done before its code counts as warm, unless that takes too long. */
const warming = { cpu: 1_500, requests: 100, longest: 15_000 };

/** On a busy machine a fixed time would measure how far compilers have come; CPU time and requests do not. */
async function warm(process: MeasuredProcess, run: (time: number) => Promise<LoadResult>): Promise<void> {
  const [start, before] = [performance.now(), process.cpu()];
  let requests = 0;
  do requests += (await run(500)).requests;
  while (
    (process.cpu() - before < warming.cpu || requests < warming.requests) &&
    performance.now() - start < warming.longest
  );
}

/** A gateway that shares where nothing is to be shared would look faster than it is. */
function requireMode(mode: Mode, fetches: number, alone: number): void {
  if (mode !== 'sharing' && fetches < alone * 0.99)
    throw new Error(`shares work between requests: ${fetches.toFixed(2)} subgraph requests each, ${alone} alone`);
}

/** The first place at which two answers differ. */
function difference(expected: unknown, given: unknown, by: string, path = 'data'): string {
  if (isDeepStrictEqual(expected, given)) return '';
  if (typeof expected === 'object' && typeof given === 'object' && expected && given) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(given)])) {
      const [one, other] = [expected, given].map((value) => (value as Record<string, unknown>)[key]);
      const found = difference(one, other, by, `${path}.${key}`);
      if (found) return found;
    }
  }
  return `answers otherwise at ${path}: ${excerpt(given)}, where ${by} has ${excerpt(expected)}`;
}

function excerpt(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 80);
}
