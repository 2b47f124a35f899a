import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { withoutStacks } from '#platform/errors/without-stacks.js';
import { inStepSpanSync } from '#platform/traces/span-scope.js';
import { checkDocumentLimits, type DocumentLimits } from '../limits/document-limits.js';
import { documentTooExpensive } from '../limits/limit-refusal.js';
import { checkTextLimits } from '../limits/text-limits.js';
import { FiniteNumbersRule, subscriptionConditions } from './document-rules.js';
import { validateDocument } from './document-validation.js';

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
  checkTextLimits(text, limits);
  const document = parseDocument(text, limits);
  const errors = validationErrors(document, { schema, limits, introspection });
  // Formatted at once: an error that is made anew looks for its lines in the whole document again.
  const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' };
  const told = errors.map((error) => ({ ...error.toJSON(), extensions }));
  if (told.length) throw withoutStacks(() => new RefusedDocument(told));
  return document;
}

function validationErrors(
  document: DocumentNode,
  { schema, limits, introspection }: AcceptanceRules,
): readonly GraphQLError[] {
  const rules = introspection ? ourRules : [...ourRules, NoSchemaIntrospectionCustomRule];
  const shown = { maxErrors: maxValidationErrors, hideSuggestions: !introspection };
  try {
    checkDocumentLimits(document, limits);
    return inStepSpanSync('graphql.validate', () => {
      const conditions = subscriptionConditions(document);
      if (conditions.length) return conditions.slice(0, maxValidationErrors);
      return validateDocument(schema, document, rules, shown);
    });
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep();
    throw error;
  }
}

/** What is nested deeper than the stack, where `DOCUMENT_DEPTH` lets it pass. */
function tooDeep(): GraphQLError {
  return documentTooExpensive('is nested too deep');
}

/** Parses a document, up to the limit of tokens. @throws GraphQLError with what to answer */
export function parseDocument(text: string, limits: DocumentLimits): DocumentNode {
  try {
    return inStepSpanSync('graphql.parse', () => parse(text, { maxTokens: limits.tokens }));
  } catch (error) {
    // Nesting deeper than the stack is no syntax error, yet refused all the same.
    if (!(error instanceof GraphQLError)) throw tooDeep();
    if (error.message.includes('Document contains more'))
      throw documentTooExpensive(`has more than ${limits.tokens} tokens`);
    const { message, source, positions } = error;
    throw new GraphQLError(message, { source, positions, extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
  }
}
