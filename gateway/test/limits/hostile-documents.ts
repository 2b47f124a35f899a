/** Documents that are small to write and large to handle; what answers each stands in docs/bad-inputs.md. Fields are those of the paged graph. */
export interface HostileDocument {
  what: string;
  query: string;
  variables?: Record<string, unknown>;
}

const repeat = (count: number, part: (n: number) => string, between = ' '): string =>
  Array.from({ length: count }, (_, n) => part(n)).join(between);

/** Fragments that each spread the next one twice. */
const bomb = (levels: number): string =>
  `{ books { nodes { ...F0 } } } ${repeat(levels, (n) => `fragment F${n} on Book { a: same { ...F${n + 1} } b: same { ...F${n + 1} } }`)} fragment F${levels} on Book { id }`;

/** Hostile documents. */
export const hostileDocuments: readonly HostileDocument[] = [
  { what: '6,000 levels', query: `{ ${'a { '.repeat(6_000)}b${' }'.repeat(6_000)} }` },
  {
    what: '3,000 nested inline fragments',
    query: `{ ${'... { '.repeat(3_000)}report${' }'.repeat(3_000)} }`,
  },
  { what: '10,000 aliases', query: `{ ${repeat(10_000, (n) => `a${n}: report`)} }` },
  { what: '100 root aliases', query: `{ ${repeat(100, (n) => `a${n}: report`)} }` },
  {
    what: '500 aliases through fragments',
    query: `{ books { nodes { ${repeat(50, (n) => `b${n}: same { ...A }`)} } } } fragment A on Book { ${repeat(10, (n) => `x${n}: id`)} }`,
  },
  { what: '10,000 directives', query: `{ report ${'@include(if: true) '.repeat(10_000)} }` },
  { what: '300 directives', query: `{ report ${'@a '.repeat(300)} }` },
  {
    what: '300 directives on an operation and its variables',
    query: `query ($v: Int ${'@a '.repeat(150)}) ${'@b '.repeat(150)} { report(years: $v) }`,
  },
  ...[8, 12, 20, 30].map((levels) => ({
    what: `a fragment bomb of ${levels} levels`,
    query: bomb(levels),
  })),
  {
    what: 'circular fragments',
    query: '{ books { nodes { ...A } } } fragment A on Book { ...B } fragment B on Book { ...A }',
  },
  {
    what: 'a fragment within itself, that nothing spreads',
    query: '{ report } fragment A on Book { same { ...A } }',
  },
  { what: 'one field 50,000 times', query: `{ ${'report '.repeat(50_000)} }` },
  {
    what: 'one field 900 times',
    query: `{ books { nodes { ${'id '.repeat(900)} } } }`,
  },
  {
    what: 'overlapping fields in fragments',
    query: `{ books { nodes { ${repeat(40, (n) => `...F${n}`)} } } } ${repeat(40, (n) => `fragment F${n} on Book { ${'same { id } '.repeat(10)} }`)}`,
  },
  {
    what: 'overlapping fields, nested',
    query: `{ books { nodes { ${`same { ${`same { ${'id '.repeat(9)} } `.repeat(9)} } `.repeat(9)} } } }`,
  },
  { what: '200,000 tokens', query: `{ ${'report '.repeat(199_998)} }` },
  {
    what: '1,000 operations of one large fragment',
    query: `${repeat(1_000, (n) => `query Q${n} { ...A }`)} fragment A on Query { ${repeat(49, () => 'report')} }`,
  },
  { what: '900 operations', query: repeat(900, (n) => `query Q${n} { report }`) },
  { what: '9,000 values in a list', query: `{ word(texts: [${'"a" '.repeat(9_000)}]) }` },
  { what: '2,000 variables', query: `query (${repeat(2_000, (n) => `$v${n}: Int = 1`)}) { report }` },
  { what: '3,000 arguments', query: `{ word(${repeat(3_000, (n) => `a${n}: 1`)}) }` },
  {
    what: 'fragments that nothing spreads, each with the next',
    query: `{ report } ${repeat(600, (n) => `fragment F${599 - n} on Book { ...F${600 - n} id }`)} fragment F600 on Book { id }`,
  },
  {
    what: 'a literal of 3,000 nested lists',
    query: `{ word(any: ${'['.repeat(3_000)}${']'.repeat(3_000)}) }`,
  },
  {
    what: 'a variable type of 3,000 nested lists',
    query: `query ($v: ${'['.repeat(3_000)}Int${']'.repeat(3_000)}) { word(any: $v) }`,
  },
  {
    what: 'a product of nested lists',
    query: '{ books(first: 100) { nodes { books(first: 100) { nodes { chapters(first: 100) { id } } } } } }',
  },
  {
    what: 'a product of nested lists by variables',
    query:
      'query ($n: Int = 100) { books(first: $n) { nodes { books(first: $n) { edges { node { chapters(first: $n) { id } } } } } } }',
  },
  {
    what: 'a product of nested lists behind a fragment',
    query:
      '{ books(first: 100) { ...P } } fragment P on BookPage { nodes { books(first: 100) { edges { node { chapters(first: 100) { id } } } } } }',
  },
  { what: '`first` of 1e9', query: '{ books(first: 1000000000) { nodes { id } } }' },
  { what: '`first` of -1', query: '{ books(first: -1) { nodes { id } } }' },
  {
    what: '`first` of 1e9 by variable',
    query: 'query ($n: Int!) { books(first: $n) { pageInfo { hasNextPage } } }',
    variables: { n: 1e9 },
  },
  {
    what: '`first` of 3e9, which is no Int',
    query: 'query ($n: Int!) { books(first: $n) { nodes { id } } }',
    variables: { n: 3e9 },
  },
  {
    what: '`first` with `last`',
    query: '{ books(first: 1, last: 1) { nodes { id } } }',
  },
  {
    what: 'a wrong variable of 150 kB',
    query: 'query ($n: Int!) { books(first: $n) { nodes { id } } }',
    variables: { n: 'x'.repeat(150_000) },
  },
  {
    what: '10,000 wrong items in a variable',
    query: 'query ($t: [String!]) { word(texts: $t) }',
    variables: { t: Array.from({ length: 10_000 }, () => 1) },
  },
  {
    what: '40,000 unknown fields in a variable',
    query: 'query ($by: Sieve) { sift(by: $by) }',
    variables: { by: Object.fromEntries(Array.from({ length: 40_000 }, (_, n) => [`k${n}`, 1])) },
  },
];
