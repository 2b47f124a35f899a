import { codedError } from '#platform/errors/graphql-errors.js';
import { sha256 } from '../operations/document-hash.js';
import type { PersistedDocuments } from './persisted-documents.js';

const prefix = 'sha256:';

/**
 * Puts the text in place of a `documentId`, as the appendix on persisted documents of GraphQL over HTTP has it:
 * `sha256:` and the hash of the text in lower-case hex, or an identifier of the list's own, without a colon.
 * @param parameters of a request; those without a `documentId` are left as they are
 * @throws GraphQLError PERSISTED_QUERY_NOT_FOUND for an unknown one; BAD_USER_INPUT for what is none, or another text's
 */
export function withDocument(
  parameters: Record<string, unknown>,
  documents: PersistedDocuments,
): Record<string, unknown> {
  const { documentId, ...others } = parameters;
  if (documentId === undefined || documentId === null) return parameters;
  if (typeof documentId !== 'string') throw codedError('BAD_USER_INPUT', 'documentId is no text.');
  const isHash = documentId.startsWith(prefix);
  if (typeof others.query === 'string' && others.query !== '') {
    if (isHash && documentId !== `${prefix}${sha256(others.query)}`)
      throw codedError('BAD_USER_INPUT', 'documentId is the SHA-256 of another text than query.');
    return others;
  }
  const query = documents.textOf(isHash ? documentId.slice(prefix.length) : documentId);
  if (query === undefined) throw codedError('PERSISTED_QUERY_NOT_FOUND', 'No document is known by this documentId.');
  return { ...others, query };
}

/** The same for the query of an address. */
export function withDocumentInSearch(search: URLSearchParams, documents: PersistedDocuments): URLSearchParams {
  const documentId = search.get('documentId');
  if (documentId === null) return search;
  const { query } = withDocument({ documentId, query: search.get('query') ?? undefined }, documents);
  const resolved = new URLSearchParams(search);
  resolved.delete('documentId');
  resolved.set('query', String(query));
  return resolved;
}
