import type { DocumentNode, FieldDefinitionNode } from 'graphql';

/** Problems of one subgraph's document, each with the field's node. */
export function nullabilityProblems(document: DocumentNode): { node: FieldDefinitionNode; message: string }[];
