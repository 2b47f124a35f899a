import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { schemaFolder } from './subgraph-sdl.js';

/** Those for whom operations are written, in the order in which the explorer shows them. */
export const operationRoles = ['brand', 'creator', 'analyst', 'operator'] as const;

/** For whom an operation is written. */
export type OperationRole = (typeof operationRoles)[number];

/** An operation that the product's users run: a tab of the explorer, a case of the end-to-end tests and benchmarks. */
export interface KnownOperation {
  role: OperationRole;
  /** File name without its ending, such as `campaign-overview`. */
  name: string;
  /** Path below the repository's root, such as `schema/operations/brand/campaign-overview.graphql`. */
  path: string;
  /** Text of the operation; comments in front of it say what it is for. */
  document: string;
  /** Example variables, from `<name>.variables.json` beside it; none where there is no such file. */
  variables: Record<string, unknown>;
}

const ending = '.graphql';

/** Reads the example variables that lie beside an operation. */
function exampleVariables(folder: string, name: string, files: string[]): Record<string, unknown> {
  const file = `${name}.variables.json`;
  if (!files.includes(file)) return {};
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>;
}

/**
 * Reads every known operation from schema/operations/<role>/, by role and then by file name.
 * @throws Error when a file cannot be read or example variables are no JSON
 */
export function knownOperations(): KnownOperation[] {
  return operationRoles.flatMap((role) => {
    const folder = join(schemaFolder, 'operations', role);
    const files = readdirSync(folder).sort();
    return files
      .filter((file) => file.endsWith(ending))
      .map((file) => {
        const name = basename(file, ending);
        return {
          role,
          name,
          path: `schema/operations/${role}/${file}`,
          document: readFileSync(join(folder, file), 'utf8'),
          variables: exampleVariables(folder, name, files),
        };
      });
  });
}
