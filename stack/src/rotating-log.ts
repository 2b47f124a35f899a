import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

const defaultSize = 10 * 1024 * 1024;
const tailLength = 4096;

/** A log file that is put aside as `<path>.1` when it is full, so that two of them bound the space. */
export class RotatingLog {
  private file: number | undefined;
  private size = 0;
  private recent = '';

  /** @param maximumSize in bytes */
  constructor(
    private readonly path: string,
    private readonly maximumSize = defaultSize,
  ) {
    this.open();
  }

  /** Appends what a process said. Never throws: a full disk costs log lines, not the process that writes them. */
  write(chunk: Buffer | string): void {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    this.recent = (this.recent + bytes.toString('utf8')).slice(-tailLength);
    try {
      if (this.size > 0 && this.size + bytes.length > this.maximumSize) this.rotate();
      if (this.file === undefined) return;
      this.size += writeSync(this.file, bytes);
    } catch {
      // Said above.
    }
  }

  /** The last lines written since this object was made, the newest last. */
  tail(lines: number): string[] {
    return this.recent
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(-lines);
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }

  private open(): void {
    this.file = openSync(this.path, 'a', 0o600);
    this.size = fstatSync(this.file).size;
  }

  private rotate(): void {
    this.close();
    renameSync(this.path, `${this.path}.1`);
    this.open();
  }
}
