import type { NamedType, Supergraph } from '@apollo/federation-internals';
import { requiredFields, type RequiredField } from './required-fields.js';
import { imply, requirementKey, type Requirement } from './requirement.js';

/** What the directives of a supergraph ask for, by type and by field. Equal requirements are one object. */
export interface Rights {
  /** Requirements of a type: of every field on it, and of every field that returns it. */
  ofType(type: string): readonly Requirement[];
  /** Requirements of a field, with those of the fields that a service needs to work it out (`@requires`). */
  ofField(type: string, field: string): readonly Requirement[];
  /** Every requirement there is. */
  readonly all: readonly Requirement[];
}

const none: readonly Requirement[] = [];

/** What carries directives in the planner's schema. */
interface Carrier {
  name: string;
  appliedDirectivesOf(name: string): readonly { arguments(): Readonly<Record<string, unknown>> }[];
}

/** Directives that ask for something, and their argument with the alternatives. */
const directives = [
  { name: 'authenticated', kind: 'token', argument: undefined },
  { name: 'requiresScopes', kind: 'scopes', argument: 'scopes' },
  { name: 'policy', kind: 'policies', argument: 'policies' },
] as const;

/** Reads `@authenticated`, `@requiresScopes` and `@policy` from a supergraph, whatever names its `@link` gave them. */
export function readRights(supergraph: Supergraph): Rights {
  const schema = supergraph.schema;
  const distinct = new Map<string, Requirement>();
  const single = (requirement: Requirement): Requirement => {
    const key = requirementKey(requirement);
    const known = distinct.get(key) ?? requirement;
    distinct.set(key, known);
    return known;
  };
  const linked = directives.flatMap((directive) => {
    const feature = schema.coreFeatures?.getByIdentity(`https://specs.apollo.dev/${directive.name}`);
    const name = feature?.directiveNameInSchema(directive.name);
    return name === undefined ? [] : [{ ...directive, name }];
  });
  const requirementsOf = (carrier: Carrier): Requirement[] =>
    linked.flatMap(({ name, kind, argument }) =>
      carrier.appliedDirectivesOf(name).map((applied) => {
        const alternatives = argument ? (applied.arguments()[argument] as string[][]) : [];
        return single({ kind, alternatives });
      }),
    );

  const types = new Map<string, readonly Requirement[]>();
  const fields = new Map<string, readonly Requirement[]>();
  for (const type of schema.types()) {
    const ofType = requirementsOf(type);
    if (ofType.length) types.set(type.name, ofType);
    for (const field of fieldsOf(type)) {
      const ofField = requirementsOf(field);
      if (ofField.length) fields.set(`${type.name}.${field.name}`, ofField);
    }
  }
  dropGathered(supergraph, types);

  // Composition of late wants a field to repeat what the fields behind its `@requires` ask for. Earlier ones did not.
  const plain = new Map(fields);
  for (const [coordinate, required] of requiredFields(schema)) {
    const asked = required.flatMap((field) => neededFor(field, types, plain));
    if (asked.length) fields.set(coordinate, [...new Set([...(plain.get(coordinate) ?? none), ...asked])]);
  }
  return {
    ofType: (type) => types.get(type) ?? none,
    ofField: (type, field) => fields.get(`${type}.${field}`) ?? none,
    all: [...distinct.values()],
  };
}

function neededFor(
  { type, field, returned }: RequiredField,
  types: ReadonlyMap<string, readonly Requirement[]>,
  fields: ReadonlyMap<string, readonly Requirement[]>,
): readonly Requirement[] {
  return [...(types.get(type) ?? none), ...(fields.get(`${type}.${field}`) ?? none), ...(types.get(returned) ?? none)];
}

/**
 * Takes from interfaces what composition gathered there from the objects that implement them. Each object is asked for
 * its own wherever it may stand, and a viewer who may not have one of them may still have the others.
 */
function dropGathered({ schema }: Supergraph, types: Map<string, readonly Requirement[]>): void {
  for (const type of schema.interfaceTypes()) {
    const own = types.get(type.name);
    if (!own) continue;
    const gathered = type.possibleRuntimeTypes().flatMap(({ name }) => types.get(name) ?? none);
    const left = own.filter((requirement) => !imply(gathered, requirement));
    if (left.length) types.set(type.name, left);
    else types.delete(type.name);
  }
}

function fieldsOf(type: NamedType): readonly Carrier[] {
  return type.kind === 'ObjectType' || type.kind === 'InterfaceType' ? type.fields() : [];
}
