import { codedError } from '#platform/errors/graphql-errors.js';
import { isJsonObject } from '#platform/json/json-object.js';
import { sha256 } from './document-hash.js';
import type { PersistedDocuments } from './persisted-documents.js';

const prefix = 'sha256:';

/** What is told of a hash that is not known. Clients of Apollo go by this text, and send the document then. */
export const unknownHash = 'PersistedQueryNotFound';

/** What names a document in a request, over any transport; nothing of it has been looked at. */
export interface SentDocument {
  query?: unknown;
  documentId?: unknown;
  extensions?: unknown;
}

/** A document as a client named it. */
export interface NamedDocument {
  /** As it was sent where it was not named otherwise; a text then, unless the client sent something else. */
  query: unknown;
  /** SHA-256 under which the client would have the text kept. */
  registers?: string | undefined;
}

/**
 * Finds the text of a document that a client sent
 * - by `documentId`, as the appendix on persisted documents of GraphQL over HTTP has it: `sha256:` and the hash of the
 *   text in lower-case hex, or an identifier of the safelist's own, without a colon;
 * - by `extensions.persistedQuery`, as Apollo's clients do: the hash alone, or with the text, which is kept if it passes.
 *
 * An empty text is none: a transport may require that there be one.
 * @throws GraphQLError PERSISTED_QUERY_NOT_FOUND for an unknown one; BAD_USER_INPUT for what is none, or another text's
 */
export function namedDocument(
  { query, documentId, extensions }: SentDocument,
  documents: Pick<PersistedDocuments, 'textOf'>,
): NamedDocument {
  const text = typeof query === 'string' && query !== '' ? query : undefined;
  if (documentId !== undefined && documentId !== null) return { query: textOfId(documentId, text, documents) };
  const persisted = isJsonObject(extensions) ? extensions.persistedQuery : undefined;
  if (!persisted) return { query };
  const { version, sha256Hash: hash } = isJsonObject(persisted) ? persisted : {};
  if (version !== 1 || typeof hash !== 'string')
    throw codedError('BAD_USER_INPUT', 'extensions.persistedQuery needs version 1 and sha256Hash, a text.');
  if (text === undefined) {
    const found = documents.textOf(hash);
    if (found === undefined) throw codedError('PERSISTED_QUERY_NOT_FOUND', unknownHash);
    return { query: found };
  }
  if (hash !== sha256(text))
    throw codedError('BAD_USER_INPUT', 'sha256Hash is the SHA-256 of another text than query.');
  return { query: text, registers: hash };
}

/** The parameters of a request with the text in place of what named it; those with the text alone are left as they are. */
export function withDocument(
  parameters: Record<string, unknown>,
  documents: Pick<PersistedDocuments, 'textOf'>,
): { parameters: Record<string, unknown>; registers?: string | undefined } {
  const { documentId, ...others } = parameters;
  const { query, registers } = namedDocument(parameters, documents);
  if (query === parameters.query && documentId === undefined && !registers) return { parameters };
  const { extensions } = others;
  if (isJsonObject(extensions)) others.extensions = { ...extensions, persistedQuery: undefined };
  return { parameters: { ...others, query }, registers };
}

/** The same for the query of an address. */
export function withDocumentInSearch(
  search: URLSearchParams,
  documents: Pick<PersistedDocuments, 'textOf'>,
): { search: URLSearchParams; registers?: string | undefined } {
  const sent = sentInSearch(search);
  const { query, registers } = namedDocument(sent, documents);
  if (query === sent.query && sent.documentId === undefined && !registers) return { search };
  const resolved = new URLSearchParams(search);
  resolved.delete('documentId');
  resolved.set('query', String(query));
  // Nothing else of it is read; to write it anew would let a client decide how deep that goes.
  if (isJsonObject(sent.extensions)) resolved.delete('extensions');
  return { search: resolved, registers };
}

/** What names the document in the query of an address. What is there twice, or is no JSON, is left out: others refuse it. */
export function sentInSearch(search: URLSearchParams): SentDocument {
  const one = (name: string): string | undefined => {
    const [value, ...more] = search.getAll(name);
    return more.length ? undefined : value;
  };
  return { query: one('query'), documentId: one('documentId'), extensions: parsed(one('extensions')) };
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

function textOfId(id: unknown, text: string | undefined, documents: Pick<PersistedDocuments, 'textOf'>): string {
  if (typeof id !== 'string') throw codedError('BAD_USER_INPUT', 'documentId is no text.');
  const isHash = id.startsWith(prefix);
  if (text !== undefined) {
    if (isHash && id !== `${prefix}${sha256(text)}`)
      throw codedError('BAD_USER_INPUT', 'documentId is the SHA-256 of another text than query.');
    return text;
  }
  const found = documents.textOf(isHash ? id.slice(prefix.length) : id);
  if (found === undefined) throw codedError('PERSISTED_QUERY_NOT_FOUND', 'No document is known by this documentId.');
  return found;
}
