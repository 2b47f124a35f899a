import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { isAbstractType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import { isJsonObject, type JsonObject } from '#platform/json/json-object.js';
import { mergeInto } from '../merge/answer-merge.js';
import { applyRewrites } from '../merge/data-rewrites.js';
import { isInherited, own } from '../own-property.js';

/** The key of an entity for one subgraph, and the fields that the subgraph requires beside it. */
export interface Representation {
  /** JSON text. */
  text: string;
  /** Tells it from others: two places with the same are served by one. */
  key: string;
  /** An object with the `__typename` of the representation. */
  typed: JsonObject;
}

/** Makes the representation of an entity; null where it lacks what the subgraph needs. */
export type RepresentationMaker = (entity: unknown) => Representation | null;

/** Writes an object as JSON text; null where a field is missing. */
type ObjectWriter = (source: JsonObject) => string | null;

/** Compiles what a fetch requires of an entity. */
export function representationMaker(node: FetchNode, schema: GraphQLSchema): RepresentationMaker {
  const selections = node.requires ?? [];
  const select = (entity: unknown): JsonObject | null => {
    const selected = selectFields(entity, selections, schema);
    return selected?.__typename ? selected : null;
  };
  if (node.inputRewrites?.length) {
    return (entity) => {
      const representation = select(entity);
      if (!representation) return null;
      const before = String(representation.__typename);
      applyRewrites(schema, node.inputRewrites, representation);
      const text = JSON.stringify(representation);
      // Entities of several types may be rewritten to one; what comes back takes the type of its place.
      return { text, key: `${before} ${text}`, typed: representation };
    };
  }
  const writers = new Map<string, ObjectWriter | null>();
  return (entity) => {
    if (!isJsonObject(entity)) return null;
    const typename = own(entity, '__typename');
    if (typeof typename !== 'string') return null;
    let writer = writers.get(typename);
    if (writer === undefined) {
      writer = writerFor(typename, selections, schema);
      // Only names that the schema has are kept: a subgraph could invent any number of others.
      if (schema.getType(typename)) writers.set(typename, writer);
    }
    if (writer) {
      const text = writer(entity);
      return text === null ? null : { text, key: text, typed: entity };
    }
    const representation = select(entity);
    if (!representation) return null;
    const text = JSON.stringify(representation);
    return { text, key: text, typed: representation };
  };
}

/** A writer for entities of one type, if their representation is one plain list of fields; null where it is not. */
function writerFor(
  typename: string,
  selections: readonly QueryPlanSelectionNode[],
  schema: GraphQLSchema,
): ObjectWriter | null {
  const applying = selections.filter(
    (selection) =>
      selection.kind === 'Field' ||
      (selection.typeCondition !== undefined && isOfType(schema, typename, selection.typeCondition)),
  );
  const [only, another] = applying;
  if (only?.kind === 'InlineFragment' && !another) return plainWriter(only.selections);
  return plainWriter(applying);
}

/** A writer for fields alone; null where there are fragments among them, or no `__typename` at the top. */
function plainWriter(selections: readonly QueryPlanSelectionNode[], nested = false): ObjectWriter | null {
  const fields: { prefix: string; name: string; write: (value: unknown) => string; guarded: boolean }[] = [];
  for (const selection of selections) {
    if (selection.kind !== 'Field') return null;
    // A required field with arguments has another name in the data; the subgraph knows it by its own.
    const name = selection.alias ?? selection.name;
    let write: (value: unknown) => string = leafText;
    if (selection.selections) {
      const inner = plainWriter(selection.selections, true);
      if (!inner) return null;
      write = compositeText(inner);
    }
    const prefix = `${fields.length ? ',' : '{'}${JSON.stringify(selection.name)}:`;
    fields.push({ prefix, name, write, guarded: isInherited(name) });
  }
  if (!fields.length) return null;
  if (!nested && !fields.some(({ name }) => name === '__typename')) return null;
  if (new Set(fields.map(({ name }) => name)).size < fields.length) return null;
  return (source) => {
    let text = '';
    for (const { prefix, name, write, guarded } of fields) {
      const value = guarded ? own(source, name) : source[name];
      if (value === undefined) return null;
      text += prefix + write(value);
    }
    return `${text}}`;
  };
}

// Quotes, backslashes, control characters and lone surrogates are left to JSON.stringify.
const plainText = /^[ !#-[\]-\ud7ff]*$/;

function leafText(value: unknown): string {
  if (typeof value === 'string' && value.length < 100 && plainText.test(value)) return `"${value}"`;
  return JSON.stringify(value);
}

function compositeText(write: ObjectWriter): (value: unknown) => string {
  const text = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(text).join(',')}]`;
    return isJsonObject(value) ? (write(value) ?? 'null') : 'null';
  };
  return text;
}

/** Selects fields as Apollo's execution does: a field that is missing leaves its whole selection out. */
function selectFields(
  source: unknown,
  selections: readonly QueryPlanSelectionNode[],
  schema: GraphQLSchema,
): JsonObject | null {
  if (!isJsonObject(source)) return null;
  const result = Object.create(null) as JsonObject;
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      const value = own(source, selection.alias ?? selection.name);
      if (value === undefined) return null;
      result[selection.name] = selection.selections ? selectBelow(value, selection.selections, schema) : value;
    } else if (selection.typeCondition && isOfType(schema, source.__typename, selection.typeCondition)) {
      const selected = selectFields(source, selection.selections, schema);
      if (selected) mergeInto(result, selected);
    }
  }
  return result;
}

function selectBelow(value: unknown, selections: readonly QueryPlanSelectionNode[], schema: GraphQLSchema): unknown {
  return Array.isArray(value)
    ? value.map((element) => selectBelow(element, selections, schema))
    : selectFields(value, selections, schema);
}

function isOfType(schema: GraphQLSchema, typename: unknown, condition: string): boolean {
  if (typeof typename !== 'string' || !typename) return false;
  if (typename === condition) return true;
  const type = schema.getType(typename);
  const conditionType = schema.getType(condition);
  return (
    isAbstractType(conditionType) &&
    (isObjectType(type) || isInterfaceType(type)) &&
    schema.isSubType(conditionType, type)
  );
}
