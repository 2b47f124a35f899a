import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { prepareBinaries, reachableFolder, type PostgresBinaries } from './postgres-binaries.js';
import { canEnter, postgresAccount, type SystemAccount } from './postgres-user.js';
import { readPrivateJson, writePrivateJson } from './private-file.js';
import { StartError } from './start-error.js';

/** A folder of databases ("cluster" in the words of Postgres), ready to be served. */
export interface PostgresCluster {
  folder: string;
  /** Whether it lies elsewhere than in the data folder. */
  outside: boolean;
  /** Whom the files belong to and the server runs as; undefined for ourselves. */
  account: SystemAccount | undefined;
  binaries: PostgresBinaries;
  /** Of the user `postgres`; letters and digits only. */
  password: string;
}

/** What the data folder keeps about its cluster, in `postgres.json`. */
const recordShape = z.object({
  /** Where the cluster is, from the data folder on. */
  cluster: z.string().min(1),
  password: z.string().regex(/^[A-Za-z0-9]+$/),
  /** False until the cluster was made whole once. */
  initialised: z.boolean(),
});
type ClusterRecord = z.infer<typeof recordShape>;

/**
 * Finds the cluster of a data folder, or makes one. It lies in the data folder, except where the account that Postgres
 * runs as cannot get there (we are root, and the data folder is below root's own home): then it lies in a folder that
 * account reaches, and the data folder keeps a record of where.
 * @param options.durable false skips waiting for the disk, for databases that are thrown away
 * @throws StartError where the cluster cannot be used
 */
export async function openCluster(
  dataFolder: string,
  options: { durable: boolean; say: (line: string) => void },
): Promise<PostgresCluster> {
  const recordFile = join(dataFolder, 'postgres.json');
  const known = readRecord(recordFile);
  const found = known && resolve(dataFolder, known.cluster);
  if (known?.initialised && !existsSync(join(found!, 'PG_VERSION'))) {
    throw new StartError(
      `The databases should be in ${found} and are not: put that folder back, or delete ${dataFolder} to start from nothing.`,
    );
  }
  // A cluster stays with the account it was made by, also when root starts what an ordinary user made.
  const owner = known?.initialised ? ownerOf(found!) : undefined;
  const account = owner ?? postgresAccount();
  const binaries = prepareBinaries(account, dataFolder);

  const record = known ?? {
    cluster: chooseFolder(dataFolder, account, options.say),
    password: randomBytes(24).toString('hex'),
    initialised: false,
  };
  const folder = resolve(dataFolder, record.cluster);
  const outside = isAbsolute(record.cluster);
  if (outside) claimFolder(dataFolder, folder);
  if (!known) writePrivateJson(recordFile, record);
  if (!record.initialised) {
    options.say('Making the databases');
    await initialise({ folder, outside, account, binaries, password: record.password }, options.durable);
    writePrivateJson(recordFile, { ...record, initialised: true });
  } else {
    if (account) letPass(dataFolder, account);
    checkVersion(folder, binaries);
  }
  return { folder, outside, account, binaries, password: record.password };
}

function readRecord(file: string): ClusterRecord | undefined {
  const content = readPrivateJson(file);
  if (content === undefined) return undefined;
  const record = recordShape.safeParse(content);
  if (!record.success)
    throw new StartError(
      `The file ${file} is damaged: put back a copy of it, or delete the data folder to start from nothing.`,
    );
  return record.data;
}

/** @returns undefined where the cluster is ours */
function ownerOf(folder: string): SystemAccount | undefined {
  const { uid, gid } = statSync(folder);
  if (uid === process.getuid?.() || process.getuid?.() !== 0) return undefined;
  return { uid, gid };
}

/** @returns the folder as the record keeps it: relative where it lies in the data folder, which may move */
function chooseFolder(dataFolder: string, account: SystemAccount | undefined, say: (line: string) => void): string {
  if (!account || letPass(dataFolder, account)) return 'postgres';
  const clusters = join(reachableFolder(account), 'clusters');
  for (const earlier of earlierClusters(clusters, realpathSync(dataFolder)))
    say(`An earlier ${dataFolder} had its databases in ${earlier}; delete that folder if they are of no use any more`);
  const folder = join(clusters, randomUUID(), 'postgres');
  for (const path of [clusters, dirname(folder)]) {
    mkdirSync(path, { recursive: true });
    // The mode given to mkdir is cut by the umask, which may keep everybody else out.
    chmodSync(path, 0o755);
  }
  say(`The account that Postgres runs as cannot reach ${dataFolder}, so the databases are in ${folder}`);
  return folder;
}

/** Folders of databases whose data folder, at the same path, has been deleted since. Not ours to delete: a disk may only be missing. */
function earlierClusters(clusters: string, dataFolder: string): string[] {
  const folders = existsSync(clusters) ? readdirSync(clusters).map((name) => join(clusters, name)) : [];
  return folders.filter((folder) => claimant(folder) === dataFolder);
}

/** The data folder that a folder of databases belongs to. */
function claimant(folder: string): string | undefined {
  const claim = join(folder, 'belongs-to');
  return existsSync(claim) ? readFileSync(claim, 'utf8').trim() : undefined;
}

/** Lets the account of Postgres (not others) pass through the data folder to the cluster in it. @returns whether it can now */
function letPass(dataFolder: string, account: SystemAccount): boolean {
  if (canEnter(account, dataFolder)) return true;
  const { uid, mode, gid } = statSync(dataFolder);
  if (uid !== process.getuid?.() || !canEnter(account, dirname(realpathSync(dataFolder)))) return false;
  chownSync(dataFolder, uid, account.gid);
  chmodSync(dataFolder, (mode & 0o700) | 0o010);
  if (canEnter(account, dataFolder)) return true;
  chownSync(dataFolder, uid, gid);
  chmodSync(dataFolder, mode);
  return false;
}

/**
 * Holds that a cluster outside the data folder belongs to this data folder alone: of a copied data folder, both copies
 * name the same cluster, and the second to start would take the first one's server for a leftover.
 */
function claimFolder(dataFolder: string, folder: string): void {
  const self = realpathSync(dataFolder);
  if (!existsSync(dirname(folder)))
    throw new StartError(
      `The databases should be in ${folder} and are not: put that folder back, or delete ${dataFolder} to start from nothing.`,
    );
  const holder = claimant(dirname(folder));
  if (holder === self) return;
  if (holder !== undefined && existsSync(join(holder, 'postgres.json'))) {
    throw new StartError(
      `The databases in ${folder} belong to ${holder}, of which ${self} is a copy: use that one, or delete ${join(self, 'postgres.json')} to start with empty databases.`,
    );
  }
  writeFileSync(join(dirname(folder), 'belongs-to'), `${self}\n`, { mode: 0o644 });
}

function checkVersion(folder: string, binaries: PostgresBinaries): void {
  const made = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  const ours = binaries.version.split('.')[0];
  if (made !== ours)
    throw new StartError(
      `The databases in ${folder} were made by Postgres ${made} and this is Postgres ${ours}: move them with pg_upgrade first.`,
    );
}

async function initialise({ folder, account, binaries, password }: PostgresCluster, durable: boolean): Promise<void> {
  // Made beside and renamed, so that a cluster whose making was interrupted is never taken for a whole one.
  const unfinished = `${folder}.new`;
  const passwordFile = join(dirname(folder), '.initdb-password');
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  // A cluster that is whole but not recorded as such: the crash came between the two.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  if (account) for (const path of [unfinished, passwordFile]) chownSync(path, account.uid, account.gid);
  try {
    // The built-in provider orders text the same way on every machine, whatever locales it has.
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const access = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
    const speed = durable ? [] : ['--no-sync'];
    await run(binaries.initdb, [`--pgdata=${unfinished}`, ...access, ...locale, ...speed], account);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, folder);
}

function run(program: string, args: string[], account: SystemAccount | undefined): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      ...account,
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' },
    });
    const said: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('error', (error) =>
      fail(new StartError(`The program ${program} cannot be run: ${error.message}.`, { cause: error })),
    );
    child.on('close', (code) => {
      if (code === 0) return done();
      const reason = Buffer.concat(said)
        .toString('utf8')
        .split('\n')
        .find((line) => /error|fatal|could not/i.test(line));
      fail(new StartError(`The databases could not be made: ${reason ?? `initdb ended with ${code}`}.`));
    });
  });
}
