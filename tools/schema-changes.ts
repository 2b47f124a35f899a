/**
 * What a change of the client schema means for clients: pure functions over schemas, documents and the record in
 * docs/schema-changes.md.
 */
import {
  buildSchema,
  findBreakingChanges,
  findDangerousChanges,
  getVariableValues,
  GraphQLError,
  Kind,
  parse,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';

/** An operation and the example variables of all operations in its document. */
interface OperationText {
  path: string;
  document: string;
  variables: Record<string, unknown>;
}

/** What differs between two client schemas. */
export interface SchemaChanges {
  /** Breaking, and recorded. */
  recorded: string[];
  /** Breaking, and nobody said so: the check fails. */
  unrecorded: string[];
  /** What may surprise a client without breaking it, such as a new enum value. */
  dangerous: string[];
}

/** Heading of the part of the record that says what the next publication breaks. */
export const nextHeading = '## Next';

/** Lines of the record that are list items below `## Next`, without their bullet. */
function recordedChanges(record: string): Set<string> {
  const lines = record.split('\n').map((line) => line.trim());
  const start = lines.indexOf(nextHeading);
  if (start < 0) return new Set();
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith('## '));
  const next = lines.slice(start + 1, length < 0 ? undefined : start + 1 + length);
  return new Set(next.filter((line) => line.startsWith('- ')).map((line) => line.slice(2).trim()));
}

/**
 * Compares the schema that clients were promised with the present one.
 * @param published SDL of schema/published.graphql
 * @param present SDL of schema/api.graphql
 * @param record text of docs/schema-changes.md
 * @throws GraphQLError when either is no valid schema
 */
export function compareSchemas(published: string, present: string, record: string): SchemaChanges {
  const before = buildSchema(published);
  const after = buildSchema(present);
  const noted = recordedChanges(record);
  const breaking = findBreakingChanges(before, after).map(({ description }) => description);
  return {
    recorded: breaking.filter((description) => noted.has(description)),
    unrecorded: breaking.filter((description) => !noted.has(description)),
    dangerous: findDangerousChanges(before, after).map(({ description }) => description),
  };
}

/** The record after a publication: what was next is dated, and an empty `## Next` stands above it. */
export function publishedRecord(record: string, date: string): string {
  if (recordedChanges(record).size === 0) return record;
  return record.replace(nextHeading, `${nextHeading}\n\n## Published ${date}`);
}

/** Parses a document; a syntax error becomes its problem. */
function parseDocument(text: string): DocumentNode | GraphQLError {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/**
 * What is wrong with known operations: syntax, validation, example variables that do not fit (those that an operation
 * does not declare belong to another operation of the document). One line each, with path and line.
 */
export function operationProblems(schema: GraphQLSchema, operations: readonly OperationText[]): string[] {
  return operations.flatMap(({ path, document: text, variables }) => {
    const document = parseDocument(text);
    if (document instanceof GraphQLError) return [`${path}:${document.locations?.[0]?.line ?? 1} ${document.message}`];
    const invalid = validate(schema, document);
    if (invalid.length > 0)
      return invalid.map((error) => `${path}:${error.locations?.[0]?.line ?? 1} ${error.message}`);
    const declared = new Set<string>();
    const misfits = document.definitions.flatMap((definition) => {
      if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
      for (const { variable } of definition.variableDefinitions ?? []) declared.add(variable.name.value);
      const { errors } = getVariableValues(schema, definition.variableDefinitions ?? [], variables);
      return (errors ?? []).map(
        (error) => `${path} variables of ${definition.name?.value ?? 'the operation'}: ${error.message}`,
      );
    });
    const unused = Object.keys(variables).filter((name) => !declared.has(name));
    return [...misfits, ...unused.map((name) => `${path} variables: no operation declares $${name}`)];
  });
}
