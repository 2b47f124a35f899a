import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { importProblem } from '../lint/house-imports.js';
import { nullabilityProblems } from '../lint/nullable-across-owners.js';
import { emptyPart } from '../lint/telling-file-name.js';

describe('who may import whom', () => {
  const may = (from: string, to: string, specifier: string) => expect(importProblem(from, to, specifier)).toBeNull();
  const mayNot = (from: string, to: string, specifier: string, why: string) =>
    expect(importProblem(from, to, specifier)).toContain(why);

  it('lets every process stand on the platform and the contract', () => {
    may('services/brand/src/main.ts', 'platform/src/process/service.ts', '#platform/process/service.js');
    may('gateway/src/server.ts', 'schema/known-operations.ts', '#schema/known-operations.js');
    may('services/brand/src/main.ts', 'services/brand/src/server.ts', './server.js');
  });

  it('keeps services apart from each other and from the gateway', () => {
    mayNot(
      'services/brand/src/main.ts',
      'services/creator/src/server.ts',
      '../../creator/src/server.js',
      'services/brand must not import services/creator',
    );
    mayNot(
      'services/brand/src/main.ts',
      'gateway/src/server.ts',
      '../../../gateway/src/server.js',
      'must not import gateway',
    );
  });

  it('keeps the marketplace out of platform and schema', () => {
    mayNot('platform/src/paging/connection.ts', 'schema/subgraph-sdl.ts', '#schema/subgraph-sdl.js', 'only itself');
    mayNot(
      'schema/known-operations.ts',
      'platform/src/errors/user-errors.ts',
      '#platform/errors/user-errors.js',
      'only itself',
    );
  });

  it('gives demo data to a seed alone', () => {
    may('services/brand/src/seed.ts', 'demo/src/demo-id.ts', '#demo/demo-id.js');
    may('services/brand/src/seed/brands.ts', 'demo/src/demo-id.ts', '#demo/demo-id.js');
    mayNot('services/brand/src/server.ts', 'demo/src/demo-id.ts', '#demo/demo-id.js', 'must not import demo');
    mayNot('services/brand/src/seedling.ts', 'demo/src/demo-id.ts', '#demo/demo-id.js', 'must not import demo');
  });

  it('wants subpaths between parts, and lets end-to-end tests see everything', () => {
    mayNot(
      'gateway/src/server.ts',
      'platform/src/errors/user-errors.ts',
      '../../platform/src/errors/user-errors.js',
      'by its subpath',
    );
    may('stack/test/e2e/life.test.ts', 'services/brand/src/server.ts', '../../../services/brand/src/server.js');
  });
});

describe('file names', () => {
  it('refuses names that say nothing', () => {
    expect(emptyPart('services/brand/src/utils.ts')).toBe('utils');
    expect(emptyPart('date-helpers.ts')).toBe('helpers');
    expect(emptyPart('campaign.policy.ts')).toBeNull();
    expect(emptyPart('commonwealth.ts')).toBeNull();
  });
});

describe('nullability across owners', () => {
  const problems = (sdl: string) => nullabilityProblems(parse(sdl)).map(({ message }) => message);

  it('wants an entity of another subgraph nullable, in lists too', () => {
    const stub = 'type Brand @key(fields: "id", resolvable: false) { id: ID! }';
    expect(problems(`${stub} "Ours." type Campaign @key(fields: "id") { id: ID! brand: Brand! }`)).toEqual([
      'Campaign.brand must be nullable: Brand is owned by another subgraph.',
    ]);
    expect(problems(`${stub} "Ours." type Page { brands: [Brand!]! }`)).toHaveLength(1);
    expect(problems(`${stub} "Ours." type Page { brands: [Brand]! one: Brand }`)).toEqual([]);
  });

  it('wants what is added to an entity of another subgraph nullable, its key aside', () => {
    expect(problems('type Creator @key(fields: "id") { id: ID! metrics: Metrics! }')).toEqual([
      'Creator.metrics must be nullable: Creator is owned by another subgraph.',
    ]);
    expect(problems('"Ours." type Creator @key(fields: "id") { id: ID! videos: [Video!]! }')).toEqual([]);
  });

  it('wants root fields of Query nullable, and fields that may be refused', () => {
    expect(problems('type Query { viewer: Viewer! } type Mutation { go: Payload! @authenticated }')).toHaveLength(1);
    expect(problems('"Ours." type Brand { email: String! @requiresScopes(scopes: [["operator"]]) }')).toEqual([
      'Brand.email must be nullable: @requiresScopes may refuse it.',
    ]);
  });
});
