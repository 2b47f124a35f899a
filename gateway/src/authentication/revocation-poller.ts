import type { Logger } from 'pino';
import { z } from 'zod';
import type { Revocation, Revocations } from './revocations.js';

/** How often the list is read, and how long one reading may take, in ms: together within the five seconds promised. */
const times = { interval: 2_000, timeout: 2_000 };

/** Most bytes of a list. */
const maxList = 16 * 1024 * 1024;

const identifier = z.string().min(1).max(200);
const listSchema = z.object({
  revoked: z
    .array(z.union([z.object({ jti: identifier }), z.object({ sub: identifier, before: z.number().int().min(0) })]))
    .max(200_000),
});

/**
 * Keeps the revocations of a foreign issuer by reading its list every two seconds: JSON,
 * `{"revoked": [{"jti": "…"}, {"sub": "…", "before": 1767225600}]}`. While it cannot be read, the last one counts;
 * before it was read once, no token holds.
 */
export class RevocationPoller {
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private failing = false;

  constructor(
    private readonly url: string,
    private readonly revocations: Revocations,
    private readonly logger: Logger,
  ) {}

  /** Reads the list, and again and again from then on. */
  async start(): Promise<void> {
    await this.read();
    if (!this.stopped) this.timer = setTimeout(() => void this.start(), times.interval);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async read(): Promise<void> {
    try {
      const response = await fetch(this.url, { redirect: 'error', signal: AbortSignal.timeout(times.timeout) });
      if (!response.ok) throw new Error(`status ${response.status}`);
      const { revoked } = listSchema.parse(JSON.parse(await textOf(response)));
      // The issuer knows when its tokens have expired, and what it may leave out.
      this.revocations.replace(
        revoked.map((entry): Revocation =>
          'jti' in entry
            ? { id: entry.jti, until: Infinity }
            : { subject: entry.sub, before: entry.before, until: Infinity },
        ),
      );
      if (this.failing) this.logger.info('the list of revoked tokens can be read again');
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.logger.error({ err: error }, 'the list of revoked tokens cannot be read');
      this.failing = true;
    }
  }
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxList) throw new Error('the list is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
