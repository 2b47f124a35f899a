import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';
import { endLeftover } from './postmaster.js';
import { readPrivateJson, writePrivateJson } from './private-file.js';
import { isSameProcessRunning, processIdentity } from './process-identity.js';

const folderPrefix = 'marketplace-jest-';
const holderFile = 'holder.json';

declare global {
  var jestPostgres: EmbeddedPostgres | undefined;
}

/**
 * Jest's globalSetup: one Postgres for the whole run, its URL in TEST_DATABASE_URL. Where that is set already, the
 * tests run on the server it names.
 */
export default async function startTestPostgres(): Promise<void> {
  if (process.env.TEST_DATABASE_URL) return;
  await clearAbandoned();
  const dataFolder = mkdtempSync(join(tmpdir(), folderPrefix));
  writePrivateJson(join(dataFolder, holderFile), processIdentity(process.pid));
  globalThis.jestPostgres = await startEmbeddedPostgres({ dataFolder, ephemeral: true });
  process.env.TEST_DATABASE_URL = globalThis.jestPostgres.adminUrl;
}

/** A run that was killed leaves its server and folder behind; the next run clears them away. */
async function clearAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(folderPrefix))) {
    const folder = join(tmpdir(), name);
    try {
      const holder = z
        .object({ pid: z.number(), startedAt: z.string() })
        .safeParse(readPrivateJson(join(folder, holderFile)));
      if (!holder.success || isSameProcessRunning(holder.data)) continue;
      await endLeftover(join(folder, 'postgres'));
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another user's, or another run is just clearing it.
    }
  }
}
