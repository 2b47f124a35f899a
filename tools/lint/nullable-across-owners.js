// A field that crosses an owner is nullable, so that one dead or forbidden subgraph never nulls a page. An entity type is
// owned by the subgraph that describes it; the others name it without a description, as a stub. The rule looks at the SDL
// of one subgraph:
//   1. a field (or list item) whose type is an entity owned elsewhere,
//   2. a field that the subgraph adds to an entity owned elsewhere, its key aside,
//   3. a field of Query: the type belongs to all, the field to one,
//   4. a field that may be refused (@authenticated, @requiresScopes) on anything but Mutation and Subscription,
// must all be nullable.
const protecting = new Set(['authenticated', 'requiresScopes', 'policy']);
const operationsOfOne = new Set(['Mutation', 'Subscription']);

const directive = (node, name) => node.directives?.find((each) => each.name.value === name);

/** Fields of a type's keys. */
function keyFields(type) {
  const keys = type.directives.filter((each) => each.name.value === 'key');
  const texts = keys.map(
    (key) => key.arguments.find((argument) => argument.name.value === 'fields')?.value.value ?? '',
  );
  return new Set(texts.flatMap((text) => text.match(/\w+/g) ?? []));
}

/** A type's name, and whether it is non-null itself and inside of all lists. */
function readType(type) {
  let inner = type;
  let itemRequired = false;
  for (;;) {
    if (inner.kind === 'NamedType')
      return { name: inner.name.value, required: type.kind === 'NonNullType', itemRequired };
    itemRequired = inner.kind === 'NonNullType';
    inner = inner.type;
  }
}

/**
 * Problems of one subgraph's document, each with the field's node.
 * @param {import('graphql').DocumentNode} document
 */
export function nullabilityProblems(document) {
  const types = document.definitions.filter(
    ({ kind }) => kind === 'ObjectTypeDefinition' || kind === 'ObjectTypeExtension',
  );
  const foreign = new Set(
    types.filter((type) => directive(type, 'key') && !type.description).map((type) => type.name.value),
  );
  const problems = [];
  for (const type of types) {
    const owner = type.name.value;
    const keys = keyFields(type);
    for (const field of type.fields ?? []) {
      const { name, required, itemRequired } = readType(field.type);
      const path = `${owner}.${field.name.value}`;
      const refused = field.directives.find((each) => protecting.has(each.name.value));
      const report = (why) => problems.push({ node: field, message: `${path} must be nullable: ${why}.` });
      if (foreign.has(name) && itemRequired) report(`${name} is owned by another subgraph`);
      else if (required && foreign.has(owner) && !keys.has(field.name.value))
        report(`${owner} is owned by another subgraph`);
      else if (required && owner === 'Query') report('its subgraph may fail while others answer the rest of the query');
      else if (required && refused && !operationsOfOne.has(owner)) report(`@${refused.name.value} may refuse it`);
    }
  }
  return problems;
}

export default {
  meta: { type: 'problem', docs: { description: 'a field that crosses an owner is nullable' }, schema: [] },
  create(context) {
    return {
      Document(node) {
        const document = node.rawNode();
        for (const { node: field, message } of nullabilityProblems(document)) {
          const { line, column } = field.name.loc.startToken;
          context.report({ loc: { line, column: column - 1 }, message });
        }
      },
    };
  },
};
