/** Parameters of an address that are read. */
const readParameters: ReadonlySet<string> = new Set([
  'query',
  'documentId',
  'operationName',
  'variables',
  'extensions',
]);

/**
 * Finds a parameter of GraphQL in an address whose value is not UTF-8 in percent-encoding. A `URL` reads such bytes as
 * U+FFFD, so that another document would run than the one that was sent.
 * @param target of the request, as it came
 * @returns its name; undefined where all of them are well encoded
 */
export function misencodedParameter(target: string): string | undefined {
  const start = target.indexOf('?');
  if (start < 0) return undefined;
  const [search = ''] = target.slice(start + 1).split('#', 1);
  for (const pair of search.split('&')) {
    const [written = ''] = pair.split('=', 1);
    const name = decoded(written);
    if (name !== undefined && readParameters.has(name) && decoded(pair.slice(written.length)) === undefined)
      return name;
  }
  return undefined;
}

/** @returns undefined for what is not well encoded */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
