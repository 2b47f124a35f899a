import { execFileSync, spawnSync } from 'node:child_process';

/** An account of the operating system. */
export interface SystemAccount {
  uid: number;
  gid: number;
}

/**
 * The account that Postgres runs as, which it refuses to do as root.
 * @returns undefined where we are an ordinary user: Postgres then runs as that user, like everything else
 */
export function postgresAccount(): SystemAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const existing = findAccount('postgres');
  if (existing) return existing;
  // initdb insists on an account that has a name, so a bare number will not do.
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], {
    stdio: 'ignore',
  });
  const account = findAccount('postgres') ?? findAccount('nobody');
  if (!account)
    throw new Error('Running as root, and there is no account "postgres" or "nobody" that Postgres could run as.');
  return account;
}

/** Whether the account can read all these files and enter all these folders. Asked of the system itself, so access lists and mounts count too. */
export function canRead(account: SystemAccount | undefined, paths: readonly string[]): boolean {
  return succeeds(
    account,
    'for path do [ -r "$path" ] || exit 1; if [ -d "$path" ]; then [ -x "$path" ] || exit 1; fi; done',
    paths,
  );
}

/** Whether the account can enter this folder, so that it reaches what is in it and is its own. */
export function canEnter(account: SystemAccount | undefined, folder: string): boolean {
  return succeeds(account, '[ -d "$1" ] && [ -x "$1" ]', [folder]);
}

/** Whether the account can run these programs. */
export function canExecute(account: SystemAccount | undefined, paths: readonly string[]): boolean {
  return succeeds(account, 'for path do [ -x "$path" ] || exit 1; done', paths);
}

function succeeds(account: SystemAccount | undefined, script: string, paths: readonly string[]): boolean {
  return spawnSync('/bin/sh', ['-c', script, 'sh', ...paths], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
}

function findAccount(name: string): SystemAccount | undefined {
  try {
    const number = (flag: string) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    const account = { uid: number('-u'), gid: number('-g') };
    return account.uid > 0 ? account : undefined;
  } catch {
    return undefined;
  }
}
