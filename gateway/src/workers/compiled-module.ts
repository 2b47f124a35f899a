import { existsSync } from 'node:fs';

/**
 * Where the compiled form of a module of the gateway is: beside the compiled module that asks, or below `dist/` where
 * sources run as they are, as in tests. Workers load compiled modules only.
 * @param path from `gateway/src/`, such as `execution/planning/planning-worker.js`
 */
export function compiledModule(path: string): URL {
  const beside = new URL(`../${path}`, import.meta.url);
  return existsSync(beside) ? beside : new URL(`../../../dist/gateway/src/${path}`, import.meta.url);
}
