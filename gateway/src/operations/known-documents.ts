import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse, print } from 'graphql';
import { isJsonObject } from '#platform/json/json-object.js';
import { sha256 } from './document-hash.js';

/** Documents that are known beforehand, by each identifier that clients may send in their place. */
export type KnownDocuments = ReadonlyMap<string, string>;

/**
 * Reads known documents: every `.graphql` file of a folder and those below it, or a manifest, a JSON file of an object
 * with texts by identifier. A document of a folder is known by the SHA-256, in lower-case hex, of its file, of its file
 * without white space around it, and of its text as graphql-js prints it.
 * @throws Error saying which file is wrong, and how
 */
export function readKnownDocuments(path: string): KnownDocuments {
  return statSync(path).isDirectory() ? readFolder(path) : readManifest(path);
}

function readFolder(folder: string): KnownDocuments {
  const documents = new Map<string, string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('.graphql')) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    for (const form of [text, text.trim(), printed(text, name)]) documents.set(sha256(form), form);
  }
  if (!documents.size) throw new Error(`${folder} has no .graphql files`);
  return documents;
}

function readManifest(file: string): KnownDocuments {
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`${file} is not JSON`);
  }
  if (!isJsonObject(manifest)) throw new Error(`${file} is no object of documents by identifier`);
  const documents = new Map<string, string>();
  for (const [id, text] of Object.entries(manifest)) {
    if (typeof text !== 'string') throw new Error(`${file}: ${id} is no text`);
    printed(text, id);
    if (/^[0-9a-f]{64}$/.test(id) && sha256(text) !== id) throw new Error(`${file}: ${id} is another text's SHA-256`);
    documents.set(id, text);
  }
  return documents;
}

function printed(text: string, name: string): string {
  try {
    return print(parse(text, { noLocation: true }));
  } catch (error) {
    throw new Error(`${name} is not GraphQL: ${(error as Error).message}`, { cause: error });
  }
}
