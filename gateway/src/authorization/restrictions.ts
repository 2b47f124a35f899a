import { operationFromDocument, type Operation, type Schema } from '@apollo/federation-internals';
import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { isAuthenticated, type Viewer } from '#platform/identity/viewer.js';
import { BoundedCache } from '#platform/caching/bounded-cache.js';
import type { PreparedOperation } from '../operations/prepared-operation.js';
import { completeAnswer } from './answer-completion.js';
import { filterOperation } from './operation-filter.js';
import { holds, type Requirement } from './requirement.js';
import type { Rights } from './rights.js';

/** What becomes of an operation with fields that its viewer may not have. */
export type UnauthorizedFields =
  /** The whole operation is refused. */
  | 'refuse'
  /** They are null, each with an error; the rest is answered. */
  | 'null';

/** What is left of an operation for viewers who may not have all of it. One object for all with the same rights. */
export interface Restriction {
  /** What may run; undefined where nothing is left. */
  readonly operation: PreparedOperation | undefined;
  /** Whether nothing is to be answered but the errors. */
  readonly refused: boolean;
  /** One for each field that was taken out, UNAUTHENTICATED for viewers without a token, else FORBIDDEN. */
  readonly errors: readonly GraphQLError[];
  /**
   * Makes the answer to the operation as it was sent.
   * @param data JSON text of the answer to what was left
   */
  complete(data: string, variables: Readonly<Record<string, unknown>>): string;
}

/** What restrictions are made with. */
export interface RestrictionOptions {
  schema: GraphQLSchema;
  /** The same schema in the planner's form. */
  plannerSchema: Schema;
  rights: Rights;
  unauthorizedFields: UnauthorizedFields;
  /** Prepares what is left of an operation to be run. */
  prepare: (operation: OperationDefinitionNode) => PreparedOperation;
}

/** Most restrictions of one operation that are kept: a plan may hang on each. */
const keptRestrictions = 16;

/** Most errors that tell why an operation is refused. */
const maxRefusals = 20;

/** Checks viewers against what operations need. A check looks up what the viewer has; documents are walked once per outcome. */
export class Restrictions {
  private readonly held = new WeakMap<Viewer, ReadonlySet<Requirement>>();
  private readonly kept = new WeakMap<PreparedOperation, BoundedCache<string, Restriction>>();

  constructor(private readonly options: RestrictionOptions) {}

  /** @returns undefined where the viewer may have all of the operation */
  of(prepared: PreparedOperation, viewer: Viewer): Restriction | undefined {
    const { needs } = prepared;
    if (needs.length === 0) return undefined;
    const held = this.heldBy(viewer);
    if (needs.every((requirement) => held.has(requirement))) return undefined;
    // Viewers with a token and without differ in the code of the errors.
    let outcome = isAuthenticated(viewer) ? '+' : '-';
    for (const requirement of needs) outcome += held.has(requirement) ? '1' : '0';
    let outcomes = this.kept.get(prepared);
    if (!outcomes) this.kept.set(prepared, (outcomes = new BoundedCache(keptRestrictions)));
    let restriction = outcomes.get(outcome);
    if (!restriction) outcomes.set(outcome, (restriction = this.restrict(prepared, held, isAuthenticated(viewer))));
    return restriction;
  }

  private heldBy(viewer: Viewer): ReadonlySet<Requirement> {
    let held = this.held.get(viewer);
    if (!held) {
      held = new Set(this.options.rights.all.filter((requirement) => holds(requirement, viewer)));
      this.held.set(viewer, held);
    }
    return held;
  }

  private restrict(prepared: PreparedOperation, held: ReadonlySet<Requirement>, known: boolean): Restriction {
    const { schema, rights, unauthorizedFields, prepare } = this.options;
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const definition of prepared.document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    }
    const errors = new Map<string, GraphQLError>();
    const left = filterOperation(prepared.operation, {
      schema,
      rights,
      fragments,
      refuses: (requirements, path) => {
        if ([...requirements].every((requirement) => held.has(requirement))) return false;
        errors.set(path.join(), refusal(known, path));
        return true;
      },
    });
    const refused =
      unauthorizedFields === 'refuse' ||
      (left === undefined && prepared.operation.operation === OperationTypeNode.SUBSCRIPTION);
    let whole: Operation | undefined;
    return {
      refused,
      operation: refused || !left ? undefined : prepare(left),
      errors: refused ? [...errors.values()].slice(0, maxRefusals) : [...errors.values()],
      complete: (data, variables) => completeAnswer((whole ??= this.planned(prepared)), data, variables),
    };
  }

  private planned({ document, name }: PreparedOperation): Operation {
    return operationFromDocument(this.options.plannerSchema, document, name === null ? {} : { operationName: name });
  }
}

function refusal(known: boolean, path: readonly string[]): GraphQLError {
  const [code, message] = known
    ? ['FORBIDDEN', 'You may not ask for this field.']
    : ['UNAUTHENTICATED', 'Sign in: this field needs a valid token.'];
  return new GraphQLError(message, { path, extensions: { code } });
}
