import { SingleBar } from 'cli-progress';
import type { SeedProgress } from './demo-seed.js';

/** Shows lines, and below them how far the demo data is: as a bar on a terminal, as a line now and then elsewhere. */
export class ProgressDisplay {
  private bar: SingleBar | undefined;
  private shown = '';
  private lineAt = 0;

  constructor(private readonly output: NodeJS.WriteStream = process.stdout) {}

  /** Writes a line, and takes the bar out of its way. */
  say(line: string): void {
    this.end();
    this.output.write(`${line}\n`);
  }

  update({ service, phase, done, total }: SeedProgress): void {
    const title = `${service}: ${phase}`;
    const complete = done >= total;
    if (!this.output.isTTY) {
      const now = Date.now();
      if (title === this.shown && !complete && now - this.lineAt < 5_000) return;
      if (title === this.shown && complete && this.lineAt === Infinity) return;
      this.shown = title;
      this.lineAt = complete ? Infinity : now;
      this.output.write(`  ${title} ${done.toLocaleString('en')} of ${total.toLocaleString('en')}\n`);
      return;
    }
    if (this.bar && title !== this.shown) this.end();
    if (!this.bar) {
      this.bar = new SingleBar({
        format: '  {title} {bar} {value}/{total}',
        barsize: 30,
        hideCursor: false,
        stream: this.output,
        stopOnComplete: false,
      });
      this.bar.start(total, done, { title: title.padEnd(24) });
      this.shown = title;
    }
    this.bar.setTotal(total);
    this.bar.update(done);
    if (complete) this.end();
  }

  /** Leaves the bar as it is and goes on below it. */
  end(): void {
    this.bar?.stop();
    this.bar = undefined;
  }
}
