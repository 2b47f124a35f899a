import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { errorCode, errorMessage, StartError } from './start-error.js';

/**
 * Writes a file that only its owner may read, whole or not at all: after a crash there is the old content or the new.
 * @param value stored as JSON
 */
export function writePrivateJson(path: string, value: unknown): void {
  const temporary = `${path}.${process.pid}.new`;
  rmSync(temporary, { force: true });
  const file = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(file, `${JSON.stringify(value, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

/**
 * Reads a file written by `writePrivateJson`, and takes away whatever rights others were given to it meanwhile.
 * @returns undefined where there is no such file
 * @throws StartError where it cannot be read or is no JSON
 */
export function readPrivateJson(path: string): unknown {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    chmodSync(path, 0o600);
    return content;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new StartError(`The file ${path} cannot be used: ${errorMessage(error)}.`, { cause: error });
  }
}
