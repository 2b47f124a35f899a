import { Kind, parse, print, visit, type ConstDirectiveNode } from 'graphql';

const rights = ['authenticated', 'requiresScopes', 'policy'];

/** The supergraph with other addresses. @param urls by the subgraphs' names; each must be there */
export function supergraphAt(sdl: string, urls: Readonly<Record<string, string>>): string {
  return Object.entries(urls).reduce((text, [name, url]) => {
    const address = new RegExp(`(@join__graph\\(name: ${JSON.stringify(name)}, url: )"[^"]*"`);
    if (!address.test(text)) throw new Error(`The supergraph has no subgraph ${name}.`);
    return text.replace(address, (_, front: string) => `${front}${JSON.stringify(url)}`);
  }, sdl);
}

/** The supergraph without its rights: stock refuses to load what it cannot enforce. */
export function supergraphWithoutRights(sdl: string): string {
  const isRight = (name: string): boolean => rights.some((right) => name === right || name.startsWith(`${right}__`));
  return print(
    visit(parse(sdl, { noLocation: true }), {
      Directive: (node) => (isRight(node.name.value) || linksSecurity(node as ConstDirectiveNode) ? null : undefined),
      DirectiveDefinition: (node) => (isRight(node.name.value) ? null : undefined),
      ScalarTypeDefinition: (node) => (isRight(node.name.value) ? null : undefined),
    }),
  );
}

function linksSecurity({ name, arguments: given }: ConstDirectiveNode): boolean {
  return (
    name.value === 'link' &&
    !!given?.some(({ name: argument, value }) => {
      return argument.value === 'for' && value.kind === Kind.ENUM && value.value === 'SECURITY';
    })
  );
}
