import type { Operation, SelectionSet } from '@apollo/federation-internals';
import { GraphQLError, Kind, visit, type DocumentNode, type GraphQLFormattedError } from 'graphql';
import { own, type JsonObject } from '../own-property.js';
import { plannedNames, stemsFor, type Stems } from './planner-names.js';

/** A document in which no alias is a name that plans use on their own. */
export interface RenamedDocument {
  document: DocumentNode;
  /** The client's aliases by those in their place; none where nothing was renamed. */
  clientNames: ReadonlyMap<string, string>;
}

const none: ReadonlyMap<string, string> = new Map();

/**
 * Keeps clients' aliases apart from the names of keys and required fields, which plans ask for under their own names: of
 * `price: id` beside what needs the price, the planner makes one field.
 */
export class ClientAliases {
  private readonly planned: ReadonlySet<string>;
  private readonly stems: Stems;

  constructor(supergraphSdl: string) {
    this.planned = plannedNames(supergraphSdl);
    this.stems = stemsFor(supergraphSdl);
  }

  /** Gives aliases that plans may use other names. Takes no longer than a look at every field. */
  apart(document: DocumentNode): RenamedDocument {
    const clientNames = new Map<string, string>();
    const renamed = visit(document, {
      Field: (field) => {
        const alias = field.alias?.value;
        if (alias === undefined || alias === field.name.value || !this.isTaken(alias)) return undefined;
        const name = `${this.stems.alias}${alias}`;
        clientNames.set(name, alias);
        return { ...field, alias: { kind: Kind.NAME, value: name } };
      },
    });
    return clientNames.size ? { document: renamed, clientNames } : { document, clientNames: none };
  }

  private isTaken(alias: string): boolean {
    const { alias: own_, requirement } = this.stems;
    return this.planned.has(alias) || alias.startsWith(own_) || alias.startsWith(requirement);
  }
}

/** An answer with the client's names in the place of ours. What is in scalars stays. */
export function withClientNames(
  data: JsonObject | null,
  operation: Operation,
  clientNames: ReadonlyMap<string, string>,
): JsonObject | null {
  if (!clientNames.size || !data) return data;
  return renamedObject(data, [operation.selectionSet], clientNames);
}

function renamedObject(
  data: JsonObject,
  selections: readonly SelectionSet[],
  clientNames: ReadonlyMap<string, string>,
): JsonObject {
  const below = new Map<string, SelectionSet[]>();
  const collect = (set: SelectionSet): void => {
    for (const selection of set.selections()) {
      if (selection.kind === 'FragmentSelection') collect(selection.selectionSet);
      else if (selection.selectionSet) {
        const name = selection.element.responseName();
        below.set(name, [...(below.get(name) ?? []), selection.selectionSet]);
      }
    }
  };
  selections.forEach(collect);
  const renamed = (value: unknown, inner: readonly SelectionSet[]): unknown => {
    if (Array.isArray(value)) return value.map((element) => renamed(element, inner));
    return typeof value === 'object' && value !== null ? renamedObject(value as JsonObject, inner, clientNames) : value;
  };
  const result = Object.create(null) as JsonObject;
  for (const name of Object.keys(data)) {
    const inner = below.get(name);
    const value = own(data, name);
    result[clientNames.get(name) ?? name] = inner ? renamed(value, inner) : value;
  }
  return result;
}

/** Errors at the paths that the client knows. */
export function errorsWithClientNames(
  errors: readonly GraphQLFormattedError[],
  pathNames: ReadonlyMap<string, string>,
): readonly GraphQLFormattedError[] {
  if (!pathNames.size) return errors;
  return errors.map((error) => {
    const path = error.path?.map((step) => pathNames.get(step as string) ?? step);
    return path ? { ...(error instanceof GraphQLError ? error.toJSON() : error), path } : error;
  });
}
