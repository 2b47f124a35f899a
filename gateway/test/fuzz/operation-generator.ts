import {
  getNamedType,
  isCompositeType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { SeededRandom } from './seeded-random.js';

/** A valid operation with its variables. */
export interface GeneratedOperation {
  query: string;
  variables: Record<string, unknown>;
}

// Names that are something else to JavaScript objects stand among the aliases.
const aliases = [
  'a0',
  'a1',
  'a2',
  'a3',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'length',
  'note',
  'id',
  'code',
  'size',
  'label',
  'box',
  'w',
  '__typename',
];
const booleans = ['true', 'false', '$yes', '$no', '$yesByDefault', '$noByDefault'];
const declarations: Record<string, string> = {
  $yes: '$yes: Boolean!',
  $no: '$no: Boolean!',
  $yesByDefault: '$yesByDefault: Boolean! = true',
  $noByDefault: '$noByDefault: Boolean! = false',
  $n: '$n: Int',
  $s: '$s: String = "by default"',
  $c: '$c: Color',
  $l: '$l: [Int!]',
};

/** Makes operations over a schema, decided by a seed. */
export class OperationGenerator {
  constructor(private readonly schema: GraphQLSchema) {}

  /**
   * An operation that is valid; what the seed gives first may not be, so that it tries a few.
   * @param isValid tells by the text
   */
  generate(seed: string, isValid: (query: string) => boolean): GeneratedOperation {
    for (let attempt = 0; ; attempt += 1) {
      const random = new SeededRandom(`${seed}/${attempt}`);
      const operation = new OperationWriter(this.schema, random).write();
      if (isValid(operation.query)) return operation;
      if (attempt > 200) return { query: '{ __typename }', variables: {} };
    }
  }
}

class OperationWriter {
  private readonly fragments: string[] = [];
  private selections = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: SeededRandom,
  ) {}

  write(): GeneratedOperation {
    const { random, schema } = this;
    const mutation = schema.getMutationType();
    const subscription = schema.getSubscriptionType();
    const kind =
      subscription && random.chance(0.12) ? 'subscription' : mutation && random.chance(0.15) ? 'mutation' : 'query';
    const depth = 2 + random.below(4);
    const body =
      kind === 'subscription'
        ? // One root field, which graphql-js cannot validate with a condition on a variable that has a default.
          `{ ${this.field(random.pick(Object.values(subscription!.getFields())), depth, 0)} }`
        : this.selectionSet(kind === 'mutation' ? mutation! : schema.getQueryType()!, depth, true);
    const text = `${body} ${this.fragments.join(' ')}`;
    const used = Object.keys(declarations).filter((variable) => new RegExp(`\\${variable}\\b`).test(text));
    const variables: Record<string, unknown> = {};
    const given: Record<string, unknown> = {
      $yes: true,
      $no: false,
      $yesByDefault: random.chance(0.5),
      $noByDefault: random.chance(0.5),
      $n: random.below(5),
      $s: 'a "text"',
      $c: random.pick(['RED', 'BLUE', null]),
      $l: [1, 2],
    };
    for (const name of used)
      if (name === '$yes' || name === '$no' || random.chance(0.6)) variables[name.slice(1)] = given[name];
    const declared = used.length ? `(${used.map((name) => declarations[name]).join(', ')})` : '';
    const name = random.chance(0.5) || declared ? ' Op' : '';
    return { query: `${kind}${name}${declared} ${text}`, variables };
  }

  private selectionSet(type: GraphQLCompositeType, depth: number, root = false): string {
    const { random } = this;
    const parts: string[] = [];
    const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
    const choices = depth > 0 ? fields : fields.filter((field) => !isCompositeType(getNamedType(field.type)));
    const wanted = root ? 1 + random.below(3) : 1 + random.below(4);
    for (let count = 0; count < wanted && choices.length && this.selections < 60; count += 1)
      parts.push(this.field(random.pick(choices), depth));
    if (random.chance(0.15)) parts.push(`${this.alias(0.2)}__typename`);
    // Fragments nest without going deeper in the data; selections bound them.
    if (this.selections < 60 && (!root || random.chance(0.1)))
      for (let count = random.below(isObjectType(type) ? 4 : 6) - 2; count > 0; count -= 1)
        parts.push(this.fragment(type, depth));
    if (root && random.chance(0.02)) parts.push('__type(name: "Box") { name fields { name } }');
    if (!parts.length) parts.push('__typename');
    return `{ ${parts.join(' ')} }`;
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number, skippable = 0.08): string {
    this.selections += 1;
    const named = getNamedType(field.type);
    const below = isCompositeType(named) ? ` ${this.selectionSet(named, depth - 1)}` : '';
    return `${this.alias(0.15)}${field.name}${this.arguments(field.args)}${this.directives(skippable)}${below}`;
  }

  private fragment(type: GraphQLCompositeType, depth: number): string {
    const { random, schema } = this;
    this.selections += 1;
    const possible = isObjectType(type) ? [type] : schema.getPossibleTypes(type);
    const abstract = isObjectType(type) ? type.getInterfaces() : [...(possible[0]?.getInterfaces() ?? []), type];
    const condition = random.pick<GraphQLCompositeType>([...possible, ...possible, ...abstract]);
    const selection = this.selectionSet(condition, depth - (depth > 0 ? 1 : 0));
    if (random.chance(0.2) && condition === type) return `...${this.directives(0.3)} ${selection}`;
    if (random.chance(0.25)) {
      const name = `F${this.fragments.length}`;
      this.fragments.push(`fragment ${name} on ${condition.name} ${selection}`);
      return `...${name}${this.directives(0.15)}`;
    }
    return `... on ${condition.name}${this.directives(0.15)} ${selection}`;
  }

  private alias(probability: number): string {
    return this.random.chance(probability) ? `${this.random.pick(aliases)}: ` : '';
  }

  private directives(probability: number): string {
    const { random } = this;
    if (!random.chance(probability)) return '';
    const one = `@${random.pick(['skip', 'include'])}(if: ${random.pick(booleans)})`;
    if (!random.chance(0.15)) return ` ${one}`;
    return ` @skip(if: ${random.pick(booleans)}) @include(if: ${random.pick(booleans)})`;
  }

  private arguments(known: readonly GraphQLArgument[]): string {
    const { random } = this;
    const literals: Record<string, string[]> = {
      n: ['1', '2', 'null', '$n'],
      s: ['"x"', '"with \\"quotes\\" and  two spaces"', '"""block"""', '$s'],
      c: ['RED', 'GREEN', '$c'],
      l: ['[1, 2]', '[]', '3', '$l'],
    };
    const given = random.some(known, 0.4).map(({ name }) => `${name}: ${random.pick(literals[name]!)}`);
    return given.length ? `(${given.join(', ')})` : '';
  }
}
