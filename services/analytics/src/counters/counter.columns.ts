import { Column, type ValueTransformer } from 'typeorm';
import { counters, forEachCounter, toBigint, type Counter, type Counts } from './counter.js';

const asBigint: ValueTransformer = {
  from: toBigint,
  to: (value: bigint | null | undefined) => value?.toString() ?? null,
};

/** A column that holds one video's counter. @param name in the table, such as `baseline_views` */
export const CounterColumn = (name?: string): PropertyDecorator =>
  Column({ ...(name && { name }), type: 'bigint', nullable: true, transformer: asBigint });

/** A column that holds a sum over videos: wider than bigint, so that no sum of valid counters overflows. */
export const SumColumn = (name: string): PropertyDecorator =>
  Column({ name, type: 'numeric', nullable: true, transformer: asBigint });

/** A column that holds a moment, to the millisecond. @param options `default`: the database's clock fills it in */
export const MomentColumn = (
  name: string,
  options: { nullable?: boolean; default?: boolean } = {},
): PropertyDecorator =>
  Column({
    name,
    type: 'timestamptz',
    precision: 3,
    nullable: options.nullable ?? false,
    ...(options.default && { default: () => 'now()' }),
  });

/** `views, likes, …` with something put round each name, for SQL. */
export function perCounter(write: (counter: Counter) => string): string {
  return counters.map(write).join(', ');
}

/** Reads the columns `<prefix>views`, `<prefix>likes` … of a raw row. */
export function countsOf(row: Readonly<Record<string, unknown>>, prefix = ''): Counts {
  return forEachCounter((counter) => toBigint(row[prefix + counter] as string | null | undefined));
}
