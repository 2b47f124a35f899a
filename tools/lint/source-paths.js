// Where an import leads in the sources: imports name what compiled output has (`#platform/x.js`, `./x.js`), lint reads
// the TypeScript behind it.
import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const subpaths = { '#platform/': 'platform/src/', '#schema/': 'schema/', '#demo/': 'demo/src/' };

/**
 * Absolute path of the source that an import means; null for packages and for what does not exist.
 * @param {string} specifier as the import has it
 * @param {string} importer absolute path of the importing file
 */
export function sourceOf(specifier, importer) {
  const subpath = Object.keys(subpaths).find((prefix) => specifier.startsWith(prefix));
  let path;
  if (subpath) path = join(root, subpaths[subpath], specifier.slice(subpath.length));
  else if (specifier.startsWith('.')) path = join(dirname(importer), specifier);
  else return null;
  const candidates = [path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx'), path];
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile()) ?? null;
}

/** Path below the root, with `/` on every system; null for what lies outside. */
export function housePath(path) {
  const below = relative(root, path);
  return below.startsWith('..') ? null : below.split(sep).join('/');
}

/** Resolver for eslint-plugin-import-x. */
export const sourceResolver = {
  interfaceVersion: 3,
  name: 'house-sources',
  resolve(specifier, importer) {
    const path = sourceOf(specifier, importer);
    return path ? { found: true, path } : { found: false };
  },
};
