import { RandomStream } from '#demo/random.js';
import { longPlan } from './hostile-graph.js';

/** A request that wants to do harm. */
export interface HostileRequest {
  kind: string;
  query: string;
  variables?: Record<string, unknown>;
}

/** Longest document, in characters; a request is a little longer. */
const longest = 100_000;

type Maker = (random: RandomStream) => Omit<HostileRequest, 'kind'>;

const repeat = (count: number, part: (n: number) => string, between = ' '): string =>
  Array.from({ length: count }, (_, n) => part(n)).join(between);
const word = (random: RandomStream): string => `w${random.integer(0, 999_999_999).toString(36)}`;
const filler = (random: RandomStream, length: number): string => {
  const letters = repeat(64, () => word(random));
  return letters.repeat(Math.ceil(length / letters.length)).slice(0, length);
};

/** Fragments that each spread the next one twice. */
const bomb = (random: RandomStream, levels: number): string => {
  const name = word(random);
  return `{ shelf { ...${name}0 } } ${repeat(levels, (n) => `fragment ${name}${n} on Item { a: same { ...${name}${n + 1} } b: same { ...${name}${n + 1} } }`)} fragment ${name}${levels} on Item { id }`;
};

/** Just within the limits, and then a field that nobody knows: as much work for validation as a document can make. */
const nearLimit: Maker = (random) => {
  const name = word(random);
  return {
    query: `query ${name} { shelf { ${repeat(random.integer(80, 95), (n) => `${name}${n}: same { id title price same { id title same { id } } }`)} } ${name} }`,
  };
};

const makers: Readonly<Record<string, Maker>> = {
  'deep nesting': (random) => {
    const levels = random.integer(60, 9_000);
    return { query: `{ shelf { ${'same { '.repeat(levels)}${word(random)}${' }'.repeat(levels)} } }` };
  },
  'nested inline fragments': (random) => {
    const levels = random.integer(60, 9_000);
    return { query: `{ ${'... { '.repeat(levels)}${word(random)}${' }'.repeat(levels)} }` };
  },
  'aliases of a field': (random) => {
    const name = word(random);
    return { query: `{ shelf { ${repeat(random.integer(101, 5_000), (n) => `${name}${n}: id`)} } }` };
  },
  'aliases of root fields': (random) => {
    const name = word(random);
    return { query: `{ ${repeat(random.integer(51, 4_000), (n) => `${name}${n}: a`)} }` };
  },
  directives: (random) => ({
    query: `query ${word(random)} { a ${'@include(if: true) '.repeat(random.integer(201, 4_900))} }`,
  }),
  'fragment bomb': (random) => ({ query: bomb(random, random.integer(8, 400)) }),
  'circular fragments': (random) => {
    const name = word(random);
    const count = random.integer(1, 40);
    return {
      query: `{ shelf { ...${name}0 } } ${repeat(count, (n) => `fragment ${name}${n} on Item { same { ...${name}${(n + 1) % count} } }`)}`,
    };
  },
  'one field again and again': (random) => ({
    query: `query ${word(random)} { ${'a '.repeat(random.integer(1_001, 49_000))} }`,
  }),
  'overlapping fields': (random) => {
    const name = word(random);
    const each = random.integer(10, 20);
    return {
      query: `query ${name} { shelf { ${repeat(40, (n) => `...${name}${n}`)} } } ${repeat(40, (n) => `fragment ${name}${n} on Item { ${'same { id } '.repeat(each)} }`)}`,
    };
  },
  tokens: (random) => ({ query: `query ${word(random)} { ${'[ } $ ! '.repeat(random.integer(2_600, 12_000))} }` }),
  'cost of nested lists': (random) => ({
    query: `query ${word(random)} { shelf(first: ${random.integer(100, 900)}) { items(first: ${random.integer(100, 900)}) { items(first: 100) { ${word(random)}: id same { id } } } } }`,
  }),
  'cost by variables': (random) => ({
    query: `query ${word(random)} ($n: Int!) { shelf(first: $n) { items(first: $n) { items(first: $n) { id same { id } } } } }`,
    variables: { n: random.integer(100, 900) },
  }),
  'long lists': (random) => ({
    query: `query ${word(random)} ($n: Int) { shelf(first: $n) { id } }`,
    variables: { n: random.integer(1_001, 2_000_000_000) },
  }),
  'wrong items in a variable': (random) => ({
    query: `query ${word(random)} ($t: [String!]) { word(texts: $t) }`,
    variables: { t: Array.from({ length: random.integer(1_000, 20_000) }, () => random.integer(0, 9)) },
  }),
  'a wrong variable': (random) => ({
    query: `query ${word(random)} ($n: Int!) { shelf(first: $n) { id } }`,
    variables: { n: filler(random, random.integer(10_000, 95_000)) },
  }),
  'a huge string': (random) => ({
    query: `{ word(text: "${filler(random, random.integer(10_000, 95_000))}") ${word(random)} }`,
  }),
  'a huge block string': (random) => ({
    query: `{ word(text: """${repeat(random.integer(1_000, 9_000), () => '  x', '\n')}""") ${word(random)} }`,
  }),
  'no GraphQL': (random) => ({
    query: `{ a ${repeat(random.integer(1_000, 9_000), () => String.fromCodePoint(0x1f300 + random.integer(0, 699)), '')} }`,
  }),
  comments: (random) => ({
    query: `${repeat(random.integer(1_000, 3_000), () => `# ${'é'.repeat(25)}`, '\n')}\n{ ${word(random)} }`,
  }),
  'nested values': (random) => {
    const levels = random.integer(60, 9_000);
    return { query: `query ${word(random)} { word(any: ${'['.repeat(levels)}${']'.repeat(levels)}) }` };
  },
  'values side by side': (random) => ({
    query: `query ${word(random)} { word(texts: [${'"a" '.repeat(random.integer(5_000, 9_900))}]) ${word(random)} }`,
  }),
  'unknown arguments': (random) => {
    const name = word(random);
    return { query: `{ word(${repeat(random.integer(500, 2_400), (n) => `${name}${n}: 1`)}) }` };
  },
  'variable definitions': (random) => {
    const name = word(random);
    return { query: `query (${repeat(random.integer(500, 2_000), (n) => `$${name}${n}: Int = 1`)}) { a }` };
  },
  'unknown fragments': (random) => {
    const name = word(random);
    return { query: `{ shelf { ${repeat(random.integer(200, 990), (n) => `...${name}${n}`)} } }` };
  },
  'many operations': (random) => {
    const name = word(random);
    return {
      query: `${repeat(random.integer(50, 900), (n) => `query ${name}${n} { shelf { id } }`)} query ${name} { ${name} }`,
    };
  },
  'a valid document but for one field': nearLimit,
};

/** Kinds of requests, apart from those that take long to plan. */
export const hostileKinds: readonly string[] = Object.keys(makers);

/** A hostile request, of the kind that its number falls to. It must be refused. */
export function hostileRequest(seed: string, number: number): HostileRequest {
  const kind = hostileKinds[number % hostileKinds.length]!;
  const made = makers[kind]!(new RandomStream(`${seed} ${number}`));
  if (made.query.length > longest) throw new Error(`${kind} ${number} is too long: ${made.query.length}`);
  return { kind, ...made };
}

/** A request that passes every limit of documents and takes minutes to plan. */
export function longPlanRequest(seed: string, number: number): HostileRequest {
  return { kind: 'a long plan', query: longPlan(word(new RandomStream(`${seed} plan ${number}`))) };
}
