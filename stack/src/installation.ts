import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Where this installation's files are, from wherever this module was compiled to. */
function findRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    try {
      const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: unknown };
      if (name === 'creator-marketplace') return folder;
    } catch {
      // Further up.
    }
  }
  throw new Error('The package.json of the marketplace is not above this module.');
}

/** Root folder of the installation. */
export const installationRoot = findRoot();

/** Version of the marketplace, from package.json. */
export const marketplaceVersion = (
  JSON.parse(readFileSync(join(installationRoot, 'package.json'), 'utf8')) as { version: string }
).version;

/** Path of a compiled module, such as `services/creator/src/main.js`. */
export function compiledModule(path: string): string {
  return join(installationRoot, 'dist', path);
}

/** Arguments for Node to run a compiled module that ends with the stack. @param options of Node for it alone */
export function nodeArguments(script: string, options: readonly string[] = []): string[] {
  return [
    '--enable-source-maps',
    ...options,
    '--import',
    pathToFileURL(compiledModule('stack/src/exit-with-supervisor.js')).href,
    script,
  ];
}
