import { isDeepStrictEqual } from 'node:util';
import { Pool } from 'undici';

/** What a load came to. */
export interface LoadResult {
  requests: number;
  seconds: number;
  /** Milliseconds of half of the requests, and of all but one in a hundred. */
  p50: number;
  p99: number;
}

/** A client of one gateway. */
export class LoadClient {
  private readonly pool: Pool;
  private readonly path: string;
  private turn = 0;

  constructor(
    url: string,
    private readonly connections: number,
  ) {
    const { origin, pathname } = new URL(url);
    this.path = pathname;
    this.pool = new Pool(origin, { connections, pipelining: 1 });
  }

  /** Sends one request and gives the answer's text. */
  async send(body: string, headers: Record<string, string>): Promise<string> {
    const answer = await this.pool.request({
      method: 'POST',
      path: this.path,
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body,
    });
    return answer.body.text();
  }

  /**
   * Sends an operation again and again over all connections, for some milliseconds.
   * @param body of a request by its turn; turns go on from load to load
   * @throws Error if an answer's data are others than expected
   */
  async run(
    body: (turn: number) => string,
    headers: Record<string, string>,
    milliseconds: number,
    expected: unknown,
  ): Promise<LoadResult> {
    const times: number[] = [];
    const known = new Set<string>();
    const start = performance.now();
    const end = start + milliseconds;
    await Promise.all(
      Array.from({ length: this.connections }, async () => {
        while (performance.now() < end) {
          const request = body((this.turn += 1));
          const sent = performance.now();
          const text = await this.send(request, headers);
          times.push(performance.now() - sent);
          if (known.has(text)) continue;
          if (!isDeepStrictEqual(answerData(text), expected)) throw new Error(`under load: ${text.slice(0, 300)}`);
          // Few texts mean the same answer; many would be kept for nothing.
          if (known.size < 100) known.add(text);
        }
      }),
    );
    times.sort((one, other) => one - other);
    const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
    return { requests: times.length, seconds: (performance.now() - start) / 1000, p50: at(0.5), p99: at(0.99) };
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }
}

/** Data of an answer. @throws Error if it has errors or none */
export function answerData(text: string): unknown {
  const answer = parsed(text);
  if (!answer?.data || answer.errors) throw new Error(text.slice(0, 300));
  return answer.data;
}

function parsed(text: string): { data?: unknown; errors?: unknown } | undefined {
  try {
    return JSON.parse(text) as { data?: unknown; errors?: unknown };
  } catch {
    return undefined;
  }
}
