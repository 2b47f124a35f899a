import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CommandFailure } from './command-failure.js';

const secretsShape = z.looseObject({ issuerSecret: z.string().optional() });

/**
 * Client secret of the built-in issuer, as the embedded stack keeps it in its data folder.
 * @returns null where no stack has ever run
 * @throws CommandFailure where it is there but may not be read
 */
export function readIssuerSecret(dataDir: string): string | null {
  const content = readJson(join(dataDir, 'secrets.json'));
  return (content === null ? null : secretsShape.safeParse(content).data?.issuerSecret) ?? null;
}

/**
 * Reads a JSON file of the data folder; null where there is none.
 * @throws CommandFailure where it may not be read or is damaged
 */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new CommandFailure(
      `${path} cannot be read: ${(error as Error).message}.`,
      'Run the command as the user who started the marketplace, or set ISSUER_SECRET or MARKETPLACE_TOKEN.',
    );
  }
}
