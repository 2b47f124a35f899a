import type { Operation, SelectionSet } from '@apollo/federation-internals';
import {
  GraphQLError,
  Kind,
  print,
  visit,
  type DocumentNode,
  type FieldNode,
  type GraphQLFormattedError,
} from 'graphql';
import { own, type JsonObject } from '../own-property.js';
import { hasInterfaceObjects, plannedNames, stemsFor, type Stems } from './planner-names.js';

/** A document in which no alias is a name that plans use on their own. */
export interface RenamedDocument {
  document: DocumentNode;
  /** The client's aliases by those in their place; none where nothing was renamed. */
  clientNames: ReadonlyMap<string, string>;
}

const none: ReadonlyMap<string, string> = new Map();

/**
 * Keeps clients' aliases apart from the names of keys and required fields, which plans ask for under their own names: of
 * `price: id` beside what needs the price, the planner makes one field. Where a subgraph sees an interface as one object,
 * so it does of two fields under one name on two of the interface's objects: each then has a name of its own.
 */
export class ClientAliases {
  private readonly planned: ReadonlySet<string>;
  private readonly stems: Stems;
  private readonly tellsFieldsApart: boolean;

  constructor(supergraphSdl: string) {
    this.planned = plannedNames(supergraphSdl);
    this.stems = stemsFor(supergraphSdl);
    this.tellsFieldsApart = hasInterfaceObjects(supergraphSdl);
  }

  /** Gives aliases that plans may use other names. Takes no longer than a look at every field. */
  apart(document: DocumentNode): RenamedDocument {
    const clientNames = new Map<string, string>();
    const fields = new Map<string, string[]>();
    const renamed = visit(document, {
      Field: (field) => {
        const given = (field.alias ?? field.name).value;
        const isTaken = field.alias !== undefined && given !== field.name.value && this.isTaken(given);
        let name = isTaken ? `${this.stems.alias}${given}` : given;
        if (this.tellsFieldsApart) {
          const number = numberOf(field, fields, name);
          if (number) name = `${this.stems.alias}${number}_${given}`;
        }
        if (name === given) return undefined;
        clientNames.set(name, given);
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

/** Counts the fields of one name in the response: those of other objects may have other arguments, or be others. */
function numberOf({ name, arguments: given }: FieldNode, fields: Map<string, string[]>, response: string): number {
  const field = `${name.value}(${(given ?? [])
    .map((argument) => print(argument))
    .sort()
    .join()})`;
  let known = fields.get(response);
  if (!known) fields.set(response, (known = []));
  if (!known.includes(field)) known.push(field);
  return known.indexOf(field);
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
