import {
  GraphQLError,
  Kind,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { codedError } from '#platform/errors/graphql-errors.js';
import { inStepSpanSync } from '#platform/traces/span-scope.js';
import { findNeeds, type OperationNeeds } from '../authorization/needs.js';
import type { Rights } from '../authorization/rights.js';
import type { CostRules } from '../limits/cost-rules.js';
import { checkDocumentLimits, type DocumentLimits } from '../limits/document-limits.js';
import { findCost, type CostLimits, type OperationCost } from '../limits/operation-cost.js';
import { BoundedCache } from './bounded-cache.js';

/** An operation that is within the limits and valid. The same object for the same text, so that work can hang on it. */
export interface PreparedOperation {
  /** The whole document; its other operations do not matter. */
  document: DocumentNode;
  operation: OperationDefinitionNode;
  name: string | null;
  needs: OperationNeeds;
  cost: OperationCost;
}

/** What documents are prepared with. */
export interface PreparationOptions {
  schema: GraphQLSchema;
  rights: Rights;
  costRules: CostRules;
  limits: DocumentLimits & CostLimits;
  /** Whether `__schema` and `__type` may be asked, and errors may suggest names. */
  introspection: boolean;
}

interface PreparedDocument {
  document: DocumentNode;
  /** By name; the empty text for an operation without one. */
  operations: ReadonlyMap<string, PreparedOperation>;
}

/** Most characters of documents that are kept; their trees take some thirty times as many bytes. */
const keptCharacters = 4_000_000;

/** Most errors of validation that one answer lists. */
const maxValidationErrors = 20;

/** Parses, limits and validates documents, for every transport alike, and keeps those that passed. */
export class OperationPreparer {
  private readonly kept = new BoundedCache<string, PreparedDocument>(keptCharacters, (text) => text.length);

  constructor(private readonly options: PreparationOptions) {}

  /**
   * Prepares a document.
   * @param text as the client sent it
   * @throws RefusedDocument with the errors to answer
   */
  prepare(text: string): PreparedDocument {
    const kept = this.kept.get(text);
    if (kept) return kept;
    const prepared = this.build(text);
    // Only what passed is kept: a flood of bad documents must not push good ones out.
    this.kept.set(text, prepared);
    return prepared;
  }

  /** Whether a document was prepared, and is kept. */
  has(text: string): boolean {
    return this.kept.get(text) !== undefined;
  }

  private build(text: string): PreparedDocument {
    const { schema, rights, costRules, limits, introspection } = this.options;
    const document = inStepSpanSync('graphql.parse', () => parseWithin(text, limits));
    checkDocumentLimits(document, limits);
    const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
    const shown = { maxErrors: maxValidationErrors, hideSuggestions: !introspection };
    const errors = inStepSpanSync('graphql.validate', () => validate(schema, document, rules, shown));
    if (errors.length) throw new RefusedDocument(errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')));
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    }
    const operations = new Map<string, PreparedOperation>();
    for (const operation of document.definitions) {
      if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
      const name = operation.name?.value ?? null;
      const needs = findNeeds(schema, rights, operation, fragments);
      const cost = findCost(schema, costRules, limits, operation, fragments);
      operations.set(name ?? '', { document, operation, name, needs, cost });
    }
    return { document, operations };
  }
}

/** A document that is not taken, and why. */
export class RefusedDocument extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super('the document is refused');
    this.name = 'RefusedDocument';
  }
}

/**
 * Picks the operation to run.
 * @throws GraphQLError OPERATION_RESOLUTION_FAILURE when the name fits none, or is missing and there are several
 */
export function pickOperation(prepared: PreparedDocument, name: string | null | undefined): PreparedOperation {
  // The empty name is no name: clients send it for "none".
  if (name) {
    const named = prepared.operations.get(name);
    if (named) return named;
    throw codedError('OPERATION_RESOLUTION_FAILURE', 'The document has no operation of that name.');
  }
  const [only, another] = prepared.operations.values();
  if (only && !another) return only;
  throw codedError(
    'OPERATION_RESOLUTION_FAILURE',
    only ? 'The document has several operations: send operationName.' : 'The document has no operation.',
  );
}

function parseWithin(text: string, limits: DocumentLimits): DocumentNode {
  try {
    return parse(text, { maxTokens: limits.tokens });
  } catch (error) {
    // Nesting deeper than the stack is no syntax error, yet refused all the same.
    if (!(error instanceof GraphQLError)) throw codedError('TOO_EXPENSIVE', 'The document is nested too deep.');
    if (error.message.includes('Document contains more'))
      throw codedError('TOO_EXPENSIVE', `The document has more than ${limits.tokens} tokens.`);
    throw coded(error, 'GRAPHQL_PARSE_FAILED');
  }
}

function coded(error: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(error.message, {
    ...(error.nodes ? { nodes: error.nodes } : { source: error.source, positions: error.positions }),
    extensions: { code },
  });
}
