import type { FormattedExecutionResult } from 'graphql';
import { isDeepStrictEqual } from 'node:util';
import { absentMessage } from '../../src/execution/merge/absent-entities.js';

/** One execution of an operation. */
export interface Run {
  result?: FormattedExecutionResult;
  thrown?: string;
  requests: number;
  representations: number;
  /** Places of the answer for which no representation could be built. */
  skipped: number;
  failedRequests: number;
  /** Requests in place of several. */
  mergedRequests: number;
  /** Entities that a subgraph did not find. */
  absent: number;
  /** Requests of mutations in their order. */
  mutations: string[];
}

/** Most paths that a failed request is told at; see the executor. */
const maxPaths = 20;

/**
 * Compares two executions: data as JSON values with the order of fields, errors by path and code in any order, each once,
 * and the order of mutations. Several fetches of a plan may ask for one field at one place: which of them find something to
 * ask for depends on which is first, so stock tells a fault once or twice, and ours once. Excluded are, for errors only, three cases where stock is wrong, cannot know or both cut off (and, by the
 * caller, what stock itself answers in several ways, depending on which of its subgraphs is first):
 * - stock counts representations where it should count entities, so that an error after an entity without a
 *   representation stands at its neighbour's path: codes are compared, paths are not;
 * - stock does not know whose fields are missing: once an entity was not found, all nulls where none may be are put down
 *   to that, even those of references, which ours leaves quietly null;
 * - a request that fails as a whole is told at twenty paths at most; sent once per distinct entity, ours reach further.
 * What ours tells of lies that stock lets pass is excluded by `differsByLies`.
 */
export function compareRuns(stock: Run, fast: Run): { difference: string | undefined; excluded: string | undefined } {
  const differs = (difference: string) => ({ difference, excluded: undefined });
  if (Boolean(stock.thrown) !== Boolean(fast.thrown)) return differs(`one threw: ${stock.thrown} / ${fast.thrown}`);
  if (stock.thrown) return { difference: undefined, excluded: undefined };
  if (JSON.stringify(stock.result?.data) !== JSON.stringify(fast.result?.data))
    return differs(isDeepStrictEqual(stock.result?.data, fast.result?.data) ? 'order of fields' : 'data');
  if (!isDeepStrictEqual(stock.mutations, fast.mutations)) return differs('mutations');
  const expected = errorsOf(stock.result);
  const found = errorsOf(fast.result);
  if (isDeepStrictEqual(expected, found)) return { difference: undefined, excluded: undefined };
  const codes = (errors: string[]): string[] => errors.map((error) => error.split(' ')[0]!).sort();
  if (fast.failedRequests && Math.max(expected.length, found.length) >= maxPaths) {
    const same = isDeepStrictEqual(new Set(codes(expected)), new Set(codes(found)));
    return same ? { difference: undefined, excluded: 'more than twenty paths of a failed request' } : differs('errors');
  }
  if (fast.absent && isDeepStrictEqual(withoutNulls(stock.result), withoutNulls(fast.result))) {
    const paths = new Set(expected.map(pathOf));
    if (found.every((error) => paths.has(pathOf(error))))
      return { difference: undefined, excluded: 'whose entity was not found' };
  }
  if (fast.skipped && isDeepStrictEqual(codes(expected), codes(found)))
    return { difference: undefined, excluded: 'error paths of stock beside entities without representation' };
  return differs('errors');
}

/**
 * Whether executions differ in no more than what ours makes of lies that stock lets pass: an ID as a number is a text, and
 * fields that are selected and not in the data have errors, where nothing else went wrong.
 */
export function differsByLies(stock: Run, fast: Run): boolean {
  if (stock.thrown || fast.thrown || !isDeepStrictEqual(stock.mutations, fast.mutations)) return false;
  const numbersAsTexts = ({ result }: Run): string =>
    JSON.stringify(result?.data, (_name, value: unknown) => (typeof value === 'number' ? String(value) : value));
  if (numbersAsTexts(stock) !== numbersAsTexts(fast)) return false;
  const expected = errorsOf(stock.result);
  const found = errorsOf(fast.result);
  if (expected.length) return isDeepStrictEqual(expected, found);
  // At what is null, or an object whose type is not known; of a subscription, in any of its events.
  const data: unknown = fast.result?.data;
  const answers: unknown[] = Array.isArray(data) ? data : [data];
  return (fast.result?.errors ?? []).every(({ path = [], extensions }) => {
    const values = answers.map((answer) =>
      path.reduce<unknown>((at, step) => (at as Record<string, unknown> | null | undefined)?.[step], answer),
    );
    return extensions?.code === 'INTERNAL' && values.some((value) => typeof value === 'object');
  });
}

const pathOf = (error: string): string => error.slice(error.indexOf(' '));

/** Errors but those of nulls where none may be: of a fault, or of an entity that was not found. */
function withoutNulls(result: FormattedExecutionResult | undefined): string[] {
  const errors = (result?.errors ?? []).filter(
    ({ message, extensions }) => message !== absentMessage && extensions?.code !== 'INTERNAL',
  );
  return errorsOf({ errors });
}

function errorsOf(result: FormattedExecutionResult | undefined): string[] {
  const errors = (result?.errors ?? []).map(
    ({ path, extensions }) => `${String(extensions?.code)} ${JSON.stringify(path)}`,
  );
  return [...new Set(errors)].sort();
}
