import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { codedError } from '#platform/errors/graphql-errors.js';
import { withoutStacks } from '#platform/errors/without-stacks.js';
import { inStepSpanSync } from '#platform/traces/span-scope.js';
import { checkDocumentLimits, type DocumentLimits } from '../limits/document-limits.js';
import { FiniteNumbersRule, subscriptionConditions } from './document-rules.js';

/** What documents have to stand up to. */
export interface AcceptanceRules {
  schema: GraphQLSchema;
  limits: DocumentLimits;
  /** Whether `__schema` and `__type` may be asked, and errors may suggest names. */
  introspection: boolean;
}

/** A document that is not taken, and why. */
export class RefusedDocument extends Error {
  constructor(readonly errors: readonly GraphQLFormattedError[]) {
    super('the document is refused');
    this.name = 'RefusedDocument';
  }
}

/** Most errors of validation that one answer lists. */
const maxValidationErrors = 20;

const ourRules = [...specifiedRules, FiniteNumbersRule];

/**
 * Parses a document and holds it to limits and schema. Takes up to some ten milliseconds.
 * @throws RefusedDocument, or a GraphQLError, with what to answer
 */
export function acceptDocument(text: string, { schema, limits, introspection }: AcceptanceRules): DocumentNode {
  const document = parseDocument(text, limits);
  checkDocumentLimits(document, limits);
  const rules = introspection ? ourRules : [...ourRules, NoSchemaIntrospectionCustomRule];
  const shown = { maxErrors: maxValidationErrors, hideSuggestions: !introspection };
  const errors = inStepSpanSync('graphql.validate', () => {
    const conditions = subscriptionConditions(document);
    return conditions.length ? conditions.slice(0, maxValidationErrors) : validate(schema, document, rules, shown);
  });
  // Formatted at once: an error that is made anew looks for its lines in the whole document again.
  const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' };
  const told = errors.map((error) => ({ ...error.toJSON(), extensions }));
  if (told.length) throw withoutStacks(() => new RefusedDocument(told));
  return document;
}

/** Parses a document, up to the limit of tokens. @throws GraphQLError with what to answer */
export function parseDocument(text: string, limits: DocumentLimits): DocumentNode {
  try {
    return inStepSpanSync('graphql.parse', () => parse(text, { maxTokens: limits.tokens }));
  } catch (error) {
    // Nesting deeper than the stack is no syntax error, yet refused all the same.
    if (!(error instanceof GraphQLError)) throw codedError('TOO_EXPENSIVE', 'The document is nested too deep.');
    if (error.message.includes('Document contains more'))
      throw codedError('TOO_EXPENSIVE', `The document has more than ${limits.tokens} tokens.`);
    const { message, source, positions } = error;
    throw new GraphQLError(message, { source, positions, extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
  }
}
