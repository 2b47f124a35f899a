import { type WriteStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { basename, resolve } from 'node:path';
import { CommandFailure } from '../command-failure.js';

/** The row that something came from. */
export interface RowOrigin {
  readonly file: string;
  /** Line of a CSV file, number of an item of a JSON file. */
  readonly line: number;
}

/** Why a row was not taken. */
export interface Reject {
  readonly origin: RowOrigin;
  /** REJECTED, or CONFLICT when other numbers were there first. */
  readonly outcome: 'REJECTED' | 'CONFLICT';
  readonly reason: string;
  /** Field that is wrong; null when no single one is. */
  readonly field: string | null;
}

/**
 * Where the rows of one run go that were not taken: a CSV file with file, line, outcome, field and reason. It is made with
 * the first such row, so that a run without any leaves none behind.
 */
export class RejectsFile {
  #stream: WriteStream | null = null;
  #failure: Error | null = null;

  /** @param path of the file; one of an earlier run is replaced */
  constructor(readonly path: string) {}

  /** Writes a row. */
  add(reject: Reject): void {
    if (this.#stream === null) {
      this.#stream = createWriteStream(this.path);
      this.#stream.on('error', (error) => (this.#failure = error));
      this.#stream.write(csvLine(['file', 'line', 'outcome', 'field', 'reason']));
    }
    this.#stream.write(
      csvLine([reject.origin.file, String(reject.origin.line), reject.outcome, reject.field ?? '', reject.reason]),
    );
  }

  /** Whether there was any row. */
  get isUsed(): boolean {
    return this.#stream !== null;
  }

  /** Waits until everything is on disk; throws CommandFailure when it could not be written. */
  async close(): Promise<void> {
    if (this.#stream && !this.#failure && !this.#stream.closed) {
      this.#stream.end();
      await once(this.#stream, 'close').catch((error: Error) => (this.#failure = error));
    }
    if (this.#failure) {
      throw new CommandFailure(
        `The file of rejected rows cannot be written: ${this.#failure.message}.`,
        'Name another one with --rejects and run the same command again.',
      );
    }
  }
}

/** Path of the rejects file of a run over these files, in the working folder, unless another one is named. */
export function rejectsPath(files: readonly string[], kind: string, named?: string): string {
  return resolve(named ?? `${files.length === 1 ? basename(files[0]!) : kind}.rejected.csv`);
}

/** One line of CSV, every value that needs it in quotes. */
export function csvLine(values: readonly string[]): string {
  return `${values.map((value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(',')}\r\n`;
}
