import { Kind, parse } from 'graphql';

/** Longest name that becomes a label, in characters; an operation's name may be as long as a document. */
const maxName = 100;

/**
 * Names of operations as labels of metrics. Names come from clients, and every label is kept for as long as the process
 * runs: so known names have theirs, others have one as long as there is room, the rest share `other`. An operation
 * without a name is `anonymous`.
 */
export class OperationLabels {
  private readonly labels: Set<string>;

  /**
   * @param known names that always have a label
   * @param limit most names with a label, known ones included
   */
  constructor(
    known: readonly string[],
    private readonly limit: number,
  ) {
    this.labels = new Set(known.slice(0, limit));
  }

  /** The label of an operation, by its name. */
  of(name: string | null): string {
    if (name === null) return 'anonymous';
    if (this.labels.has(name)) return name;
    if (this.labels.size >= this.limit || name.length > maxName) return 'other';
    this.labels.add(name);
    return name;
  }
}

/** Names of the operations in documents. @throws GraphQLError when one is not GraphQL */
export function operationNamesIn(documents: readonly string[]): string[] {
  return documents.flatMap((document) =>
    parse(document).definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.name ? [definition.name.value] : [],
    ),
  );
}
