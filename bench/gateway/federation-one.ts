import {
  Kind,
  parse,
  print,
  visit,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
} from 'graphql';

type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

const rootTypes = new Set(['Query', 'Mutation', 'Subscription']);
/** What Federation 1 knows. */
const kept = new Set(['key', 'external', 'requires', 'provides', 'deprecated']);

/**
 * Writes subgraphs down in Federation 1, for a gateway that knows no other: there one subgraph owns an entity, the
 * others extend it, and the keys they extend it by are external. The owner is who has most to say of it.
 * @param sdls SDL of Federation 2 by subgraph
 */
export function federationOne(sdls: Readonly<Record<string, string>>): Record<string, string> {
  const documents = Object.entries(sdls).map(([name, sdl]) => [name, parse(sdl, { noLocation: true })] as const);
  const owners = entityOwners(documents);
  return Object.fromEntries(documents.map(([name, document]) => [name, print(rewritten(name, document, owners))]));
}

function entityOwners(documents: readonly (readonly [string, DocumentNode])[]): Map<string, string> {
  const said = new Map<string, { subgraph: string; fields: number }>();
  for (const [subgraph, { definitions }] of documents)
    for (const node of definitions) {
      if (!isObject(node) || keysOf(node).length === 0) continue;
      const keys = keyFields(node);
      const own = (node.fields ?? []).filter((field) => !keys.has(field.name.value) && !has(field, 'external'));
      const most = said.get(node.name.value);
      if (!most || own.length > most.fields) said.set(node.name.value, { subgraph, fields: own.length });
    }
  return new Map([...said].map(([type, { subgraph }]) => [type, subgraph]));
}

function rewritten(subgraph: string, document: DocumentNode, owners: ReadonlyMap<string, string>): DocumentNode {
  const definitions = document.definitions.flatMap((node): DefinitionNode[] => {
    if (node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION) return [];
    if (node.kind === Kind.DIRECTIVE_DEFINITION) return [];
    if (!isObject(node)) return [node];
    const owner = owners.get(node.name.value);
    if (rootTypes.has(node.name.value)) return [extension(node, node.fields)];
    if (owner === undefined || owner === subgraph)
      return [{ ...(node as ObjectTypeDefinitionNode), kind: Kind.OBJECT_TYPE_DEFINITION }];
    const keys = keyFields(node);
    const fields = (node.fields ?? []).map((field) =>
      keys.has(field.name.value) && !has(field, 'external')
        ? { ...field, directives: [...(field.directives ?? []), external] }
        : field,
    );
    return [extension(node, fields)];
  });
  return visit<DocumentNode>(
    { kind: Kind.DOCUMENT, definitions },
    {
      Directive: (node) => {
        if (!kept.has(node.name.value)) return null;
        return node.name.value === 'key'
          ? { ...node, arguments: node.arguments?.filter(({ name }) => name.value === 'fields') }
          : undefined;
      },
    },
  );
}

function extension(
  { name, directives, interfaces }: ObjectNode,
  fields: ObjectNode['fields'],
): ObjectTypeExtensionNode {
  return { kind: Kind.OBJECT_TYPE_EXTENSION, name, directives, interfaces, fields };
}

const external: ConstDirectiveNode = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'external' } };

function isObject(node: { kind: string }): node is ObjectNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
}

function has(field: FieldDefinitionNode, directive: string): boolean {
  return !!field.directives?.some(({ name }) => name.value === directive);
}

function keysOf(node: ObjectNode): string[] {
  return (node.directives ?? []).flatMap(({ name, arguments: given }) => {
    const fields = given?.find((argument) => argument.name.value === 'fields')?.value;
    return name.value === 'key' && fields?.kind === Kind.STRING ? [fields.value] : [];
  });
}

/** Names of the fields of the keys' first level. */
function keyFields(node: ObjectNode): Set<string> {
  return new Set(
    keysOf(node).flatMap((key) =>
      key
        .replace(/\{[^}]*\}/g, '')
        .split(/\s+/)
        .filter(Boolean),
    ),
  );
}
