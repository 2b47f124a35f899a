import { parse, visit } from 'graphql';

/** What names of the gateway's own begin with, beside those of fields and of clients. */
export interface Stems {
  /** Of aliases in the place of a client's. */
  alias: string;
  /** Of fields that stand for required ones with their arguments. */
  requirement: string;
}

/** Finds stems that no name of a supergraph begins with. */
export function stemsFor(sdl: string): Stems {
  const unused = (stem: string): string => {
    let name = stem;
    while (sdl.includes(name)) name = `_${name}`;
    return name;
  };
  return { alias: unused('_client_'), requirement: unused('_required') };
}

/**
 * Lists the names that plans ask for on their own: those of key fields and of required ones, and `__typename`. A few
 * more do no harm.
 */
export function plannedNames(sdl: string): ReadonlySet<string> {
  const names = new Set(['__typename']);
  visit(parse(sdl, { noLocation: true }), {
    Argument: ({ name, value }) => {
      if ((name.value === 'key' || name.value === 'requires') && value.kind === 'StringValue')
        for (const found of value.value.match(/[_A-Za-z]\w*/g) ?? []) names.add(found);
    },
  });
  return names;
}

/** Lists the names of fields that require others in some subgraph. */
export function requiringFields(sdl: string): ReadonlySet<string> {
  const names = new Set<string>();
  visit(parse(sdl, { noLocation: true }), {
    FieldDefinition: ({ name, directives = [] }) => {
      if (directives.some(({ arguments: given = [] }) => given.some((one) => one.name.value === 'requires')))
        names.add(name.value);
    },
  });
  return names;
}

/** Whether some subgraph sees an interface as one object. */
export function hasInterfaceObjects(sdl: string): boolean {
  let has = false;
  visit(parse(sdl, { noLocation: true }), {
    InterfaceTypeDefinition: ({ directives = [] }) => {
      has ||= directives.some(({ arguments: given = [] }) =>
        given.some((one) => one.name.value === 'isInterfaceObject'),
      );
    },
  });
  return has;
}
