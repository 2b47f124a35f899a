import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import { codedError } from '#platform/errors/graphql-errors.js';
import { findNeeds } from '../authorization/operation-filter.js';
import type { Requirement } from '../authorization/requirement.js';
import type { Rights } from '../authorization/rights.js';
import type { CostRules } from '../limits/cost-rules.js';
import type { DocumentLimits } from '../limits/document-limits.js';
import { IntrospectionWeigher, type Introspection } from '../limits/introspection-weight.js';
import { findCost, type CostLimits, type OperationCost } from '../limits/operation-cost.js';
import { checkTextLimits } from '../limits/text-limits.js';
import { BoundedCache } from '#platform/caching/bounded-cache.js';
import { findCachePolicy, type CacheHints, type CachePolicy } from './cache-policy.js';
import { CheckAllowance } from './check-allowance.js';
import { acceptDocument, parseDocument } from './document-acceptance.js';
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
  /** Variables that clients give. Those that stand for literals fit already. */
  given: readonly VariableDefinitionNode[];
  /** What all of it together asks of a viewer. */
  needs: readonly Requirement[];
  cost: OperationCost;
  /** What it asks of the schema itself, if anything. */
  introspection?: Introspection | undefined;
  /** How long an answer to all of it may be kept; undefined where it may not be. */
  cachePolicy?: CachePolicy | undefined;
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
  /** What the graph says of keeping answers, if anything. */
  cacheHints?: CacheHints | undefined;
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

/** Most literals that become variables: thousands would take the main thread some ten milliseconds. */
const mostHoisted = 200;

/**
 * Parses, limits and validates documents, for every transport alike, and keeps those that passed. Literals are taken
 * out first: a document that differs in them alone from one that is kept is neither validated nor planned again.
 */
export class OperationPreparer {
  private readonly texts = new BoundedCache<string, BoundDocument>(keptTextCharacters, (text) => text.length);
  private readonly documents = new BoundedCache<string, PreparedDocument>(keptCharacters, (key) => key.length);
  /** Which literals become variables, by skeleton. */
  private readonly skeletons = new BoundedCache<string, readonly boolean[]>(keptCharacters, (text) => text.length);

  private readonly introspection: IntrospectionWeigher;

  /** Time for checking documents here. */
  readonly allowance = new CheckAllowance();

  constructor(private readonly options: PreparationOptions) {
    this.introspection = new IntrospectionWeigher(options.schema);
  }

  /**
   * Prepares a document.
   * @param text as the client sent it
   * @param checked whether it was found to be within the limits and valid
   * @throws RefusedDocument, or a GraphQLError, with what to answer
   */
  prepare(text: string, checked = false): BoundDocument {
    const kept = this.texts.get(text);
    if (kept) return kept;
    const prepared = this.prepareHoisted(text, checked) ?? this.bind(this.prepareWhole(text, checked), []);
    // Only what passed is kept: a flood of bad documents must not push good ones out.
    this.texts.set(text, prepared!);
    return prepared!;
  }

  /** The document as it is kept, for its text or for one that differs in literals alone; undefined for a new one. */
  known(text: string): BoundDocument | undefined {
    const kept = this.texts.get(text);
    if (kept) return kept;
    const skeleton = hoistedSkeleton(text);
    const bound = skeleton ? this.bindKnown(skeleton) : undefined;
    if (bound) this.texts.set(text, bound);
    return bound;
  }

  /** Counts the tokens of a document. @throws GraphQLError TOO_EXPENSIVE where what stands in it is too much */
  measure(text: string): number {
    return checkTextLimits(text, this.options.limits);
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
    const introspection = this.introspection.check(operation, new Map());
    return {
      document: { kind: Kind.DOCUMENT, definitions: [operation] },
      operation,
      name: operation.name?.value ?? null,
      given: operation.variableDefinitions ?? [],
      needs: [],
      cost: findCost(schema, costRules, limits, operation, new Map(), introspection),
      introspection,
    };
  }

  /** @returns undefined where the text is to be taken as it is, or refused as it is */
  private prepareHoisted(text: string, checked: boolean): BoundDocument | undefined {
    const skeleton = hoistedSkeleton(text);
    return skeleton && (this.bindKnown(skeleton) ?? this.hoist(text, skeleton, checked));
  }

  private bindKnown({ text, literals }: DocumentSkeleton): BoundDocument | undefined {
    const hoistable = this.skeletons.get(text);
    if (!hoistable) return undefined;
    const document = this.documents.get(documentKey(text, literals, literalGroups(literals, hoistable)));
    return document && this.bind(document, literals);
  }

  private hoist(
    text: string,
    { text: skeleton, literals }: DocumentSkeleton,
    checked: boolean,
  ): BoundDocument | undefined {
    const { schema } = this.options;
    const whole = this.accept(text, checked);
    const hoistable = hoistableLiterals(whole, literals, schema);
    const groups = literalGroups(literals, hoistable);
    const { document, slots } = hoistLiterals(whole, literals, groups, schema);
    const prepared = { operations: this.operationsOf(document, slots), slots };
    const bound = this.bind(prepared, literals);
    if (!bound) return undefined;
    this.skeletons.set(skeleton, hoistable);
    this.documents.set(documentKey(skeleton, literals, groups), prepared);
    return bound;
  }

  private prepareWhole(text: string, checked: boolean): PreparedDocument {
    const kept = this.documents.get(text);
    if (kept) return kept;
    const prepared = { operations: this.operationsOf(this.accept(text, checked)), slots: [] };
    this.documents.set(text, prepared);
    return prepared;
  }

  private bind({ operations, slots }: PreparedDocument, literals: readonly Literal[]): BoundDocument | undefined {
    const values = slots.length ? literalValues(slots, literals) : undefined;
    if (slots.length && !values) return undefined;
    return new Map([...operations].map(([name, prepared]) => [name, { prepared, literals: values }]));
  }

  /** Parses a document; it is within the limits and valid. */
  private accept(text: string, checked: boolean): DocumentNode {
    if (checked) return parseDocument(text, this.options.limits);
    const started = performance.now();
    try {
      return acceptDocument(text, this.options);
    } finally {
      this.allowance.spend(performance.now() - started);
    }
  }

  private operationsOf(
    document: DocumentNode,
    slots: readonly LiteralSlot[] = [],
  ): ReadonlyMap<string, PreparedOperation> {
    const ours = new Set(slots.map(({ variable }) => variable));
    const { schema, rights, costRules, cacheHints, limits } = this.options;
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    }
    const operations = new Map<string, PreparedOperation>();
    for (const operation of document.definitions) {
      if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
      const name = operation.name?.value ?? null;
      const needs = findNeeds(operation, { schema, rights, fragments });
      const introspection = this.introspection.check(operation, fragments);
      const cost = findCost(schema, costRules, limits, operation, fragments, introspection);
      const cachePolicy = cacheHints && findCachePolicy(schema, cacheHints, operation, fragments);
      const given = operation.variableDefinitions?.filter(({ variable }) => !ours.has(variable.name.value)) ?? [];
      operations.set(name ?? '', { document, operation, name, given, needs, cost, introspection, cachePolicy });
    }
    return operations;
  }
}

/** The skeleton of a document whose literals are looked for; undefined where there are none, or too many, or the text is too long. */
function hoistedSkeleton(text: string): DocumentSkeleton | undefined {
  if (text.length > longestHoisted) return undefined;
  const skeleton = documentSkeleton(text);
  const count = skeleton?.literals.length ?? 0;
  return count > 0 && count <= mostHoisted ? skeleton : undefined;
}

/** Tells documents apart that one prepared form cannot serve: by the literals that stay, and by which are equal. */
function documentKey(skeleton: string, literals: readonly Literal[], groups: LiteralGroups): string {
  return `${skeleton}\u0000${literals.map(({ source }, number) => groups[number] ?? JSON.stringify(source)).join()}`;
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
