import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CommandFailure } from '../command-failure.js';
import { SOURCE_KINDS, type SourceKind, TARGET_FIELDS } from './target-fields.js';
import { TRANSFORM_NAMES } from './transforms.js';

const column = z.string().min(1);
const alternatives = z.union([column, z.array(column).min(1)]);
const options = {
  /** Transform instead of the field's usual one. */
  as: z.enum(TRANSFORM_NAMES).optional(),
  /** Regular expression: a value that matches it is a placeholder, and counts as unknown. */
  unless: z.string().optional(),
};
const rule = z.union([
  alternatives,
  /** The first of these columns (or JSON paths) that has a value. */
  z.strictObject({ column: alternatives, ...options }),
  /** All of these columns: joined by a space, or as a list for fields that are lists. */
  z.strictObject({ columns: z.array(column).min(1), ...options }),
  /** The same for every row. */
  z.strictObject({ constant: z.union([z.string(), z.boolean(), z.number()]) }),
  /** What the name of the file (or its folder) says; see capture-date.ts. */
  z.strictObject({ fileName: z.literal('period-end') }),
]);
const fields = z.record(z.string(), rule);
const mapping = z.strictObject({
  name: z.string().min(1),
  /** What the file is about, to end the sentence "it holds …". */
  about: z.string().min(1),
  recognise: z.discriminatedUnion('format', [
    z.strictObject({ format: z.literal('csv'), columns: z.array(alternatives).min(1) }),
    z.strictObject({ format: z.literal('json'), items: z.string(), fields: z.array(column).min(1) }),
  ]),
  creators: fields.optional(),
  videos: fields.optional(),
  snapshots: fields.optional(),
});

/** How one target field is filled. */
export type FieldRule = z.infer<typeof rule>;
/** How the files of one source are recognised and read. */
export type Mapping = z.infer<typeof mapping>;

// Seen from the source, which tests run, and from the compiled program, which lies deeper and has no copy of them.
const FOLDERS = ['../../mappings/', '../../../../cli/mappings/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** Header as mappings write it: no byte-order mark, one line, lower case, no punctuation but `_`. */
export function normaliseHeader(header: string): string {
  return header
    .replace(/^\uFEFF/, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_]+/gu, ' ')
    .trim();
}

/** Reads one mapping file; throws CommandFailure with every fault in it. */
export function readMapping(path: string): Mapping {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CommandFailure(`The mapping ${path} cannot be read: ${(error as Error).message}.`);
  }
  const parsed = mapping.safeParse(content);
  const faults = parsed.success
    ? unknownFields(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
  if (!parsed.success || faults.length > 0) {
    throw new CommandFailure(
      `The mapping ${path} is faulty: ${faults.join('; ')}.`,
      'The files in cli/mappings are examples of good ones.',
    );
  }
  return parsed.data;
}

function unknownFields(data: Mapping): string[] {
  return SOURCE_KINDS.flatMap((kind: SourceKind) =>
    Object.keys(data[kind] ?? {})
      .filter((field) => !(field in TARGET_FIELDS[kind]))
      .map((field) => `${kind}.${field}: there is no such field`),
  );
}

/** All mappings that come with the program, by name of their files. */
export function readBuiltInMappings(): Mapping[] {
  const folder = FOLDERS.find((path) => existsSync(path));
  if (!folder)
    throw new CommandFailure('The mappings that come with the program are missing: there is no folder cli/mappings.');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => readMapping(join(folder, file)));
}
