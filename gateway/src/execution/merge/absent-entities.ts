import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLFormattedError } from 'graphql';
import { isJsonObject, type JsonObject } from '#platform/json/json-object.js';
import type { Misfit } from '../fallback/misfits.js';
import { own } from '../own-property.js';

/** What a client reads where something that may not be null belongs to what no service knows. */
export const absentMessage = 'This refers to something that does not exist.';

/** The error of a field that may not be null, and is, since its entity was not found. */
export function absentError({ path }: Misfit): GraphQLFormattedError {
  return { message: absentMessage, ...(path && { path }), extensions: { code: 'NOT_FOUND' } };
}

/**
 * References to entities that the asked subgraph did not find: it may be gone, or hidden from this viewer. Apollo's
 * shaping sees there nothing but missing fields, and cannot tell them from those of a subgraph that is wrong.
 */
export class AbsentEntities {
  /** By place: fields that are there for the representation's sake. */
  private readonly places = new Map<JsonObject, Set<string>>();

  /** Whether there are none. */
  get isEmpty(): boolean {
    return this.places.size === 0;
  }

  /** Takes down that nothing was found for what stands at a place. */
  add(place: JsonObject, requires: FetchNode['requires']): void {
    let names = this.places.get(place);
    if (!names) this.places.set(place, (names = new Set(['__typename'])));
    addNames(requires, names);
  }

  /**
   * Splits misfits by cause. A reference of which nothing else is known is null, as if it had been null from the start,
   * and nobody's fault if null may stand there: such a misfit is left out.
   * @param input the data as gathered
   * @param shaped what became of it
   * @returns misfits of absent entities that took more with them than the reference, and all others
   */
  split(
    misfits: readonly Misfit[],
    input: JsonObject,
    shaped: JsonObject | null,
  ): { absent: Misfit[]; others: Misfit[] } {
    const absent: Misfit[] = [];
    const others: Misfit[] = [];
    for (const misfit of misfits) {
      const { path = [] } = misfit;
      const reference = path.slice(0, -1);
      const place = at(input, reference);
      const names = isJsonObject(place) ? this.places.get(place) : undefined;
      const missing = names && own(place as JsonObject, String(path.at(-1))) == null;
      if (!missing) others.push(misfit);
      else if (!isReference(place as JsonObject, names) || at(shaped, reference) !== null) absent.push(misfit);
    }
    return { absent, others };
  }
}

function addNames(selections: readonly QueryPlanSelectionNode[] | undefined, names: Set<string>): void {
  for (const selection of selections ?? []) {
    if (selection.kind === 'InlineFragment') addNames(selection.selections, names);
    else names.add(selection.alias ?? selection.name);
  }
}

function isReference(place: JsonObject, names: ReadonlySet<string>): boolean {
  return Object.keys(place).every((name) => names.has(name) || place[name] == null);
}

/** What stands at a path: undefined where the way there is cut off. */
function at(data: unknown, path: readonly (string | number)[]): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = own(value, String(step));
  }
  return value;
}
