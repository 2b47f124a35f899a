import {
  getNullableType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  parseType,
  parseValue,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLScalarType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { Literal } from './document-skeleton.js';

/** A document whose literals became variables, as far as they can. */
export interface HoistedDocument {
  document: DocumentNode;
  /** The variables that stand for literals. */
  slots: readonly LiteralSlot[];
}

/** A variable that stands for a literal. */
export interface LiteralSlot {
  variable: string;
  /** Which literal of the document. */
  literal: number;
  type: GraphQLScalarType;
}

/** What becomes of each literal: the first one equal to it among those that become variables; undefined for one that stays. */
export type LiteralGroups = readonly (number | undefined)[];

const prefix = '_literal';

/** Largest and smallest Int, https://spec.graphql.org/October2021/#sec-Int. */
const largestInt = 2 ** 31 - 1;
const smallestInt = -(2 ** 31);

/**
 * Finds which literals may become variables without a change of meaning: those in arguments of fields, at a place of a
 * scalar type, of a document with one operation. Directives, defaults of variables, and what stands for a whole list
 * keep theirs. The answer is the same for all documents of one skeleton.
 * @param document valid, with locations
 */
export function hoistableLiterals(
  document: DocumentNode,
  literals: readonly Literal[],
  schema: GraphQLSchema,
): readonly boolean[] {
  const hoistable = literals.map(() => false);
  if (!canHoist(document)) return hoistable;
  visitLiterals(document, literals, schema, (number) => {
    hoistable[number] = true;
  });
  return hoistable;
}

/**
 * Puts variables in the place of literals. Equal literals of one type become one variable, so that fields that may be
 * merged by their equal arguments still may.
 */
export function hoistLiterals(
  document: DocumentNode,
  literals: readonly Literal[],
  groups: LiteralGroups,
  schema: GraphQLSchema,
): HoistedDocument {
  const slots = new Map<string, LiteralSlot>();
  const definitions: VariableDefinitionNode[] = [];
  const replaced = visitLiterals(document, literals, schema, (number, type) => {
    const group = groups[number];
    if (group === undefined) return undefined;
    const place = `${group} ${String(type)}`;
    let slot = slots.get(place);
    if (!slot) {
      const variable = `${prefix}${slots.size}`;
      slot = { variable, literal: number, type: getNullableType(type) as GraphQLScalarType };
      slots.set(place, slot);
      definitions.push({
        kind: Kind.VARIABLE_DEFINITION,
        variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } },
        type: parseType(String(type), { noLocation: true }),
      });
    }
    return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: slot.variable } };
  });
  if (!definitions.length) return { document, slots: [] };
  return {
    document: {
      ...replaced,
      definitions: replaced.definitions.map((definition) =>
        definition.kind === Kind.OPERATION_DEFINITION
          ? { ...definition, variableDefinitions: [...(definition.variableDefinitions ?? []), ...definitions] }
          : definition,
      ),
    },
    slots: [...slots.values()],
  };
}

/** Groups equal literals. @param hoistable as `hoistableLiterals` found them */
export function literalGroups(literals: readonly Literal[], hoistable: readonly boolean[]): LiteralGroups {
  const first = new Map<string, number>();
  return literals.map(({ kind, source }, number) => {
    if (!hoistable[number]) return undefined;
    const key = kind + source;
    const known = first.get(key);
    if (known !== undefined) return known;
    first.set(key, number);
    return number;
  });
}

/**
 * Reads the values of a document's literals as variables.
 * @returns undefined where one does not fit its place, which validation has to say in its own words
 */
export function literalValues(
  slots: readonly LiteralSlot[],
  literals: readonly Literal[],
): Record<string, unknown> | undefined {
  const values: Record<string, unknown> = {};
  for (const { variable, literal, type } of slots) {
    const value = literalValue(literals[literal]!, type);
    if (value === undefined) return undefined;
    values[variable] = value;
  }
  return values;
}

function literalValue({ kind, source }: Literal, type: GraphQLScalarType): string | number | undefined {
  if (kind === 'string') return stringValue(source);
  // The grammar's numbers alone: the skeleton takes `007` and `1a` for numbers too.
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(source)) return undefined;
  if (type.name === 'ID') return source;
  const value = Number(source);
  if (type.name === 'Int') return value >= smallestInt && value <= largestInt ? value : undefined;
  return Number.isFinite(value) ? value : undefined;
}

// No escapes, no control characters but the tab, no surrogates: the value is what stands there.
const plainString = /^"[\t !#-[\]-\ud7ff\ue000-\uffff]*"$/;

function stringValue(source: string): string | undefined {
  if (plainString.test(source) && !source.startsWith('"""')) return source.slice(1, -1);
  try {
    const node = parseValue(source, { noLocation: true });
    return node.kind === Kind.STRING ? node.value : undefined;
  } catch {
    return undefined;
  }
}

function canHoist(document: DocumentNode): boolean {
  const operations = document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (operations.length !== 1) return false;
  return !operations[0]!.variableDefinitions?.some(({ variable }) => variable.name.value.startsWith(prefix));
}

/**
 * Calls back for every literal that stands where a variable of its scalar type may.
 * @param found may give what to put in its place
 */
function visitLiterals(
  document: DocumentNode,
  literals: readonly Literal[],
  schema: GraphQLSchema,
  found: (number: number, type: GraphQLInputType) => ValueNode | void,
): DocumentNode {
  const numbers = new Map(literals.map(({ start }, number) => [start, number]));
  const typeInfo = new TypeInfo(schema);
  const onLiteral = (node: ValueNode): ValueNode | undefined => {
    const type = typeInfo.getInputType();
    const scalar = getNullableType(type);
    const number = node.loc && numbers.get(node.loc.start);
    if (!type || !isScalarType(scalar) || number === undefined) return undefined;
    // A scalar of the subgraph's own may read `1.0` and `1` otherwise than JSON has them; text is text to all.
    if (!isSpecifiedScalarType(scalar) && node.kind !== Kind.STRING) return undefined;
    return found(number, type) ?? undefined;
  };
  return visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Directive: () => false,
      VariableDefinition: () => false,
      IntValue: onLiteral,
      FloatValue: onLiteral,
      StringValue: onLiteral,
    }),
  );
}
