import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, type GraphQLEnumType } from 'graphql';
import { errorCodes } from '../src/errors/graphql-errors.js';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Sources of everything that answers clients, without the list of codes itself. */
const sources = [
  'gateway/src',
  'platform/src',
  ...readdirSync(join(root, 'services')).map((name) => `services/${name}/src`),
]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  )
  .filter((path) => path.endsWith('.ts'))
  .map((path) => read(path).replace(/export const errorCodes = \[[^\]]*\]/, ''));

/** Codes of a section of the page, in its order. */
const documented = (title: string): string[] => {
  const [, section = ''] = read('docs/errors.md').split(`## \`${title}\``);
  return [...section.split('\n## ')[0]!.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code = '']) => code);
};

describe('codes of errors', () => {
  it('are those of the page', () => {
    expect(documented('errors')).toEqual([...errorCodes]);
    const ofContract = buildSchema(read('schema/api.graphql')).getType('UserErrorCode') as GraphQLEnumType;
    expect(documented('userErrors')).toEqual(ofContract.getValues().map(({ name }) => name));
  });

  it('are each said somewhere, and no other is', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(errorCodes.filter((code) => !sources.some((text) => text.includes(`'${code}'`)))).toEqual([]);
    // Where the compiler does not know that a text is a code.
    const written = sources.flatMap((text) => [...text.matchAll(/\bcode: '([A-Z_]+)'/g)].map(([, code]) => code));
    expect(written.length).toBeGreaterThan(10);
    expect(written.filter((code) => !(errorCodes as readonly (string | undefined)[]).includes(code))).toEqual([]);
  });
});
