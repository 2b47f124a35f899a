import { afterAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { until } from '#platform/testing/until.js';
import { startEmbeddedPostgres } from '../src/embedded-postgres.js';
import { isSameProcessRunning, processIdentity, waitForExit } from '../src/process-identity.js';

const folders: string[] = [];
const temporaryFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'marketplace-postgres-test-'));
  folders.push(folder);
  return folder;
};
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Runs one statement on a connection of its own. */
async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

describe('embedded Postgres', () => {
  it('keeps data and password over a restart', async () => {
    const dataFolder = temporaryFolder();
    const first = await startEmbeddedPostgres({ dataFolder, databases: ['creator'] });
    await query(first.url('creator'), 'create table kept as select 1 as value');
    await first.stop();

    const second = await startEmbeddedPostgres({ dataFolder, databases: ['creator', 'brand'] });
    expect(await query(second.url('creator'), 'select value from kept')).toEqual([{ value: 1 }]);
    expect(await query(second.url('brand'), 'show fsync')).toEqual([{ fsync: 'on' }]);
    await second.stop();
    await second.stop();
  });

  it('gives each database an owner who gets into no other and rules nothing', async () => {
    const dataFolder = temporaryFolder();
    const postgres = await startEmbeddedPostgres({ dataFolder, databases: ['creator', 'brand'], ephemeral: true });
    try {
      await query(postgres.url('creator'), 'create extension pg_trgm');
      expect(await query(postgres.url('creator'), 'select usesuper from pg_user where usename = current_user')).toEqual(
        [{ usesuper: false }],
      );
      const elsewhere = postgres.url('creator').replace(/creator$/, 'brand');
      await expect(query(elsewhere, 'select 1')).rejects.toThrow(/permission denied/);
      await expect(query(postgres.url('creator').replace(/:[0-9a-f]+@/, ':wrong@'), 'select 1')).rejects.toThrow(
        /password authentication failed/,
      );
    } finally {
      await postgres.stop();
    }
  });

  it('keeps its password from other users', async () => {
    const dataFolder = temporaryFolder();
    const postgres = await startEmbeddedPostgres({ dataFolder, ephemeral: true });
    const { mode } = statSync(join(dataFolder, 'postgres.json'));
    await postgres.stop();
    expect(mode & 0o777).toBe(0o600);
  });

  it('comes back by itself, with what was acknowledged, after kill -9', async () => {
    const dataFolder = temporaryFolder();
    const said: string[] = [];
    const postgres = await startEmbeddedPostgres({
      dataFolder,
      databases: ['creator'],
      say: (line) => said.push(line),
    });
    try {
      await query(postgres.url('creator'), 'create table kept as select 2 as value');
      const killed = postgres.pid()!;
      process.kill(killed, 'SIGKILL');
      await until(() => postgres.pid() !== undefined && postgres.pid() !== killed);
      expect(await query(postgres.url('creator'), 'select value from kept')).toEqual([{ value: 2 }]);
      expect(said.join()).toContain('SIGKILL');
    } finally {
      await postgres.stop();
    }
  });

  it('ends a server whose starter was killed, and serves its data', async () => {
    const dataFolder = temporaryFolder();
    const starter = spawn(process.execPath, [join(import.meta.dirname, 'fixtures', 'start-postgres.mjs'), dataFolder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const orphan = await new Promise<number>((resolve) =>
      starter.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk))),
    );
    const identity = processIdentity(orphan)!;
    starter.kill('SIGKILL');
    await new Promise((resolve) => starter.once('exit', resolve));
    expect(isSameProcessRunning(identity)).toBe(true);

    const postgres = await startEmbeddedPostgres({ dataFolder, databases: ['creator'] });
    expect(await waitForExit(identity, 0)).toBe(true);
    expect(await query(postgres.url('creator'), 'select value from kept')).toEqual([{ value: 3 }]);
    await postgres.stop();
  });

  it('starts although the id in its pid file belongs to another program by now', async () => {
    const dataFolder = temporaryFolder();
    const first = await startEmbeddedPostgres({ dataFolder });
    const pidFile = join(dataFolder, 'postgres', 'postmaster.pid');
    const content = readFileSync(pidFile, 'utf8').split('\n');
    await first.stop();
    const other = spawn('sleep', ['60']);
    writeFileSync(pidFile, [other.pid, ...content.slice(1)].join('\n'));
    const second = await startEmbeddedPostgres({ dataFolder });
    expect(processIdentity(other.pid!)).toBeDefined();
    other.kill();
    await second.stop();
  });

  it('says in one sentence that its databases are gone', async () => {
    const dataFolder = temporaryFolder();
    const first = await startEmbeddedPostgres({ dataFolder });
    await first.stop();
    rmSync(join(dataFolder, 'postgres'), { recursive: true });
    await expect(startEmbeddedPostgres({ dataFolder })).rejects.toThrow(/^The databases should be in .* and are not/);
  });

  // Only root can give Postgres an account of its own.
  const asRoot = process.getuid?.() === 0 ? it : it.skip;
  asRoot('runs below a folder that only root can enter, its databases where its own account can', async () => {
    const home = temporaryFolder();
    const dataFolder = join(home, 'clone', 'data');
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    const said: string[] = [];
    const postgres = await startEmbeddedPostgres({
      dataFolder,
      databases: ['creator'],
      ephemeral: true,
      say: (line) => said.push(line),
    });
    const { cluster } = JSON.parse(readFileSync(join(dataFolder, 'postgres.json'), 'utf8')) as { cluster: string };
    try {
      expect(said.join()).toContain(`the databases are in ${cluster}`);
      expect(cluster.startsWith(home)).toBe(false);
      expect(statSync(home).mode & 0o777).toBe(0o700);
      expect(await query(postgres.url('creator'), 'select 1 as value')).toEqual([{ value: 1 }]);

      // A copy of the data folder names the same databases, and must not take them from who uses them.
      const copy = join(home, 'clone', 'copy');
      cpSync(dataFolder, copy, { recursive: true });
      await expect(startEmbeddedPostgres({ dataFolder: copy })).rejects.toThrow(/of which .* is a copy/);
    } finally {
      await postgres.stop();
    }
    expect(existsSync(dirname(cluster))).toBe(false);
  });
});
