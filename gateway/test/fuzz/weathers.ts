import type { Faults } from './subgraph-data.js';

const noFaults: Faults = { error: 0, null: 0.08, absent: 0.08, wrongNull: 0, request: 0, pathless: 0, lie: 0 };

/** Kinds of trouble that graphs are run with, in turn. */
export const weathers: Record<string, Faults> = {
  fair: noFaults,
  nulls: { ...noFaults, null: 0.25, absent: 0.25, wrongNull: 0.01 },
  errors: { ...noFaults, error: 0.08, wrongNull: 0.005 },
  outages: { ...noFaults, request: 0.12, error: 0.02, pathless: 0.03 },
  lies: { ...noFaults, lie: 0.02, wrongNull: 0.01, error: 0.01 },
};
