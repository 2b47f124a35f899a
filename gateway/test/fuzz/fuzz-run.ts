import { GraphUnderTest, type Outcome } from './graph-under-test.js';
import { weathers } from './weathers.js';

/** An operation that was answered in two ways. */
export interface Difference {
  /** Seed of the graph. */
  graph: string;
  weather: string;
  number: number;
  outcome: Outcome;
}

/** What came of a run of the fuzzer. */
export interface FuzzReport {
  graphs: number;
  operations: number;
  differences: Difference[];
  /** Operations of which a part was not compared, by reason. */
  excluded: Record<string, number>;
  /** How many operations had errors in their answers. */
  withErrors: number;
  mutations: number;
  subscriptions: number;
  /** Ways that the executor under test took. */
  taken: { stock: number; written: number; shapedByApollo: number };
  requests: { stock: number; fast: number };
  /** Requests of ours in place of several. */
  merged: number;
  representations: { stock: number; fast: number };
}

/**
 * Runs operations on graphs through both executors; the seed decides all of it.
 * @param part which of how many parts of the graphs to run: every graph belongs to one
 * @param asWhole whether to compare with the graph as one whole: for what services require, where stock is wrong
 */
export async function fuzz(
  seed: string,
  graphs: number,
  operations: number,
  part: { number: number; of: number } = { number: 0, of: 1 },
  asWhole = false,
): Promise<FuzzReport> {
  const report: FuzzReport = {
    graphs: 0,
    operations: 0,
    differences: [],
    excluded: {},
    withErrors: 0,
    mutations: 0,
    subscriptions: 0,
    taken: { stock: 0, written: 0, shapedByApollo: 0 },
    requests: { stock: 0, fast: 0 },
    merged: 0,
    representations: { stock: 0, fast: 0 },
  };
  const kinds = Object.keys(weathers);
  // The other kinds are of requests, which the whole does not send.
  const wholeKinds = ['fair', 'errors'];
  for (let graph = part.number; graph < graphs; graph += part.of) {
    report.graphs += 1;
    const weather = asWhole ? wholeKinds[graph % wholeKinds.length]! : kinds[graph % kinds.length]!;
    const name = `${seed} graph ${graph}`;
    const underTest = new GraphUnderTest(name, weather, asWhole);
    for (let number = 0; number < operations; number += 1) {
      const outcome = await underTest.compare(number);
      report.operations += 1;
      const { stock, fast, difference, excluded } = outcome;
      if (difference) report.differences.push({ graph: name, weather, number, outcome });
      if (excluded) report.excluded[excluded] = (report.excluded[excluded] ?? 0) + 1;
      if (stock.result?.errors?.length) report.withErrors += 1;
      if (outcome.operation.query.startsWith('mutation')) report.mutations += 1;
      if (outcome.operation.query.startsWith('subscription')) report.subscriptions += 1;
      report.requests.stock += stock.requests;
      report.requests.fast += fast.requests;
      report.merged += fast.mergedRequests;
      report.representations.stock += stock.representations;
      report.representations.fast += fast.representations;
    }
    for (const way of ['stock', 'written', 'shapedByApollo'] as const) report.taken[way] += underTest.fast.taken[way];
  }
  return report;
}

/** Reports of parts as one. */
export function addReports(one: FuzzReport, other: FuzzReport): FuzzReport {
  const add = <Value>(left: Value, right: Value): Value => {
    if (typeof left === 'number' && typeof right === 'number') return (left + right) as Value;
    if (Array.isArray(left) && Array.isArray(right)) return [...(left as unknown[]), ...(right as unknown[])] as Value;
    if (typeof left !== 'object' || left === null) return left ?? right;
    const names = new Set([...Object.keys(left), ...Object.keys(right as object)]);
    const pairs = [...names].map((name) => {
      const inner = [left, right].map((value) => (value as Record<string, unknown>)[name]);
      return [
        name,
        inner[0] === undefined || inner[1] === undefined ? (inner[0] ?? inner[1]) : add(inner[0], inner[1]),
      ];
    });
    return Object.fromEntries(pairs) as Value;
  };
  return add(one, other);
}
