// A worker that parses, limits and validates documents: what a large one takes would hold others up.
import { buildSchema, GraphQLError } from 'graphql';
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

/** An error as it travels between processes. */
export interface TravellingError {
  message: string;
  /** Places in the document, in characters. */
  positions: readonly number[] | undefined;
  extensions: Record<string, unknown>;
}

serveTasks<AcceptanceData, string, TravellingError[]>(({ schema, limits, introspection }) => {
  const rules = { schema: buildSchema(schema, { assumeValid: true }), limits, introspection };
  return (text) => {
    try {
      acceptDocument(text, rules);
      return [];
    } catch (error) {
      const errors = error instanceof RefusedDocument ? error.errors : [error];
      return errors.map((one) => {
        if (!(one instanceof GraphQLError)) throw one;
        return { message: one.message, positions: one.positions, extensions: { ...one.extensions } };
      });
    }
  };
});
