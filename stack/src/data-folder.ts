import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lockDataFolder } from './data-folder-lock.js';
import { openSecrets, type Secrets } from './secrets.js';
import { errorCode, errorMessage, StartError } from './start-error.js';

/** The folder that holds all that one installation keeps on disk, held by this process alone. */
export interface DataFolder {
  path: string;
  /** Logs of every process. */
  logs: string;
  /** E-mails, where no mail server is set. */
  mail: string;
  secrets: Secrets;
  /** Gives the folder's lock back. */
  release(): void;
}

/**
 * Opens the data folder, makes it where it is missing, and locks it.
 * @param path absolute
 * @throws StartError where it cannot be read and written, or another stack uses it
 */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const logs = join(path, 'logs');
  const mail = join(path, 'mail');
  let release: () => void;
  try {
    makeFolder(path);
    if (!statSync(path).isDirectory())
      throw new StartError(`The data folder ${path} is not a folder: set DATA_DIR to another.`);
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    release = lockDataFolder(path);
  } catch (error) {
    throw sentence(path, error);
  }
  try {
    for (const folder of [logs, mail]) mkdirSync(folder, { recursive: true, mode: 0o700 });
    return { path, logs, mail, secrets: await openSecrets(path), release };
  } catch (error) {
    release();
    throw sentence(path, error);
  }
}

/** Makes a folder and those above it. Not by `recursive`, with which Node never returns from where nothing can be made, such as /proc. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (existsSync(path)) return;
    if (errorCode(error) !== 'ENOENT' || existsSync(dirname(path))) throw error;
    makeFolder(dirname(path));
    mkdirSync(path, { mode: 0o700 });
  }
}

function sentence(path: string, error: unknown): StartError {
  if (error instanceof StartError) return error;
  const advice = 'give this user rights to it, or set DATA_DIR to another';
  const reasons: Record<string, string> = {
    EACCES: `The data folder ${path} cannot be read and written by this user: ${advice}.`,
    EPERM: `The data folder ${path} cannot be read and written by this user: ${advice}.`,
    ENOENT: `The data folder ${path} cannot be made there: set DATA_DIR to another.`,
    EROFS: `The data folder ${path} is on a disk that is read-only: set DATA_DIR to another.`,
    ENOSPC: `The disk of the data folder ${path} is full: make room, or set DATA_DIR to another.`,
    EEXIST: `The data folder ${path} is not a folder: set DATA_DIR to another.`,
    ENOTDIR: `The data folder ${path} is not a folder: set DATA_DIR to another.`,
  };
  return new StartError(
    reasons[errorCode(error) ?? ''] ?? `The data folder ${path} cannot be used: ${errorMessage(error)}.`,
    { cause: error },
  );
}
