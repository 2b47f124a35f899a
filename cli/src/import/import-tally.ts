import { textTable } from '../text-table.js';
import type { ItemResult } from './import-requests.js';

/** What came of an import, counted. */
export interface ImportTally {
  /** Rows read from the files. */
  read: number;
  /** Rows that only repeated what an earlier row of the run said of the same creator or video. */
  merged: number;
  /** Items sent; in a dry run, those that would be. */
  sent: number;
  created: number;
  updated: number;
  unchanged: number;
  accepted: number;
  duplicate: number;
  conflict: number;
  rejected: number;
}

/** A tally of nothing. */
export function emptyTally(): ImportTally {
  return {
    read: 0,
    merged: 0,
    sent: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    accepted: 0,
    duplicate: 0,
    conflict: 0,
    rejected: 0,
  };
}

const COLUMN_OF = {
  CREATED: 'created',
  UPDATED: 'updated',
  UNCHANGED: 'unchanged',
  ACCEPTED: 'accepted',
  DUPLICATE: 'duplicate',
  CONFLICT: 'conflict',
  REJECTED: 'rejected',
} as const satisfies Record<ItemResult['outcome'], keyof ImportTally>;

/** Counts one result. */
export function countOutcome(tally: ImportTally, outcome: ItemResult['outcome']): void {
  tally[COLUMN_OF[outcome]] += 1;
}

/** The tallies as a table, one line each, with a column per count. */
export function tallyTable(tallies: readonly (readonly [label: string, tally: ImportTally])[]): string {
  const columns = Object.keys(emptyTally()) as (keyof ImportTally)[];
  return textTable(
    ['', ...columns],
    tallies.map(([label, tally]) => [label, ...columns.map((column) => tally[column])]),
  );
}
