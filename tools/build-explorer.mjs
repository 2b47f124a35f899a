#!/usr/bin/env node
// Bundles the explorer's page (GraphiQL and ours) into dist/assets/explorer, fonts and pictures inlined: the page loads
// nothing from other hosts. Skipped while the bundle is newer than everything that goes into it. Plain JavaScript, as
// build.mjs is.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const page = join(root, 'gateway/src/explorer/page');
const out = join(root, 'dist/assets/explorer');

/** Modification time in ms; 0 where there is no such file. */
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

const inputs = [
  ...readdirSync(page).map((name) => join(page, name)),
  fileURLToPath(import.meta.url),
  // npm rewrites this file whenever an installed package changes.
  join(root, 'node_modules/.package-lock.json'),
];
const newest = Math.max(...inputs.map(modified));
if (Math.min(modified(join(out, 'explorer.js')), modified(join(out, 'explorer.css'))) > newest) {
  console.log('The explorer is up to date.');
} else {
  // Built beside and moved into place, so that a gateway that starts meanwhile never reads half a file.
  const fresh = `${out}.${process.pid}`;
  const started = performance.now();
  await build({
    entryPoints: { explorer: join(page, 'index.tsx') },
    outdir: fresh,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: ['es2022'],
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff': 'dataurl', '.woff2': 'dataurl', '.ttf': 'dataurl', '.png': 'dataurl', '.svg': 'dataurl' },
    legalComments: 'external',
    logLevel: 'warning',
    tsconfig: join(page, 'tsconfig.json'),
  });
  mkdirSync(out, { recursive: true });
  for (const name of readdirSync(fresh)) renameSync(join(fresh, name), join(out, name));
  rmSync(fresh, { recursive: true });
  const size = ['explorer.js', 'explorer.css'].reduce((sum, name) => sum + readFileSync(join(out, name)).length, 0);
  console.log(
    `Bundled the explorer: ${(size / 1e6).toFixed(1)} MB in ${((performance.now() - started) / 1000).toFixed(1)} s.`,
  );
}
