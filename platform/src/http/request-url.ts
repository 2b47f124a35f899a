import type { IncomingMessage } from 'node:http';

/**
 * The URL that a request names; host and scheme mean nothing where it names a path alone.
 * @returns undefined for a target that is no URL: anyone can send one, so it must not throw where a request is taken
 */
export function requestUrl({ url = '/' }: IncomingMessage): URL | undefined {
  // `//x` is a path here; resolved against a base it would be a host.
  const target = url.startsWith('/') ? `http://localhost${url}` : url;
  return URL.canParse(target) ? new URL(target) : undefined;
}
