import {
  isAbstractType,
  isObjectType,
  possibleRuntimeTypes,
  type NamedType,
  type Operation,
  type SelectionSet,
} from '@apollo/federation-internals';
import type { PlanNode, QueryPlanSelectionNode, SubscriptionNode } from '@apollo/query-planner';
import { placedFetches } from './fetch-order.js';

/** Of which objects an operation wants which fields, at a place of the data. */
export class WantedTypes {
  private readonly places = new Map<string, ReadonlyMap<string, ReadonlySet<string>>>();
  /** Names that fetches read for representations, by place: of objects or, undefined, of any. */
  private readonly read = new Map<string, Map<string, Set<string> | undefined>>();

  constructor(
    private readonly operation: Operation,
    plan: PlanNode | SubscriptionNode,
  ) {
    const fetches = plan.kind === 'Subscription' ? plan.rest && placedFetches(plan.rest) : placedFetches(plan);
    for (const { node, path } of fetches ?? []) this.reads(node.requires ?? [], pathText(path), undefined, true);
  }

  /**
   * The objects that a field is wanted of.
   * @param path of the data, `@` for the elements of a list
   * @param types of the interface
   * @returns undefined for all that can be there
   */
  at(path: readonly string[], name: string, types: ReadonlySet<string>, response: string): Set<string> | undefined {
    const place = pathText(path);
    const wanted = this.place(place);
    const found = wanted.get(response);
    const read = this.read.get(place);
    if (!found || (read?.has(response) && !read.get(response))) return undefined;
    const readOf = [...(read?.get(response) ?? [])];
    // What the plan reads of the interface, it reads of all its objects.
    if (readOf.some((type) => type === name || !types.has(type))) return undefined;
    const all = [...types].filter((type) => wanted.get('')!.has(type));
    const of = new Set(all.filter((type) => found.has(type) || readOf.includes(type)));
    return of.size && of.size < all.length ? of : undefined;
  }

  /** Whether a field of that name is in the operation itself, at that place. */
  isOfClient(path: readonly string[], response: string): boolean {
    return this.place(pathText(path)).has(response);
  }

  private reads(
    selections: readonly QueryPlanSelectionNode[],
    place: string,
    type: string | undefined,
    isTop: boolean,
  ): void {
    for (const selection of selections) {
      if (selection.kind === 'InlineFragment')
        this.reads(selection.selections, place, isTop ? selection.typeCondition : undefined, isTop);
      else {
        const name = selection.alias ?? selection.name;
        let names = this.read.get(place);
        if (!names) this.read.set(place, (names = new Map<string, Set<string> | undefined>()));
        const known = names.get(name);
        if (type === undefined || (names.has(name) && !known)) names.set(name, undefined);
        else names.set(name, (known ?? new Set()).add(type));
        if (selection.selections) this.reads(selection.selections, `${place} ${name}`, undefined, false);
      }
    }
  }

  /** Objects by response name; under the empty name, all that can be there. */
  private place(place: string): ReadonlyMap<string, ReadonlySet<string>> {
    let wanted = this.places.get(place);
    if (!wanted) this.places.set(place, (wanted = this.find(place)));
    return wanted;
  }

  private find(place: string): ReadonlyMap<string, ReadonlySet<string>> {
    const wanted = new Map<string, Set<string>>([['', new Set()]]);
    const add = (set: SelectionSet, types: ReadonlySet<string>): void => {
      for (const selection of set.selections()) {
        if (selection.kind === 'FieldSelection') {
          const name = selection.element.responseName();
          let of = wanted.get(name);
          if (!of) wanted.set(name, (of = new Set()));
          for (const type of types) of.add(type);
        } else {
          const { typeCondition } = selection.element;
          const within = typeCondition && typesOf(typeCondition);
          add(selection.selectionSet, within ? new Set([...types].filter((type) => within.has(type))) : types);
        }
      }
    };
    let sets = [this.operation.selectionSet];
    for (const step of place.split(' ').filter(Boolean)) sets = sets.flatMap((set) => below(set, step));
    for (const set of sets) {
      const types = typesOf(set.parentType);
      for (const type of types) wanted.get('')!.add(type);
      add(set, types);
    }
    return wanted;
  }
}

function pathText(path: readonly string[]): string {
  return path
    .filter((step) => step !== '@')
    .map((step) => ` ${step}`)
    .join('');
}

function below(set: SelectionSet, name: string): SelectionSet[] {
  return set.selections().flatMap((selection) => {
    if (selection.kind === 'FragmentSelection') return below(selection.selectionSet, name);
    return selection.selectionSet && selection.element.responseName() === name ? [selection.selectionSet] : [];
  });
}

function typesOf(type: NamedType): Set<string> {
  if (isAbstractType(type)) return new Set(possibleRuntimeTypes(type).map(({ name }) => name));
  return new Set(isObjectType(type) ? [type.name] : []);
}
