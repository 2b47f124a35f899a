import cliProgress from 'cli-progress';

/** Shows how far something is. */
export interface ProgressDisplay {
  /** Begins a part of the work. */
  start(label: string, total: number): void;
  /** Tells how much of it is done. */
  update(done: number): void;
  /** Tells that there is more, or less, to do than was thought. */
  setTotal(total: number): void;
  /** Ends the part. */
  stop(): void;
  /** Says something without tearing the bar apart. */
  say(line: string): void;
}

const LINE_EVERY_MS = 5_000;

/** A bar where `stream` is a terminal, else a plain line every five seconds. Both leave stdout alone. */
export function createProgressDisplay(stream: NodeJS.WriteStream = process.stderr): ProgressDisplay {
  return stream.isTTY ? new Bar(stream) : new Lines(stream);
}

class Bar implements ProgressDisplay {
  #bar: cliProgress.SingleBar | null = null;
  constructor(readonly stream: NodeJS.WriteStream) {}

  start(label: string, total: number): void {
    this.#bar = new cliProgress.SingleBar(
      {
        format: `${label} {bar} {percentage}% | {value}/{total} | {eta_formatted} left`,
        stream: this.stream,
        hideCursor: true,
        etaBuffer: 50,
      },
      cliProgress.Presets.shades_classic,
    );
    this.#bar.start(total, 0);
  }
  update(done: number): void {
    this.#bar?.update(done);
  }
  setTotal(total: number): void {
    this.#bar?.setTotal(total);
  }
  stop(): void {
    this.#bar?.stop();
    this.#bar = null;
  }
  say(line: string): void {
    this.stream.write(this.#bar ? `\r\u001B[K${line}\n` : `${line}\n`);
  }
}

class Lines implements ProgressDisplay {
  #label = '';
  #total = 0;
  #done = 0;
  #spokeAt = 0;
  constructor(readonly stream: NodeJS.WriteStream) {}

  start(label: string, total: number): void {
    this.#label = label;
    this.#total = total;
    this.#done = 0;
    this.#spokeAt = Date.now();
  }
  update(done: number): void {
    this.#done = done;
    if (Date.now() - this.#spokeAt < LINE_EVERY_MS) return;
    this.#spokeAt = Date.now();
    this.say(`${this.#label}: ${done} of ${this.#total}`);
  }
  setTotal(total: number): void {
    this.#total = total;
  }
  stop(): void {
    if (this.#label !== '') this.say(`${this.#label}: ${this.#done} of ${this.#total}`);
    this.#label = '';
  }
  say(line: string): void {
    this.stream.write(`${line}\n`);
  }
}
