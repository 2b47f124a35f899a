import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RouteHandler } from '#platform/http/http-server.js';
import type { KnownOperation } from '#schema/known-operations.js';
import { readAsset, renderPage, type ExplorerAsset } from './explorer-page.js';

const compress = promisify(gzip);

/** What the explorer is made of. */
export interface ExplorerOptions {
  /** Known operations, one tab each, in this order. */
  operations: readonly KnownOperation[];
}

/** Routes of the explorer. */
export interface Explorer {
  /** The page, for a browser's GET on the path of the graph. */
  page: RouteHandler;
  /** Script and style of the page, by path. */
  assets: Record<string, RouteHandler>;
}

/** Host names, addresses and ports; anything else in a Host header stays out of the policy. */
const plainHost = /^[a-z0-9.-]+(:\d+)?$|^\[[0-9a-f:.]+\](:\d+)?$/i;

/**
 * What the page may load and talk to: its own origin, nothing else. Styles set by script are allowed because the editors
 * place their cursors that way; inline script is not. The socket's address is spelt out for browsers that do not count
 * it as the same origin.
 */
function contentPolicy(host: string | undefined): string {
  const sockets = host && plainHost.test(host) ? ` ws://${host} wss://${host}` : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    'font-src data:',
    `connect-src 'self'${sockets}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Answers GET and HEAD alone; says so to others. */
function readOnly(handler: RouteHandler): RouteHandler {
  return (request, response, url, requestId) => {
    if (request.method === 'GET' || request.method === 'HEAD') return handler(request, response, url, requestId);
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
  };
}

/** Sends a body, compressed where the client takes that; `compressed` is made once. */
async function send(
  request: IncomingMessage,
  response: ServerResponse,
  body: { plain: Buffer; compressed: () => Promise<Buffer> },
  headers: Record<string, string>,
): Promise<void> {
  const zipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const content = zipped ? await body.compressed() : body.plain;
  response.writeHead(200, {
    ...headers,
    ...(zipped ? { 'content-encoding': 'gzip' } : {}),
    'content-length': content.length,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  });
  response.end(request.method === 'HEAD' ? undefined : content);
}

/** A body that is compressed at most once. */
function compressible(plain: Buffer): { plain: Buffer; compressed: () => Promise<Buffer> } {
  let compressed: Promise<Buffer> | undefined;
  return { plain, compressed: () => (compressed ??= compress(plain)) };
}

/** Serves one file; a request that names its version may be cached for good. */
function assetRoute(asset: ExplorerAsset): RouteHandler {
  const body = compressible(asset.content);
  return readOnly((request, response, url) =>
    send(request, response, body, {
      'content-type': asset.contentType,
      'cache-control': url.searchParams.get('v') === asset.version ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
    }),
  );
}

/**
 * Makes the routes of the explorer: GraphiQL with the known operations as tabs, bundled, with nothing from other hosts.
 * @throws Error that says what to do when the page was not built
 */
export function explorer(options: ExplorerOptions): Explorer {
  const script = readAsset('explorer.js', 'text/javascript; charset=utf-8');
  const style = readAsset('explorer.css', 'text/css; charset=utf-8');
  const body = compressible(Buffer.from(renderPage(options.operations, script, style)));
  return {
    page: readOnly((request, response) =>
      send(request, response, body, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': contentPolicy(request.headers.host),
        'cache-control': 'no-cache',
        'referrer-policy': 'no-referrer',
        vary: 'accept, accept-encoding',
      }),
    ),
    assets: { [script.path]: assetRoute(script), [style.path]: assetRoute(style) },
  };
}
