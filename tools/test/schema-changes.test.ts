import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { compareSchemas, operationProblems, publishedRecord } from '../schema-changes.js';

const published = 'type Query { brand(id: ID!): Brand } type Brand { id: ID! name: String! } enum Mood { GOOD }';

describe('compareSchemas', () => {
  it('lets additions pass, and lists what may surprise', () => {
    const present = published.replace('id: ID! name', 'id: ID! country: String name').replace('GOOD', 'GOOD BAD');
    expect(compareSchemas(published, present, '')).toEqual({
      recorded: [],
      unrecorded: [],
      dangerous: ['BAD was added to enum type Mood.'],
    });
  });

  it('finds removals, narrower types and new duties', () => {
    const present = published
      .replace('name: String!', 'name: String')
      .replace('(id: ID!)', '(id: ID!, at: String!)')
      .replace('enum Mood { GOOD }', '');
    expect(compareSchemas(published, present, '').unrecorded.sort()).toEqual([
      'A required arg at on Query.brand was added.',
      'Brand.name changed type from String! to String.',
      'Mood was removed.',
    ]);
  });

  it('takes a record below Next, word for word, and no other', () => {
    const present = published.replace(' name: String!', '');
    const line = '- Brand.name was removed.';
    expect(
      compareSchemas(published, present, `# Changes\n\n## Next\n\n${line}\n\n## Published 2026-01-01\n`).recorded,
    ).toHaveLength(1);
    expect(
      compareSchemas(published, present, `# Changes\n\n## Next\n\n## Published 2026-01-01\n\n${line}\n`).unrecorded,
    ).toHaveLength(1);
    expect(compareSchemas(published, present, '## Next\n- Brand.name was removed, sorry.\n').unrecorded).toHaveLength(
      1,
    );
    expect(compareSchemas(published, present, '').unrecorded).toHaveLength(1);
  });
});

describe('publishedRecord', () => {
  it('dates what was next and leaves an empty Next above', () => {
    expect(publishedRecord('# Changes\n\n## Next\n\n- Brand.name was removed.\n', '2026-03-01')).toBe(
      '# Changes\n\n## Next\n\n## Published 2026-03-01\n\n- Brand.name was removed.\n',
    );
  });

  it('changes nothing where nothing was recorded', () => {
    expect(publishedRecord('# Changes\n\n## Next\n', '2026-03-01')).toBe('# Changes\n\n## Next\n');
  });
});

describe('operationProblems', () => {
  const schema = buildSchema(published);
  const check = (document: string, variables = {}) =>
    operationProblems(schema, [{ path: 'brand.graphql', document, variables }]);

  it('is content with an operation that fits', () => {
    expect(check('query Brand($id: ID!) { brand(id: $id) { name } }', { id: '1' })).toEqual([]);
  });

  it('names the line of a syntax error and of a field that is gone', () => {
    expect(check('query Brand {\n  brand(\n}')[0]).toMatch(/^brand\.graphql:3 Syntax Error/);
    expect(check('query Brand($id: ID!) {\n  brand(id: $id) { nme }\n}', { id: '1' })[0]).toMatch(
      /^brand\.graphql:2 Cannot query field "nme"/,
    );
  });

  it('finds example variables that are missing, malformed or of no use', () => {
    expect(check('query Brand($id: ID!) { brand(id: $id) { name } }', { id: ['1'], more: 1 })).toEqual([
      expect.stringContaining('variables of Brand'),
      'brand.graphql variables: no operation declares $more',
    ]);
  });
});
