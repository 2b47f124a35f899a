import type { ValueTransformer } from 'typeorm';

/** Postgres hands bigint over as text; counts here stay below 2^53 and are numbers. */
export const bigintAsNumber: ValueTransformer = {
  to: (value: number | null | undefined) => value,
  from: (value: string | null | undefined) => (value == null ? value : Number(value)),
};
