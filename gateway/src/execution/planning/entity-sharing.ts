import type { FetchNode } from '@apollo/query-planner';
import { effectPath, type Effects } from './step-effects.js';

/** A fetch as far as sharing depends on it. */
export interface ReadingFetch {
  node: FetchNode;
  path: readonly string[];
  effects: Effects;
  /** Numbers of the fetches that have ended before it begins. */
  after: readonly number[];
}

/**
 * Finds the paths at which equal entities may be one object. What stands there must come from one fetch and be nothing
 * but the fields that the entities are asked for by; all else beneath must come from fetches for those very entities.
 * Equal keys then get equal answers, so that what is merged or written for one object holds at every place.
 * @returns paths as effects have them
 */
export function sharedPaths(fetches: readonly ReadingFetch[]): Set<string> {
  const shared = new Set<string>();
  if (fetches.some(({ effects }) => effects.opaque)) return shared;
  const paths = fetches.map(({ path }) => effectPath(path));
  const asked = new Set(paths.filter((_, number) => fetches[number]!.path.includes('@')));
  for (const at of asked) if (isShared(at, fetches, paths)) shared.add(at);
  return shared;
}

function isShared(at: string, fetches: readonly ReadingFetch[], paths: readonly string[]): boolean {
  const readers = fetches.filter((_, number) => paths[number] === at);
  if (readers.some(({ node }) => !node.requires || node.operationKind !== 'query')) return false;
  let writer: ReadingFetch | undefined;
  for (const [number, fetch] of fetches.entries()) {
    if (isAtOrBeneath(paths[number]!, at)) continue;
    let writes = false;
    let leads = false;
    for (const written of fetch.effects.writes) {
      writes ||= isAtOrBeneath(written, at);
      leads ||= isAtOrBeneath(at, written);
    }
    if (writes && writer) return false;
    if (writes) writer = fetch;
    // Whoever puts objects on the way there must have ended.
    if (leads && !readers.every(({ after }) => after.includes(number))) return false;
  }
  if (!writer) return false;
  const { writes, composites } = writer.effects;
  if ([...composites].some((composite) => composite !== at && isAtOrBeneath(composite, at))) return false;
  const names = [...writes].filter((written) => written !== at && isAtOrBeneath(written, at)).map(lastName);
  return readers.every(({ node }) => node.requires!.every((selection) => hasFields(selection, names)));
}

function hasFields(selection: NonNullable<FetchNode['requires']>[number], names: readonly string[]): boolean {
  if (selection.kind !== 'InlineFragment') return false;
  const fields = new Set(selection.selections.map((field) => field.kind === 'Field' && (field.alias ?? field.name)));
  return names.every((name) => fields.has(name));
}

function isAtOrBeneath(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above} `);
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf(' ') + 1);
}
