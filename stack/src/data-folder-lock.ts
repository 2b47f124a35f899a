import { linkSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readPrivateJson, writePrivateJson } from './private-file.js';
import { isSameProcessRunning, processIdentity } from './process-identity.js';
import { errorCode, StartError } from './start-error.js';

const holderShape = z.object({ pid: z.number(), startedAt: z.string() });

/**
 * Takes the lock of a data folder, so that no two stacks use it at once. A lock whose holder no longer runs is taken over.
 * @returns gives the lock back
 * @throws StartError where another stack holds it
 */
export function lockDataFolder(folder: string): () => void {
  const lock = join(folder, 'stack.lock');
  const self = processIdentity(process.pid);
  const own = `${lock}.${process.pid}`;
  writePrivateJson(own, self);
  try {
    // A link is made whole or not at all, and never over another: nobody reads half a lock.
    for (let tries = 0; tries < 10; tries += 1) {
      if (link(own, lock)) return () => rmSync(lock, { force: true });
      removeStale(lock, folder);
    }
    throw new StartError(`The lock ${lock} cannot be taken: delete it if no marketplace runs there.`);
  } finally {
    rmSync(own, { force: true });
  }
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function removeStale(lock: string, folder: string): void {
  const holder = readHolder(lock);
  if (holder && isSameProcessRunning(holder)) {
    throw new StartError(
      `The data folder ${folder} is in use by a marketplace that runs already (process ${holder.pid}): stop that one, or set DATA_DIR to another folder.`,
    );
  }
  // Put aside first and looked at again: between the look and the removal, another starter may have taken the lock.
  const aside = `${lock}.${process.pid}.stale`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  const removed = readHolder(aside);
  if (removed && isSameProcessRunning(removed)) link(aside, lock);
  rmSync(aside, { force: true });
}

function readHolder(file: string): z.infer<typeof holderShape> | undefined {
  try {
    return holderShape.parse(readPrivateJson(file));
  } catch {
    // No lock of ours has such content: it holds nothing.
    return undefined;
  }
}
