import { checkScale, type DemoScale } from './demo-scale.js';
import { RandomStream } from './random.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * What all generators share: the seed, the size and the moment that everything is dated from.
 *
 * Generators reckon in offsets, milliseconds after that moment (so mostly negative), and turn them into dates last. That
 * way who works with whom does not depend on the moment: demo data made tomorrow has the same ids, a day later.
 */
export class DemoWorld {
  private readonly moment: number;

  /** Throws a RangeError for a scale that cannot be filled. */
  constructor(
    readonly seed: string,
    readonly scale: DemoScale,
    now: Date,
  ) {
    checkScale(scale);
    this.moment = now.getTime();
    if (Number.isNaN(this.moment)) throw new RangeError('Demo data needs a valid moment');
  }

  /** The random stream of one subject, such as `creator/7/name`. */
  stream(subject: string): RandomStream {
    return new RandomStream(`${this.seed}/${subject}`);
  }

  /** The date at an offset in milliseconds. */
  at(offset: number): Date {
    return new Date(this.moment + Math.round(offset));
  }

  /** The full hour (UTC) of the day that an offset falls in. */
  hourOfDayAt(offset: number, hour: number): Date {
    const date = this.at(offset);
    date.setUTCHours(hour, 0, 0, 0);
    return date;
  }
}
