import type { NamedType, Supergraph } from '@apollo/federation-internals';

/** How long the lists of a field are expected to be: what its `@listSize` says. */
export interface ListSize {
  assumedSize: number | undefined;
  /** Arguments that say how many are asked for, such as `first`, or `input.first`. */
  slicingArguments: readonly string[];
  /** Fields of the returned type that the size is about; empty when it is about the field itself. */
  sizedFields: readonly string[];
  /** Whether exactly one of the slicing arguments must be there. */
  requiresOne: boolean;
}

/** What the directives of a supergraph say about cost. A weight is undefined where nothing is said. */
export interface CostRules {
  typeWeight(type: string): number | undefined;
  /** Of a field, also of an input object. */
  fieldWeight(type: string, field: string): number | undefined;
  argumentWeight(type: string, field: string, argument: string): number | undefined;
  listSize(type: string, field: string): ListSize | undefined;
}

/** What carries directives in the planner's schema. */
interface Carrier {
  appliedDirectivesOf(name: string): readonly { arguments(): Readonly<Record<string, unknown>> }[];
}

/** Reads `@cost` and `@listSize` from a supergraph, whatever names its `@link` gave them. */
export function readCostRules({ schema }: Supergraph): CostRules {
  const feature = schema.coreFeatures?.getByIdentity('https://specs.apollo.dev/cost');
  const cost = feature?.directiveNameInSchema('cost');
  const listSize = feature?.directiveNameInSchema('listSize');

  // One map for all: `Type`, `Type.field`, `Type.field.argument`.
  const weights = new Map<string, number>();
  const sizes = new Map<string, ListSize>();
  const readWeight = (place: string, carrier: Carrier): void => {
    const weight = cost && carrier.appliedDirectivesOf(cost)[0]?.arguments().weight;
    if (typeof weight === 'number') weights.set(place, weight);
  };
  for (const type of schema.types()) {
    readWeight(type.name, type);
    for (const field of fieldsOf(type)) {
      const place = `${type.name}.${field.name}`;
      readWeight(place, field);
      if (field.kind === 'InputFieldDefinition') continue;
      for (const argument of field.arguments()) readWeight(`${place}.${argument.name}`, argument);
      const [size] = listSize ? field.appliedDirectivesOf(listSize) : [];
      if (size) sizes.set(place, readListSize(size.arguments()));
    }
  }
  return {
    typeWeight: (type) => weights.get(type),
    fieldWeight: (type, field) => weights.get(`${type}.${field}`),
    argumentWeight: (type, field, argument) => weights.get(`${type}.${field}.${argument}`),
    listSize: (type, field) => sizes.get(`${type}.${field}`),
  };
}

function readListSize(given: Readonly<Record<string, unknown>>): ListSize {
  return {
    assumedSize: (given.assumedSize as number | null | undefined) ?? undefined,
    slicingArguments: (given.slicingArguments as string[] | null | undefined) ?? [],
    sizedFields: (given.sizedFields as string[] | null | undefined) ?? [],
    requiresOne: (given.requireOneSlicingArgument as boolean | null | undefined) ?? true,
  };
}

function fieldsOf(type: NamedType) {
  return type.kind === 'ObjectType' || type.kind === 'InterfaceType' || type.kind === 'InputObjectType'
    ? type.fields()
    : [];
}
