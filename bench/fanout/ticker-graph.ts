/** What every server of the benchmark serves: one subscription whose events are as large as a campaign's live numbers. */
export const tickerSdl = `
type Query { now: Float }
type Subscription { ticks(after: Int): Tick! }
type Tick {
  kind: String!
  sequence: Int!
  sentAt: Float!
  padding(bytes: Int! = 0): String!
  totals: Numbers!
  deltas: Numbers!
  parts: [Part!]!
}
type Numbers { views: Int! likes: Int! comments: Int! shares: Int! saves: Int! }
type Part { id: ID! totals: Numbers! }
`;

/** What all clients subscribe to. */
export const tickerOperation = `subscription Ticks($after: Int) { ticks(after: $after) {
  kind sequence sentAt
  totals { views likes comments shares saves }
  deltas { views likes comments shares saves }
  parts { id totals { views likes comments shares saves } }
} }`;

/** What clients subscribe to that do not read: events that fill the buffers of the kernel. */
export const heavyOperation = 'subscription Heavy { ticks { sequence sentAt padding(bytes: 100000) } }';

const numbers = (n: number) => ({ views: 1_000_000 + n, likes: 52_000 + n, comments: 900 + n, shares: 300, saves: n });

/** Milliseconds since 1970, finer than Date.now() and equal in all processes of a machine. */
export const clock = (): number => performance.timeOrigin + performance.now();

/** The event of a sequence. */
export function tick(sequence: number): object {
  return {
    kind: sequence === 0 ? 'PICTURE' : 'CHANGE',
    sequence,
    sentAt: clock(),
    padding: ({ bytes }: { bytes: number }) => 'x'.repeat(bytes),
    totals: numbers(sequence),
    deltas: numbers(1),
    parts: [1, 2, 3, 4].map((n) => ({ id: `part-${n}`, totals: numbers(n + sequence) })),
  };
}

/** Sends ticks to whoever follows. As in any pub/sub library, each follower has a queue. */
export class Ticker {
  private sequence = 0;
  private readonly followers = new Set<(event: object) => void>();

  /** Sends the next tick. */
  next(): void {
    this.sequence += 1;
    const event = tick(this.sequence);
    for (const follower of this.followers) follower(event);
  }

  /** Begins with a picture, or with what comes where `after` is given. */
  async *follow(after: number | null | undefined): AsyncGenerator<{ ticks: object }, void, void> {
    const queue: object[] = after === null || after === undefined ? [tick(this.sequence)] : [];
    let wake: (() => void) | undefined;
    const follower = (event: object): void => {
      queue.push(event);
      wake?.();
    };
    this.followers.add(follower);
    try {
      for (;;) {
        const event = queue.shift();
        if (event) yield { ticks: event };
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      this.followers.delete(follower);
    }
  }
}
