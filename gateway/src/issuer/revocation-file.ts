import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { z } from 'zod';
import type { Revocation } from '../authentication/revocations.js';

const lineSchema = z.union([
  z.object({ id: z.string(), until: z.number() }),
  z.object({ subject: z.string(), before: z.number(), until: z.number() }),
]);

/** Revocations of the built-in issuer in a file, a line of JSON each, so that a restart forgets none. */
export class RevocationFile {
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly path: string) {}

  /**
   * Reads what is in force, and drops from the file what has expired.
   * @param now seconds since 1970
   * @throws Error, one sentence, when the file is there and cannot be read
   */
  read(now: number): Revocation[] {
    if (!existsSync(this.path)) return [];
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (cause) {
      throw new Error(`The list of revoked tokens cannot be read from ${this.path}.`, { cause });
    }
    const lines = text.split('\n').filter(Boolean);
    const kept = lines.flatMap((line) => {
      const parsed = lineSchema.safeParse(parseLine(line));
      return parsed.success && parsed.data.until >= now ? [parsed.data] : [];
    });
    if (kept.length < lines.length) this.rewrite(kept);
    return kept;
  }

  /** Adds a revocation; resolves when it is on the disk. Rejects when it cannot be written. */
  append(revocation: Revocation): Promise<void> {
    const written = this.writing.then(async () => {
      const file = await open(this.path, 'a', 0o600);
      try {
        await file.appendFile(`${JSON.stringify(revocation)}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    });
    this.writing = written.catch(() => undefined);
    return written;
  }

  private rewrite(kept: readonly Revocation[]): void {
    const fresh = `${this.path}.new`;
    try {
      writeFileSync(fresh, kept.map((revocation) => `${JSON.stringify(revocation)}\n`).join(''), {
        mode: 0o600,
        flush: true,
      });
      renameSync(fresh, this.path);
    } catch {
      // What has expired may stay where nothing can be written.
    }
  }
}

/** A line that was cut off by a crash was never acknowledged. */
function parseLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
