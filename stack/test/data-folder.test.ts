import { afterAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataFolder } from '../src/data-folder.js';

const parent = mkdtempSync(join(tmpdir(), 'marketplace-data-test-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const permissions = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('the data folder', () => {
  it('is made for its owner alone, with secrets that stay the same', async () => {
    const path = join(parent, 'fresh', 'data');
    const first = await openDataFolder(path);
    first.release();
    const second = await openDataFolder(path);
    second.release();
    expect(second.secrets).toEqual(first.secrets);
    expect(permissions(path)).toBe('700');
    expect(permissions(join(path, 'secrets.json'))).toBe('600');
    expect(permissions(first.secrets.issuerKeyFile)).toBe('600');
    expect(JSON.parse(readFileSync(first.secrets.issuerKeyFile, 'utf8'))).toMatchObject({
      kty: 'EC',
      crv: 'P-256',
      alg: 'ES256',
      kid: expect.any(String),
      d: expect.any(String),
    });
  });

  it('is refused to a second stack while the first runs', async () => {
    const path = join(parent, 'busy');
    const first = await openDataFolder(path);
    await expect(openDataFolder(path)).rejects.toThrow(
      /^The data folder .* is in use by a marketplace that runs already \(process \d+\)/,
    );
    first.release();
    (await openDataFolder(path)).release();
    expect(existsSync(join(path, 'stack.lock'))).toBe(false);
  });

  it('is free again after its holder was killed', async () => {
    const path = join(parent, 'killed');
    (await openDataFolder(path)).release();
    const holder = spawn(process.execPath, [join(import.meta.dirname, 'fixtures', 'hold-lock.mjs'), path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    await expect(openDataFolder(path)).rejects.toThrow(`process ${holder.pid}`);
    holder.kill('SIGKILL');
    await new Promise((resolve) => holder.once('exit', resolve));
    (await openDataFolder(path)).release();
  });

  it('is free where the id of its holder belongs to another process by now', async () => {
    const path = join(parent, 'recycled');
    (await openDataFolder(path)).release();
    writeFileSync(join(path, 'stack.lock'), JSON.stringify({ pid: process.pid, startedAt: 'some other time' }));
    (await openDataFolder(path)).release();
  });

  it('is refused in one sentence where it is no folder, or what it keeps is damaged', async () => {
    const file = join(parent, 'file');
    writeFileSync(file, '');
    await expect(openDataFolder(file)).rejects.toThrow(
      /^The data folder .* is not a folder: set DATA_DIR to another\.$/,
    );
    await expect(openDataFolder(join(file, 'below'))).rejects.toThrow(/is not a folder/);
    // Where nobody can make a folder, and where Node's own way of making several at once would not return.
    if (existsSync('/proc/self')) await expect(openDataFolder('/proc/nowhere/data')).rejects.toThrow(/cannot be made/);
    const damaged = join(parent, 'damaged');
    (await openDataFolder(damaged)).release();
    writeFileSync(join(damaged, 'secrets.json'), '{}');
    await expect(openDataFolder(damaged)).rejects.toThrow(/secrets\.json is damaged/);
  });

  // Root may use every folder.
  const unprivileged = process.getuid?.() === 0 ? it.skip : it;
  unprivileged('is refused in one sentence where this user may not use it', async () => {
    await expect(openDataFolder('/root/data')).rejects.toThrow(/cannot be read and written by this user/);
  });
});
