import type { FetchNode } from '@apollo/query-planner';
import { Kind, parse, type SelectionSetNode } from 'graphql';

/** What a fetch reads and writes, as response paths without the steps for list elements. */
export interface Effects {
  reads: Set<string>;
  writes: Set<string>;
  composites: Set<string>;
  /** It renames what it writes: any other fetch may depend on it. */
  opaque: boolean;
}

const separator = ' ';

/** A path as effects have it. */
export function effectPath(path: readonly string[]): string {
  return path.filter((step) => step !== '@').join(separator);
}

/** Finds what a fetch reads and writes. @param path where its entities stand */
export function effectsOf(node: FetchNode, path: readonly string[]): Effects {
  const base = path.filter((step) => step !== '@');
  const effects: Effects = {
    reads: new Set(),
    writes: new Set(),
    composites: new Set(),
    opaque: Boolean(node.outputRewrites?.length),
  };
  base.forEach((_, index) => effects.reads.add(base.slice(0, index + 1).join(separator)));
  const read = (selections: FetchNode['requires'], prefix: string): void => {
    effects.reads.add(`${prefix}__typename`);
    for (const selection of selections ?? []) {
      if (selection.kind === 'InlineFragment') read(selection.selections, prefix);
      else {
        const name = `${prefix}${selection.alias ?? selection.name}`;
        effects.reads.add(name);
        if (selection.selections) read(selection.selections, name + separator);
      }
    }
  };
  const prefix = base.length ? base.join(separator) + separator : '';
  if (node.requires) read(node.requires, prefix);
  const document = node.operationDocumentNode ?? parse(node.operation, { noLocation: true });
  const fragments = new Map<string, SelectionSetNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition.selectionSet);
  const write = (selectionSet: SelectionSetNode | undefined, before: string, top: boolean): void => {
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind === Kind.INLINE_FRAGMENT) write(selection.selectionSet, before, top);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) write(fragments.get(selection.name.value), before, top);
      else if (top && node.requires) write(selection.selectionSet, before, false);
      else {
        const name = before + (selection.alias ?? selection.name).value;
        effects.writes.add(name);
        if (selection.selectionSet) effects.composites.add(name);
        write(selection.selectionSet, name + separator, false);
      }
    }
  };
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION) write(definition.selectionSet, prefix, true);
  return effects;
}

/** Whether a later fetch has to wait for an earlier one. */
export function conflict(earlier: Effects, later: Effects): boolean {
  if (earlier.opaque || later.opaque) return true;
  for (const written of earlier.writes) {
    if (later.reads.has(written)) return true;
    if (later.writes.has(written) && !written.endsWith('__typename')) return true;
  }
  for (const written of later.writes) if (earlier.reads.has(written) && !written.endsWith('__typename')) return true;
  return false;
}

/** Whether a fetch writes what another one reads. */
export function overwrites(writer: Effects, reader: Effects): boolean {
  if (writer.opaque) return true;
  for (const written of writer.writes) if (reader.reads.has(written) && !written.endsWith('__typename')) return true;
  return false;
}

/** Whether a fetch writes into objects that another one's answer brings. */
export function writesBeneath(writer: Effects, owner: Effects): boolean {
  if (writer.opaque || owner.opaque) return true;
  for (const written of writer.writes) {
    for (let end = written.indexOf(separator); end >= 0; end = written.indexOf(separator, end + 1))
      if (owner.composites.has(written.slice(0, end))) return true;
  }
  return false;
}
