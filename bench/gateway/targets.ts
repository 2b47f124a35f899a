import type { Mode } from './bench-graph.js';

/** How many times less CPU than a peer ours is to take. */
export interface Target {
  mode: Mode;
  graph: string;
  operation: string;
  /** Gateways of which the best counts. */
  against: readonly string[];
  words: string;
  ratio: number;
}

const hive = ['hive-js', 'hive-rust'];

function perShape(mode: Mode, against: readonly string[], words: string, ratios: Record<string, number>): Target[] {
  return Object.entries(ratios).map(([operation, ratio]) => ({
    mode,
    graph: 'shop',
    operation,
    against,
    words,
    ratio,
  }));
}

/** What the gateway is held to. */
export const targets: readonly Target[] = [
  ...perShape('alone', ['stock'], 'stock', { big: 10, small: 10, trivial: 7 }),
  ...perShape('alone', hive, 'the better Hive engine', { big: 5, small: 6, trivial: 5 }),
  ...perShape('alone', ['mercurius'], 'Mercurius', { big: 10, small: 2.5, trivial: 2 }),
  ...perShape('sharing', hive, 'the better Hive engine, both sharing', { big: 5, small: 5, trivial: 5 }),
  ...perShape('literals', ['stock'], 'stock', { small: 15, trivial: 15 }),
];
