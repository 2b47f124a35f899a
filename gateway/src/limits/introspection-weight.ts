import {
  getIntrospectionQuery,
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  isWrappingType,
  Kind,
  parse,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { expandedFields, fragmentsOf, type Fragments } from './expanded-fields.js';
import { tooExpensive } from './limit-refusal.js';

/** What an operation asks of the schema itself. */
export interface Introspection {
  /** Values that its answer has at most. */
  weight: number;
  /** Whether it asks for nothing else: no subgraph has a part in it. */
  isAlone: boolean;
}

/** Fields of the first level that ask for the schema. */
const metaFields = new Map([SchemaMetaFieldDef, TypeMetaFieldDef].map((field) => [field.name, field]));

/** Most values that may always be asked for, however small the schema is. */
const leastBound = 20_000;

/** Most of them beside other fields: those are put together on the main thread, a thousand in some 3 ms. */
const boundBesideOthers = 2_000;

/** Values for which an operation costs 1. */
const valuesPerPoint = 100;

/** Objects of introspection that a selection set stands on. */
interface Subjects {
  count: number;
  /** Whether they are all that the schema has, each once, so that what they hold together is known. */
  areAll: boolean;
  /** How many `ofType` lie behind them. */
  unwrapped: number;
}

/**
 * Weighs what operations ask of one schema. The parts of the schema are counted once: what `types { fields { args } }` and
 * the like come to is exact; further down, as in `fields { type { fields } }`, each type counts as the one with most.
 */
export class IntrospectionWeigher {
  /** By `Type.field` of introspection: how many there are in all, and at one object at most. */
  private readonly all = new Map<string, number>();
  private readonly most = new Map<string, number>();
  private deepestWrapping = 0;
  private readonly bound: number;

  constructor(private readonly schema: GraphQLSchema) {
    this.countParts();
    const document = parse(
      getIntrospectionQuery({
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        inputValueDeprecation: true,
        oneOf: true,
      }),
    );
    const fragments = fragmentsOf(document);
    let whole = 0;
    for (const definition of document.definitions)
      if (definition.kind === Kind.OPERATION_DEFINITION) whole += this.weigh(definition, fragments)?.weight ?? 0;
    // Clients have introspection queries of their own, which differ by little.
    this.bound = Math.max(leastBound, 2 * whole);
  }

  /**
   * Weighs an operation, which is valid and within the document's limits.
   * @returns undefined where it does not ask for the schema
   * @throws GraphQLError TOO_EXPENSIVE where it asks for twice as much as the whole schema is, or for more than little
   * beside other fields
   */
  check(operation: OperationDefinitionNode, fragments: Fragments): Introspection | undefined {
    const found = this.weigh(operation, fragments);
    if (!found) return undefined;
    if (found.weight > this.bound)
      throw tooExpensive(`asks for up to ${found.weight} values of the schema, and ${this.bound} is the most`);
    if (!found.isAlone && found.weight > boundBesideOthers) {
      const most = `${boundBesideOthers} is the most beside other fields`;
      throw tooExpensive(`asks for up to ${found.weight} values of the schema, and ${most}: ask for the schema alone`);
    }
    return found;
  }

  private weigh(operation: OperationDefinitionNode, fragments: Fragments): Introspection | undefined {
    let weight = 0;
    let isAlone = true;
    for (const { name, selectionSet } of expandedFields(operation.selectionSet, fragments)) {
      const meta = metaFields.get(name.value);
      const type = meta && getNamedType(meta.type);
      if (selectionSet && isObjectType(type)) {
        const subject = { count: 1, areAll: meta === SchemaMetaFieldDef, unwrapped: 0 };
        weight += 1 + this.weighSet(selectionSet, type, subject, fragments);
      } else if (name.value !== '__typename') isAlone = false;
    }
    return weight ? { weight, isAlone } : undefined;
  }

  private weighSet(set: SelectionSetNode, parent: GraphQLObjectType, subjects: Subjects, fragments: Fragments): number {
    let weight = 0;
    for (const { name, selectionSet } of expandedFields(set, fragments)) {
      weight += subjects.count;
      const type = parent.getFields()[name.value]?.type;
      if (!selectionSet || !type) continue;
      const returned = getNamedType(type);
      if (!isObjectType(returned)) continue;
      const below = this.below(`${parent.name}.${name.value}`, type, subjects);
      if (below.count) weight += this.weighSet(selectionSet, returned, below, fragments);
    }
    return weight;
  }

  /** What stands behind a field of introspection. @param place `Type.field` */
  private below(place: string, type: GraphQLType, { count, areAll, unwrapped }: Subjects): Subjects {
    if (isListType(getNullableType(type))) {
      // Only these say what they hold once: a type is an interface of several others.
      const once = place === '__Schema.types' || place === '__Schema.directives' || place === '__Type.fields';
      const length = areAll ? (this.all.get(place) ?? 0) : count * (this.most.get(place) ?? 0);
      return { count: length, areAll: areAll && once, unwrapped: 0 };
    }
    if (place !== '__Type.ofType') return { count, areAll: false, unwrapped: 0 };
    const isPast = unwrapped >= this.deepestWrapping;
    return { count: isPast ? 0 : count, areAll: false, unwrapped: unwrapped + 1 };
  }

  private countParts(): void {
    const { schema } = this;
    const types = Object.values(schema.getTypeMap());
    const directives = schema.getDirectives();
    this.add('__Schema.types', types.length);
    this.add('__Schema.directives', directives.length);
    for (const directive of directives) this.addInputs('__Directive.args', directive.args);
    for (const type of types) {
      if (isEnumType(type)) this.add('__Type.enumValues', type.getValues().length);
      if (isAbstractType(type)) this.add('__Type.possibleTypes', schema.getPossibleTypes(type).length);
      if (isInputObjectType(type)) this.addInputs('__Type.inputFields', Object.values(type.getFields()));
      if (!isObjectType(type) && !isInterfaceType(type)) continue;
      const fields = Object.values(type.getFields());
      this.add('__Type.interfaces', type.getInterfaces().length);
      this.add('__Type.fields', fields.length);
      for (const field of fields) {
        this.unwrap(field.type);
        this.addInputs('__Field.args', field.args);
      }
    }
  }

  private addInputs(place: string, inputs: readonly { type: GraphQLType }[]): void {
    this.add(place, inputs.length);
    for (const { type } of inputs) this.unwrap(type);
  }

  private add(place: string, count: number): void {
    this.all.set(place, (this.all.get(place) ?? 0) + count);
    this.most.set(place, Math.max(this.most.get(place) ?? 0, count));
  }

  private unwrap(type: GraphQLType): void {
    let levels = 0;
    for (let inner = type; isWrappingType(inner); inner = inner.ofType as GraphQLType) levels += 1;
    this.deepestWrapping = Math.max(this.deepestWrapping, levels);
  }
}

/** What asking for the schema adds to the cost of an operation. */
export function introspectionPrice({ weight }: Introspection): number {
  return Math.ceil(weight / valuesPerPoint);
}
