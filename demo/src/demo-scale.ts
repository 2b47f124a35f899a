/** How much demo data there is. */
export interface DemoScale {
  creators: number;
  /** At least as many as creators: everyone has posted something. */
  videos: number;
  brands: number;
  /** Needs at least one brand. */
  campaigns: number;
}

/** What `npm start` loads. */
export const FULL_SCALE: DemoScale = { creators: 2_000, videos: 20_000, brands: 40, campaigns: 60 };

/** Enough of everything for a test, in every state, within a second. */
export const SMALL_SCALE: DemoScale = { creators: 60, videos: 400, brands: 6, campaigns: 12 };

/** Refuses a scale that cannot be filled. Throws a RangeError that names the number. */
export function checkScale(scale: DemoScale): void {
  for (const [name, value] of Object.entries(scale)) {
    if (!Number.isSafeInteger(value) || value < 0)
      throw new RangeError(`Demo scale: ${name} must be a whole number ≥ 0`);
  }
  if (scale.videos < scale.creators) throw new RangeError('Demo scale: videos must be at least as many as creators');
  if (scale.videos > 0 && scale.creators === 0) throw new RangeError('Demo scale: videos need a creator');
  if (scale.campaigns > 0 && scale.brands === 0) throw new RangeError('Demo scale: campaigns need a brand');
  if (scale.videos > 1_000_000) throw new RangeError('Demo scale: videos must be at most 1,000,000');
}
