import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
} from 'graphql';

/** Values that clients send by mistake or on purpose, by the scalar that they are sent for. */
const text = [
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '',
  ' ',
  `'; DROP TABLE creators; --`,
  `' OR '1'='1`,
  '%_\\',
  '$1 :id {} ${1}',
  '__proto__',
  '\u202e\ufeff\u200b',
  'ﷺ'.repeat(200),
  'x'.repeat(200_000),
];
const ids = [...text, '1', 'null', '00000000-0000-0000-0000-000000000000', '0192f0c1-0000-7000-8000-00000000dead'];
const hostile: Readonly<Record<string, readonly unknown[]>> = {
  String: text,
  ID: ids,
  Int: [-1, 0, 2_147_483_647, -2_147_483_648],
  Float: [-1, 0, 5e-324, 1.7e308],
  Count: [0, Number.MAX_SAFE_INTEGER, -1],
  Sequence: [Number.MAX_SAFE_INTEGER, -1],
  MinorUnits: [0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
  RawCount: [-1, 1.5, 1e300, '9223372036854775808', '1e3', '٣', '\0', '\ud800', true, { a: 1 }, [1]],
  DateTime: ['0001-01-01T00:00:00Z', '1969-12-31T23:59:59Z', '9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z', '\0'],
  CountryCode: ['ZZ', 'QQ', '\0\0', `'A`],
  CurrencyCode: ['ZZZ', 'XXX', '\0\0\0'],
};

/** Values that are fine, by the name of the argument or field; a function makes another one each time. */
export type FineValues = Readonly<Record<string, string | number | (() => string)>>;

const fineByType: Readonly<Record<string, unknown>> = {
  String: 'fine',
  ID: '0192f0c1-0000-7000-8000-000000000001',
  Int: 1,
  Float: 0.5,
  Count: 1,
  Sequence: 1,
  MinorUnits: 100,
  RawCount: 1,
  DateTime: '2026-06-01T00:00:00Z',
  CountryCode: 'VN',
  CurrencyCode: 'USD',
  Boolean: true,
};

/** A value of a type with nothing wrong in it, every optional field given. */
function fine(type: GraphQLInputType, name: string, values: FineValues): unknown {
  const given = getNullableType(type);
  if (isListType(given)) return [fine(given.ofType, name, values)];
  if (isInputObjectType(given))
    return Object.fromEntries(
      Object.values(given.getFields()).map((field) => [field.name, fine(field.type, field.name, values)]),
    );
  if (isEnumType(given)) return given.getValues()[0]!.name;
  const value = values[name] ?? fineByType[given.name];
  return typeof value === 'function' ? (value as () => string)() : value;
}

/** Every way to put one hostile value into a value that is fine otherwise. @yields the whole value */
function* spoiled(type: GraphQLInputType, name: string, values: FineValues): Generator<unknown> {
  const given = getNullableType(type);
  if (isListType(given)) {
    yield [];
    for (const entry of spoiled(given.ofType, name, values)) yield [entry];
  } else if (isInputObjectType(given)) {
    for (const field of Object.values(given.getFields()))
      for (const value of spoiled(field.type, field.name, values))
        yield { ...(fine(given, name, values) as Record<string, unknown>), [field.name]: value };
  } else if (isLeafType(given)) yield* hostile[given.name] ?? [];
}

/** Selects what can be selected without arguments, two levels deep. */
function selection(type: GraphQLOutputType, depth = 2): string {
  let named = getNullableType(type);
  while (isListType(named)) named = getNullableType(named.ofType);
  if (!isObjectType(named)) return '';
  const fields = Object.values(named.getFields()).flatMap((field) => {
    if (field.args.some(isRequiredArgument)) return [];
    let inner = getNullableType(field.type);
    while (isListType(inner)) inner = getNullableType(inner.ofType);
    if (isLeafType(inner)) return [field.name];
    return depth > 1 && !field.args.length ? [`${field.name} ${selection(field.type, depth - 1)}`] : [];
  });
  return `{ ${['__typename', ...fields].join(' ')} }`;
}

/** An operation to send. */
export interface HostileOperation {
  query: string;
  variables: Record<string, unknown>;
}

/** Operations on a root field, each with one hostile value in one place. */
export function* hostileOperations(
  kind: 'query' | 'mutation',
  field: GraphQLField<unknown, unknown>,
  values: FineValues,
): Generator<HostileOperation> {
  const parameters = field.args.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const given = field.args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const query = `${kind} (${parameters}) { ${field.name}(${given}) ${selection(field.type)} }`;
  // A cursor has no fine value of its own: left out.
  const base = Object.fromEntries(
    field.args
      .filter((argument) => argument.name !== 'after')
      .map((argument) => [argument.name, fine(argument.type, argument.name, values)]),
  );
  for (const argument of field.args)
    for (const value of spoiled(argument.type, argument.name, values))
      yield { query, variables: { ...base, [argument.name]: value } };
}
