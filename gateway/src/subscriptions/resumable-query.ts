import { Kind, parse, print, visit, type FieldNode, type OperationDefinitionNode } from 'graphql';
import { BoundedCache } from '#platform/caching/bounded-cache.js';
import type { ResumableField } from './resumable-fields.js';

/** A subgraph's subscription in the forms that resuming takes. */
export interface ResumableQuery {
  /** Asks for the position of each event as well. */
  first: string;
  /** The same from a position on, which is the variable `positionVariable`. */
  resumed: string;
  positionVariable: string;
  /** Name of the root field in the answer. */
  responseName: string;
  /** Name of the position in the root field's answer; no other field has it. */
  positionName: string;
}

/** Most queries that are kept. */
const keptQueries = 1_000;

/** Finds out which subscriptions at subgraphs can be resumed, and how. */
export class ResumableQueries {
  private readonly kept = new BoundedCache<string, { query: ResumableQuery | undefined }>(keptQueries);

  constructor(private readonly fields: ReadonlyMap<string, ResumableField>) {}

  /** @returns undefined when the subscription cannot be resumed */
  of(query: string): ResumableQuery | undefined {
    if (!this.fields.size) return undefined;
    let found = this.kept.get(query);
    if (!found) {
      found = { query: this.build(query) };
      this.kept.set(query, found);
    }
    return found.query;
  }

  private build(query: string): ResumableQuery | undefined {
    const document = parse(query);
    const operation = document.definitions.find(
      (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
    );
    const root = operation?.selectionSet.selections[0];
    if (!operation || root?.kind !== Kind.FIELD || !root.selectionSet) return undefined;
    const resumable = this.fields.get(root.name.value);
    if (!resumable) return undefined;

    const positionName = unusedName('position_', query);
    const positionVariable = unusedName('resumeAfter_', query);
    const withPosition: FieldNode = {
      ...root,
      selectionSet: {
        ...root.selectionSet,
        selections: [
          ...root.selectionSet.selections,
          { kind: Kind.FIELD, name: name(resumable.field), alias: name(positionName) },
        ],
      },
    };
    const fromPosition: FieldNode = {
      ...withPosition,
      arguments: [
        ...(root.arguments ?? []).filter((argument) => argument.name.value !== resumable.argument),
        {
          kind: Kind.ARGUMENT,
          name: name(resumable.argument),
          value: { kind: Kind.VARIABLE, name: name(positionVariable) },
        },
      ],
    };
    const write = (field: FieldNode, variable?: string): string => {
      const written = visit(document, {
        OperationDefinition: (node) => ({
          ...node,
          selectionSet: { ...node.selectionSet, selections: [field] },
          variableDefinitions: [
            ...(node.variableDefinitions ?? []),
            ...(variable
              ? [
                  {
                    kind: Kind.VARIABLE_DEFINITION as const,
                    variable: { kind: Kind.VARIABLE as const, name: name(variable) },
                    type: { kind: Kind.NAMED_TYPE as const, name: name(resumable.argumentType) },
                  },
                ]
              : []),
          ],
        }),
      });
      return print(withoutUnusedVariables(written));
    };
    return {
      first: write(withPosition),
      resumed: write(fromPosition, positionVariable),
      positionVariable,
      positionName,
      responseName: root.alias?.value ?? root.name.value,
    };
  }
}

/** The variable that took the old position is used no more, perhaps, and a subgraph refuses that. */
function withoutUnusedVariables<Node extends ReturnType<typeof parse>>(document: Node): Node {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: (node) => void used.add(node.name.value),
  });
  return visit<Node>(document, {
    VariableDefinition: (node) => (used.has(node.variable.name.value) ? undefined : null),
  });
}

function unusedName(stem: string, text: string): string {
  let name = stem;
  while (text.includes(name)) name += '_';
  return name;
}

const name = (value: string): { kind: Kind.NAME; value: string } => ({ kind: Kind.NAME, value });
