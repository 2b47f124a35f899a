/**
 * Whether a value is nested deeper than a number of levels. A variable of a megabyte can have half a million of them,
 * and whatever walks or writes it by recursion would run out of stack. A value without objects has none.
 */
export function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const inner of Array.isArray(value) ? (value as unknown[]) : Object.values(value))
    if (isDeeperThan(levels - 1, inner)) return true;
  return false;
}
