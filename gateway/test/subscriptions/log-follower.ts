import type { Client } from 'graphql-ws';
import { eventually } from '../gateway-kit.js';

const whole = 'kind sequence reset sum author { name }';
/** A log from its beginning, or from a place in it. */
const operation = `subscription ($log: ID!, $after: Place) { entries(log: $log, after: $after) { ${whole} } }`;

/** An event of a log. */
export interface Entry {
  kind: 'PICTURE' | 'CHANGE';
  sequence: number;
  reset: boolean;
  sum: number;
  author: { name: string } | null;
}

/** A subscriber to a log, and what it has been told. */
export class Follower {
  readonly entries: Entry[] = [];
  error: unknown;
  done = false;
  private readonly leave: () => void;

  constructor(client: Client, variables: Record<string, unknown>, query = operation) {
    this.leave = client.subscribe<{ entries: Entry }>(
      { query, variables },
      {
        next: ({ data }) => data && this.entries.push(data.entries),
        error: (error) => ((this.error = error), (this.done = true)),
        complete: () => (this.done = true),
      },
    );
  }

  get last(): Entry | undefined {
    return this.entries.at(-1);
  }

  has(count: number): Promise<void> {
    return eventually(() => this.entries.length >= count);
  }

  stop(): void {
    this.leave();
  }
}

/** What is wrong with what a subscriber was told, by the rule that a stream of its own would keep. */
export function faults(entries: readonly Entry[], after: number | null, sumAt: (place: number) => number): string[] {
  const found: string[] = [];
  let last = after;
  entries.forEach(({ kind, sequence, sum }, index) => {
    if (kind === 'PICTURE') {
      if (index > 0) found.push(`a picture at event ${index}`);
    } else if (last === null || sequence !== last + 1) found.push(`${sequence} follows ${last}`);
    if (sum !== sumAt(sequence)) found.push(`sum ${sum} at ${sequence}`);
    last = sequence;
  });
  return found;
}
