import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { KnownOperation } from '#schema/known-operations.js';

/** A file of the bundled page, as `npm run build` leaves it. */
export interface ExplorerAsset {
  /** Path on the gateway, such as `/explorer/explorer.js`. */
  path: string;
  contentType: string;
  content: Buffer;
  /** Digest of the content: a new build has another one. */
  version: string;
}

// Compiled modules live in dist/gateway/src/explorer, sources in gateway/src/explorer.
const here = fileURLToPath(new URL('./', import.meta.url));
const assetFolder = fileURLToPath(
  new URL(
    here.endsWith('/dist/gateway/src/explorer/') ? '../../../assets/explorer/' : '../../../dist/assets/explorer/',
    import.meta.url,
  ),
);

/** First characters of a SHA-256, enough to tell versions apart. */
function digest(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 16);
}

/**
 * Reads one file of the bundled page.
 * @throws Error that says what to do when the page was not built
 */
export function readAsset(name: string, contentType: string): ExplorerAsset {
  let content: Buffer;
  try {
    content = readFileSync(`${assetFolder}${name}`);
  } catch (cause) {
    throw new Error(`The explorer is not built (${name} is missing): run \`npm run build\`.`, { cause });
  }
  return { path: `/explorer/${name}`, contentType, content, version: digest(content) };
}

/** JSON that may stand inside a script element: nothing in it can end the element. */
function embeddedJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/** The page with the known operations as tabs; script and style are named by version, nothing comes from elsewhere. */
export function renderPage(operations: readonly KnownOperation[], script: ExplorerAsset, style: ExplorerAsset): string {
  const tabs = operations.map(({ document, variables }) => ({
    query: document,
    variables: Object.keys(variables).length > 0 ? JSON.stringify(variables, null, 2) : '',
  }));
  const configuration = embeddedJson({ edition: digest(JSON.stringify(tabs)), tabs });
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>GraphQL explorer</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="${style.path}?v=${style.version}" />
    <script type="application/json" id="explorer-configuration">${configuration}</script>
    <script src="${script.path}?v=${script.version}" defer></script>
  </head>
  <body>
    <div id="explorer"></div>
    <noscript>The explorer needs JavaScript. The graph itself is served here too: send a POST with JSON.</noscript>
  </body>
</html>
`;
}
