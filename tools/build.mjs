#!/usr/bin/env node
// Compiles the TypeScript of every process into dist/, which mirrors the tree. It is plain JavaScript because it is
// what makes the rest runnable. Types are checked by `npm run types`, not here.
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFileSync } from '@swc/core';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, 'dist');
const parts = ['platform', 'schema', 'gateway', 'services', 'stack', 'cli', 'demo', 'bench', 'tools'];
const skipped = new Set(['node_modules', 'dist', 'page']);

/** Lists the TypeScript sources below a folder. */
function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : sources(path);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

/** Modification time in ms; 0 where there is no such file. */
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

const stamp = Math.max(modified(join(root, '.swcrc')), modified(fileURLToPath(import.meta.url)));
const expected = new Set();
let compiled = 0;
for (const source of parts.flatMap((part) =>
  statSync(join(root, part), { throwIfNoEntry: false }) ? sources(join(root, part)) : [],
)) {
  const target = join(out, relative(root, source)).replace(/\.ts$/, '.js');
  expected.add(target);
  if (modified(target) > Math.max(modified(source), stamp)) continue;
  const { code, map } = transformFileSync(source, {
    configFile: join(root, '.swcrc'),
    sourceMaps: true,
    sourceFileName: relative(dirname(target), source),
  });
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, `${code}\n//# sourceMappingURL=${target.split('/').at(-1)}.map\n`);
  if (map) writeFileSync(`${target}.map`, map);
  compiled += 1;
}

// A module whose source is gone must not be found by an import or a glob of migrations.
for (const file of statSync(out, { throwIfNoEntry: false }) ? readdirSync(out, { recursive: true }) : []) {
  const path = join(out, String(file));
  if (path.endsWith('.js') && !path.startsWith(join(out, 'assets')) && !expected.has(path)) {
    rmSync(path);
    rmSync(`${path}.map`, { force: true });
  }
}
console.log(`Built ${compiled} of ${expected.size} modules.`);
