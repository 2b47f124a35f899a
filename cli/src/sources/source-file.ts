import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { parse } from 'csv-parse';
import { CommandFailure } from '../command-failure.js';
import type { Mapping } from './mapping.js';
import { CsvHeader, type SourceRow, csvRow, jsonRow, parseJsonKeepingDigits, readPath } from './source-row.js';

/** A file whose format has been recognised. */
export interface SourceFile {
  readonly path: string;
  readonly mapping: Mapping;
  /** Size in bytes. */
  readonly size: number;
  /**
   * Its rows, read as they are asked for.
   * @param onProgress is told how many bytes have been read so far
   * @throws CommandFailure when the file breaks off or cannot be read on
   */
  rows(onProgress?: (bytes: number) => void): AsyncIterable<SourceRow>;
}

// A record longer than this is a quote that was never closed, not a record.
const LONGEST_RECORD = 1_000_000;

/**
 * Recognises a file by its header or JSON shape; the mapping that asks for the most columns wins.
 * @throws CommandFailure when it cannot be read, or no mapping fits
 */
export async function openSourceFile(path: string, mappings: readonly Mapping[]): Promise<SourceFile> {
  let size: number;
  let start: string;
  try {
    const status = await stat(path);
    if (!status.isFile()) throw new CommandFailure(`${path} is not a file.`);
    size = status.size;
    start = await readStart(path);
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(`${path} cannot be read: ${(error as Error).message}.`);
  }
  const first = start.replace(/^\uFEFF/, '').trimStart()[0];
  if (first === undefined) throw new CommandFailure(`${path} is empty.`);
  return first === '{' || first === '[' ? openJson(path, size, mappings) : openCsv(path, size, mappings);
}

async function readStart(path: string): Promise<string> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(256), position: 0 });
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await handle.close();
  }
}

async function openCsv(path: string, size: number, mappings: readonly Mapping[]): Promise<SourceFile> {
  const header = new CsvHeader(await readHeader(path));
  const candidates = mappings.flatMap((mapping) => {
    if (mapping.recognise.format !== 'csv') return [];
    const wanted = mapping.recognise.columns;
    const fits = wanted.every((names) => [names].flat().some((name) => header.has(name)));
    return fits ? [{ mapping, weight: wanted.length }] : [];
  });
  const mapping = heaviest(path, candidates, () => `its columns are: ${header.names.join(', ').slice(0, 400)}`);
  return { path, mapping, size, rows: (onProgress) => csvRows(path, onProgress) };
}

async function openJson(path: string, size: number, mappings: readonly Mapping[]): Promise<SourceFile> {
  let content: unknown;
  try {
    content = parseJsonKeepingDigits(await readFile(path, 'utf8'));
  } catch (error) {
    throw new CommandFailure(`${path} is no valid JSON: ${(error as Error).message}.`);
  }
  const candidates = mappings.flatMap((mapping) => {
    if (mapping.recognise.format !== 'json') return [];
    const { items, fields } = mapping.recognise;
    const list = readPath(content, items);
    const sample: unknown = Array.isArray(list) ? list[0] : undefined;
    return sample !== undefined && fields.every((field) => readPath(sample, field) !== undefined)
      ? [{ mapping, weight: fields.length }]
      : [];
  });
  const mapping = heaviest(path, candidates, () => 'it is JSON of an unknown shape');
  const list = readPath(content, mapping.recognise.format === 'json' ? mapping.recognise.items : '') as unknown[];
  return {
    path,
    mapping,
    size,
    async *rows(onProgress) {
      for (const [index, item] of list.entries()) {
        onProgress?.(Math.round((size * (index + 1)) / list.length));
        yield jsonRow(item, index + 1);
      }
    },
  };
}

function heaviest(path: string, candidates: { mapping: Mapping; weight: number }[], looks: () => string): Mapping {
  const [best, second] = candidates.toSorted((a, b) => b.weight - a.weight);
  if (!best) {
    throw new CommandFailure(
      `No mapping recognises ${path}; ${looks()}.`,
      'Describe the format in a mapping file and pass it with --mapping (examples: cli/mappings).',
    );
  }
  if (second && second.weight === best.weight) {
    throw new CommandFailure(
      `${path} fits two mappings, "${best.mapping.name}" and "${second.mapping.name}".`,
      'Name the right one with --mapping.',
    );
  }
  return best.mapping;
}

function csvRecords(path: string, onProgress?: (bytes: number) => void) {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
  });
  const stream = createReadStream(path);
  let bytes = 0;
  stream.on('data', (chunk) => onProgress?.((bytes += chunk.length)));
  stream.on('error', (error) => parser.destroy(error));
  parser.on('close', () => stream.destroy());
  return stream.pipe(parser) as AsyncIterable<{ record: string[]; info: { lines: number } }>;
}

async function readHeader(path: string): Promise<string[]> {
  try {
    for await (const { record } of csvRecords(path)) return record;
  } catch (error) {
    throw unreadable(path, error);
  }
  throw new CommandFailure(`${path} has no header line.`);
}

async function* csvRows(path: string, onProgress?: (bytes: number) => void): AsyncIterable<SourceRow> {
  let header: CsvHeader | null = null;
  let nextLine = 1;
  try {
    for await (const { record, info } of csvRecords(path, onProgress)) {
      const line = nextLine;
      nextLine = info.lines + 1;
      if (header) yield csvRow(header, record, line);
      else header = new CsvHeader(record);
    }
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): unknown {
  const code = (error as { code?: string }).code ?? '';
  // Whoever consumes the rows may throw through the loop: that is not the file's fault.
  if (!code.startsWith('CSV_') && (error as { syscall?: string }).syscall === undefined) return error;
  return new CommandFailure(
    `${path} cannot be read on: ${(error as Error).message}.`,
    'Repair the file and run the same command again.',
  );
}
