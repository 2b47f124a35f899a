import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installationRoot } from '../src/installation.js';

const read = (path: string) => readFileSync(join(installationRoot, path), 'utf8');
const readme = read('README.md');

describe('the README', () => {
  it.each([
    'stack/src/settings.ts',
    'gateway/src/environment.ts',
    'gateway/src/identity-settings.ts',
    'platform/src/configuration/environment.ts',
    ...['creator', 'brand', 'campaign', 'analytics'].map((service) => `services/${service}/src/environment.ts`),
  ])('has a line for every setting of %s', (path) => {
    const settings = [...read(path).matchAll(/^ +([A-Z][A-Z\d]*(?:_[A-Z\d]+)*): /gm)].map(([, name]) => name!);
    expect(settings).not.toEqual([]);
    expect(settings.filter((name) => !readme.includes(`\n| \`${name}\``))).toEqual([]);
  });

  it('has a line for every setting of the command line', () => {
    const names = [...read('cli/src/environment.ts').matchAll(/text\('([A-Z_]+)'\)/g)].map(([, name]) => name!);
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it('links to files that are there', () => {
    for (const [, path] of readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g))
      expect(() => read(path!)).not.toThrow(/ENOENT/);
  });
});
