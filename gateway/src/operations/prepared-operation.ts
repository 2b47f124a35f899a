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
import { findNeeds } from '../authorization/operation-filter.js';
import type { Requirement } from '../authorization/requirement.js';
import type { Rights } from '../authorization/rights.js';
import type { CostRules } from '../limits/cost-rules.js';
import { checkDocumentLimits, type DocumentLimits } from '../limits/document-limits.js';
import { findCost, type CostLimits, type OperationCost } from '../limits/operation-cost.js';
import { BoundedCache } from './bounded-cache.js';
import { documentSkeleton, type DocumentSkeleton, type Literal } from './document-skeleton.js';
import {
  hoistableLiterals,
  hoistLiterals,
  literalGroups,
  literalValues,
  type LiteralGroups,
  type LiteralSlot,
} from './literal-hoisting.js';

/**
 * An operation that is within the limits and valid. The same object for the same text, and for texts that differ in
 * literals alone, so that work can hang on it.
 */
export interface PreparedOperation {
  /** The whole document, with variables for literals; its other operations do not matter. */
  document: DocumentNode;
  operation: OperationDefinitionNode;
  name: string | null;
  /** What all of it together asks of a viewer. */
  needs: readonly Requirement[];
  cost: OperationCost;
}

/** An operation as one text has it. The same object for the same text, while that is kept. */
export interface BoundOperation {
  prepared: PreparedOperation;
  /** Values of the variables that stand for the text's literals. They go over those of the client. */
  literals: Readonly<Record<string, unknown>> | undefined;
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

/** The operations of a document by name; the empty text for one without. */
export type BoundDocument = ReadonlyMap<string, BoundOperation>;

interface PreparedDocument {
  operations: ReadonlyMap<string, PreparedOperation>;
  slots: readonly LiteralSlot[];
}

/** Most characters of documents that are kept; their trees take some thirty times as many bytes. */
const keptCharacters = 4_000_000;

/** Most characters of texts whose way to their document is kept. */
const keptTextCharacters = 4_000_000;

/** Longest text whose literals are looked for, in characters. */
const longestHoisted = 20_000;

/** Most errors of validation that one answer lists. */
const maxValidationErrors = 20;

/**
 * Parses, limits and validates documents, for every transport alike, and keeps those that passed. Literals are taken
 * out first: a document that differs in them alone from one that is kept is neither validated nor planned again.
 */
export class OperationPreparer {
  private readonly texts = new BoundedCache<string, BoundDocument>(keptTextCharacters, (text) => text.length);
  private readonly documents = new BoundedCache<string, PreparedDocument>(keptCharacters, (key) => key.length);
  /** Which literals become variables, by skeleton. */
  private readonly skeletons = new BoundedCache<string, readonly boolean[]>(keptCharacters, (text) => text.length);

  constructor(private readonly options: PreparationOptions) {}

  /**
   * Prepares a document.
   * @param text as the client sent it
   * @throws RefusedDocument, or a GraphQLError, with what to answer
   */
  prepare(text: string): BoundDocument {
    const kept = this.texts.get(text);
    if (kept) return kept;
    const prepared = this.prepareHoisted(text) ?? this.bind(this.prepareWhole(text), []);
    // Only what passed is kept: a flood of bad documents must not push good ones out.
    this.texts.set(text, prepared!);
    return prepared!;
  }

  /** Whether a document was prepared, and is kept. */
  has(text: string): boolean {
    return this.texts.get(text) !== undefined;
  }

  /** The texts used last, the newest first; of those that differ in literals alone, one. */
  recentTexts(count: number): string[] {
    const seen = new Map<PreparedOperation, string>();
    for (const text of this.texts.newest(count * 10)) {
      const [first] = this.texts.get(text)?.values() ?? [];
      if (first && !seen.has(first.prepared)) seen.set(first.prepared, text);
    }
    return [...seen.values()].slice(0, count);
  }

  /** Prepares what is left of an operation that was prepared; without fragments, and nothing in it needs any rights. */
  prepareRest(operation: OperationDefinitionNode): PreparedOperation {
    const { schema, costRules, limits } = this.options;
    return {
      document: { kind: Kind.DOCUMENT, definitions: [operation] },
      operation,
      name: operation.name?.value ?? null,
      needs: [],
      cost: findCost(schema, costRules, limits, operation, new Map()),
    };
  }

  /** @returns undefined where the text is to be taken as it is, or refused as it is */
  private prepareHoisted(text: string): BoundDocument | undefined {
    if (text.length > longestHoisted) return undefined;
    const skeleton = documentSkeleton(text);
    if (!skeleton?.literals.length) return undefined;
    const { literals } = skeleton;
    const hoistable = this.skeletons.get(skeleton.text);
    if (hoistable) {
      const key = documentKey(skeleton.text, literals, literalGroups(literals, hoistable));
      const document = this.documents.get(key);
      const bound = document && this.bind(document, literals);
      if (bound) return bound;
    }
    return this.hoist(text, skeleton);
  }

  private hoist(text: string, { text: skeleton, literals }: DocumentSkeleton): BoundDocument | undefined {
    const { schema } = this.options;
    const whole = this.accept(text);
    const hoistable = hoistableLiterals(whole, literals, schema);
    const groups = literalGroups(literals, hoistable);
    const { document, slots } = hoistLiterals(whole, literals, groups, schema);
    const prepared = { operations: this.operationsOf(document), slots };
    const bound = this.bind(prepared, literals);
    if (!bound) return undefined;
    this.skeletons.set(skeleton, hoistable);
    this.documents.set(documentKey(skeleton, literals, groups), prepared);
    return bound;
  }

  private prepareWhole(text: string): PreparedDocument {
    const kept = this.documents.get(text);
    if (kept) return kept;
    const prepared = { operations: this.operationsOf(this.accept(text)), slots: [] };
    this.documents.set(text, prepared);
    return prepared;
  }

  private bind({ operations, slots }: PreparedDocument, literals: readonly Literal[]): BoundDocument | undefined {
    const values = slots.length ? literalValues(slots, literals) : undefined;
    if (slots.length && !values) return undefined;
    return new Map([...operations].map(([name, prepared]) => [name, { prepared, literals: values }]));
  }

  /** Parses a document; it is within the limits and valid. */
  private accept(text: string): DocumentNode {
    const { schema, limits, introspection } = this.options;
    const document = inStepSpanSync('graphql.parse', () => parseWithin(text, limits));
    checkDocumentLimits(document, limits);
    const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
    const shown = { maxErrors: maxValidationErrors, hideSuggestions: !introspection };
    const errors = inStepSpanSync('graphql.validate', () => validate(schema, document, rules, shown));
    if (errors.length) throw new RefusedDocument(errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')));
    return document;
  }

  private operationsOf(document: DocumentNode): ReadonlyMap<string, PreparedOperation> {
    const { schema, rights, costRules, limits } = this.options;
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    }
    const operations = new Map<string, PreparedOperation>();
    for (const operation of document.definitions) {
      if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
      const name = operation.name?.value ?? null;
      const needs = findNeeds(operation, { schema, rights, fragments });
      const cost = findCost(schema, costRules, limits, operation, fragments);
      operations.set(name ?? '', { document, operation, name, needs, cost });
    }
    return operations;
  }
}

/** Tells documents apart that one prepared form cannot serve: by the literals that stay, and by which are equal. */
function documentKey(skeleton: string, literals: readonly Literal[], groups: LiteralGroups): string {
  return `${skeleton}\u0000${literals.map(({ source }, number) => groups[number] ?? JSON.stringify(source)).join()}`;
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
export function pickOperation(document: BoundDocument, name: string | null | undefined): BoundOperation {
  // The empty name is no name: clients send it for "none".
  if (name) {
    const named = document.get(name);
    if (named) return named;
    throw codedError('OPERATION_RESOLUTION_FAILURE', 'The document has no operation of that name.');
  }
  const [only, another] = document.values();
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
