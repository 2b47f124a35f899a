import type { NamedType, Supergraph } from '@apollo/federation-internals';

/** Which viewers may have something: one of the sets of scopes must be held in full; an empty list asks for a token only. */
export interface Requirement {
  /** Alternatives; each is a list of scopes that are all needed. */
  scopes: readonly (readonly string[])[];
}

/** What the directives of a supergraph ask for, by type and by field. */
export interface Rights {
  /** Requirements of a type: of every field on it, and of every field that returns it. */
  ofType(type: string): readonly Requirement[];
  ofField(type: string, field: string): readonly Requirement[];
  /** Whether anything is protected at all. */
  readonly any: boolean;
}

const none: readonly Requirement[] = [];

/** What carries directives in the planner's schema. */
interface Carrier {
  appliedDirectivesOf(name: string): readonly { arguments(): Readonly<Record<string, unknown>> }[];
}

/** Reads `@authenticated` and `@requiresScopes` from a supergraph, whatever names its `@link` gave them. */
export function readRights(supergraph: Supergraph): Rights {
  const schema = supergraph.schema;
  const nameOf = (directive: string): string | undefined =>
    schema.coreFeatures?.getByIdentity(`https://specs.apollo.dev/${directive}`)?.directiveNameInSchema(directive);
  const authenticated = nameOf('authenticated');
  const requiresScopes = nameOf('requiresScopes');

  const requirementsOf = (carrier: Carrier): Requirement[] => [
    ...(authenticated ? carrier.appliedDirectivesOf(authenticated).map(() => ({ scopes: [] })) : []),
    ...(requiresScopes
      ? carrier
          .appliedDirectivesOf(requiresScopes)
          .map((directive) => ({ scopes: directive.arguments().scopes as string[][] }))
      : []),
  ];

  const types = new Map<string, Requirement[]>();
  const fields = new Map<string, Requirement[]>();
  for (const type of schema.types()) {
    const ofType = requirementsOf(type);
    if (ofType.length) types.set(type.name, ofType);
    for (const field of fieldsOf(type)) {
      const ofField = requirementsOf(field);
      if (ofField.length) fields.set(`${type.name}.${field.name}`, ofField);
    }
  }
  return {
    ofType: (type) => types.get(type) ?? none,
    ofField: (type, field) => fields.get(`${type}.${field}`) ?? none,
    any: types.size + fields.size > 0,
  };
}

function fieldsOf(type: NamedType): readonly (Carrier & { name: string })[] {
  return type.kind === 'ObjectType' || type.kind === 'InterfaceType' ? type.fields() : [];
}
