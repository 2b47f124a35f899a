// A worker that parses, limits and validates documents: what a large one takes would hold others up.
import { buildSchema, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { DocumentLimits } from '../limits/document-limits.js';
import { serveTasks } from '../workers/task-server.js';
import { acceptDocument, RefusedDocument } from './document-acceptance.js';

/** What the worker is started with. */
export interface AcceptanceData {
  /** What clients see, as SDL. */
  schema: string;
  limits: DocumentLimits;
  introspection: boolean;
}

serveTasks<AcceptanceData, string, GraphQLFormattedError[]>(({ schema, limits, introspection }) => {
  const rules = { schema: buildSchema(schema, { assumeValid: true }), limits, introspection };
  return (text) => {
    try {
      acceptDocument(text, rules);
      return [];
    } catch (error) {
      if (error instanceof RefusedDocument) return [...error.errors];
      if (error instanceof GraphQLError) return [error.toJSON()];
      throw error;
    }
  };
});
