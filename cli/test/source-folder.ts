import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBuiltInMappings } from '../src/sources/mapping.js';
import { createRowReader } from '../src/sources/row-reader.js';
import { openSourceFile } from '../src/sources/source-file.js';
import type { SourceKind } from '../src/sources/target-fields.js';

/** A folder for the files of a test. */
export interface SourceFolder {
  readonly path: string;
  /** Writes a file and returns its path. */
  write(name: string, content: string): Promise<string>;
  remove(): Promise<void>;
}

/** Makes an empty folder whose name holds no digits that could be read as a date. */
export async function createSourceFolder(): Promise<SourceFolder> {
  const path = await mkdtemp(join(tmpdir(), 'marketplace-sources-'));
  return {
    path,
    async write(name, content) {
      await writeFile(join(path, name), content);
      return join(path, name);
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** What a file gives of one kind: items, and problems with their lines. */
export async function readItems(path: string, kind: SourceKind, at: string | null = null) {
  const file = await openSourceFile(path, readBuiltInMappings());
  const reader = createRowReader(file.mapping, kind, path, at);
  const items: Record<string, unknown>[] = [];
  const problems: { line: number; field: string | null; reason: string }[] = [];
  if (reader === null) return { mapping: file.mapping.name, items: null, problems };
  for await (const row of file.rows()) {
    const { item, problem } = reader(row);
    if (problem === null) items.push(item);
    else problems.push({ line: row.line, ...problem });
  }
  return { mapping: file.mapping.name, items, problems };
}
