import { basename, dirname } from 'node:path';

const DAY = /(?<!\d)((?:19|20)\d{2})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)/g;
const MONTH = /(?<!\d)((?:19|20)\d{2})-(0[1-9]|1[0-2])(?![\d])/g;
const YEAR = /(?<!\d)((?:19|20)\d{2})(?!\d)/g;

/**
 * The moment that a file's name gives for rows without a date of their own: the last second (UTC) of the day, month or
 * year in the name of the file, else in that of its folder. `tiktok-2022-03.csv` was true by 2022-03-31T23:59:59Z: the end
 * of the period is the earliest moment at which the list is surely complete. Null when neither name has a date.
 */
export function periodEndFromName(path: string): string | null {
  for (const name of [basename(path), basename(dirname(path))]) {
    const end = periodEnd(name);
    if (end !== null) return end;
  }
  return null;
}

function periodEnd(name: string): string | null {
  const day = [...name.matchAll(DAY)].at(-1);
  // Day 0 of a month is the last one of the month before.
  if (day) return lastSecond(Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])));
  const month = [...name.matchAll(MONTH)].at(-1);
  if (month) return lastSecond(Date.UTC(Number(month[1]), Number(month[2]), 0));
  const year = [...name.matchAll(YEAR)].at(-1);
  return year ? lastSecond(Date.UTC(Number(year[1]), 11, 31)) : null;
}

function lastSecond(dayMs: number): string {
  return new Date(dayMs + 86_399_000).toISOString();
}
