import {
  assertValidSchema,
  BREAK,
  getEnterLeaveForKind,
  GraphQLError,
  TypeInfo,
  ValidationContext,
  type ASTNode,
  type ASTVisitFn,
  type ASTVisitor,
  type DocumentNode,
  type GraphQLSchema,
  type Kind,
  type ValidationRule,
} from 'graphql';

/** How validation is told. */
export interface ValidationOptions {
  /** Most errors; one more says that there are others. */
  maxErrors: number;
  /** Whether errors suggest no names. */
  hideSuggestions: boolean;
}

/**
 * Validates a document by rules of graphql-js, with the errors that its `validate` gives, in their order, and in a third
 * of the time: each rule is called for the kinds of nodes that it has a visitor for, where `validate` asks all rules at
 * every node, and names are not visited. What stands below a definition of types, which is an error itself, is not looked at.
 */
export function validateDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[],
  { maxErrors, hideSuggestions }: ValidationOptions,
): readonly GraphQLError[] {
  assertValidSchema(schema);
  const errors: GraphQLError[] = [];
  const typeInfo = new TypeInfo(schema);
  const report = (error: GraphQLError): void => {
    if (errors.length >= maxErrors)
      throw new Aborted('Too many validation errors, error limit reached. Validation aborted.');
    errors.push(error);
  };
  const context = new DocumentContext(schema, document, typeInfo, report, hideSuggestions);
  const visitors = rules.map((rule) => rule(context));
  try {
    new RuleWalk(typeInfo, visitors).walk(document, undefined, undefined);
  } catch (error) {
    if (!(error instanceof Aborted) && !isFragmentWork(error)) throw error;
    errors.push(new GraphQLError(error.message));
  }
  return errors;
}

class Aborted extends Error {}

/** Whether rules gave up following fragments, which graphql-js has a bound for. */
function isFragmentWork(error: unknown): error is GraphQLError {
  return error instanceof GraphQLError && error.message === 'Validation aborted.';
}

class DocumentContext extends ValidationContext {
  /** Rules about variables walk each definition once more; nearly all documents have definitions without any. */
  override getVariableUsages(
    node: Parameters<ValidationContext['getVariableUsages']>[0],
  ): ReturnType<ValidationContext['getVariableUsages']> {
    const { loc } = node;
    if (loc) {
      const first = loc.source.body.indexOf('$', loc.start);
      if (first < 0 || first >= loc.end) return [];
    }
    return super.getVariableUsages(node);
  }
}

/** What a document for execution has below each kind of node, without names. */
const visitedKeys = {
  Document: ['definitions'],
  OperationDefinition: ['variableDefinitions', 'directives', 'selectionSet'],
  VariableDefinition: ['variable', 'type', 'defaultValue', 'directives'],
  SelectionSet: ['selections'],
  Field: ['arguments', 'directives', 'selectionSet'],
  Argument: ['value'],
  FragmentSpread: ['directives'],
  InlineFragment: ['typeCondition', 'directives', 'selectionSet'],
  FragmentDefinition: ['typeCondition', 'directives', 'selectionSet'],
  ListValue: ['values'],
  ObjectValue: ['fields'],
  ObjectField: ['value'],
  Directive: ['arguments'],
  ListType: ['type'],
  NonNullType: ['type'],
} as Readonly<Record<string, readonly string[]>>;
const none: readonly string[] = [];

/** What one rule does at one kind of node. */
interface RuleStep {
  rule: number;
  visitor: ASTVisitor;
  call: ASTVisitFn<ASTNode>;
}

interface KindSteps {
  enter: RuleStep[];
  leave: RuleStep[];
}

/** Takes all rules through a document at once. */
class RuleWalk {
  private readonly steps = new Map<string, KindSteps>();
  /** Rules that look at nothing below a node, or at nothing any more. */
  private readonly skipping: boolean[];
  /** Which rules go on when a node is left. */
  private readonly skipped = new Map<ASTNode, number[]>();
  private readonly path: (string | number)[] = [];
  private readonly ancestors: (ASTNode | readonly ASTNode[])[] = [];

  constructor(
    private readonly typeInfo: TypeInfo,
    private readonly visitors: readonly ASTVisitor[],
  ) {
    this.skipping = visitors.map(() => false);
  }

  /** Visits a node and what is below it, with the arguments that graphql-js' `visit` gives. */
  walk(node: ASTNode, key: string | number | undefined, parent: ASTNode | readonly ASTNode[] | undefined): void {
    const { path, ancestors } = this;
    const { enter, leave } = this.stepsAt(node.kind);
    if (key !== undefined) path.push(key);
    this.typeInfo.enter(node);
    if (enter.length) this.enter(enter, node, key, parent);
    if (parent) ancestors.push(parent);
    for (const below of visitedKeys[node.kind] ?? none) {
      const child = (node as unknown as Record<string, ASTNode | readonly ASTNode[] | undefined>)[below];
      if (!child) continue;
      if ('kind' in child) this.walk(child, below, node);
      else this.walkList(child, below, node);
    }
    if (parent) ancestors.pop();
    if (leave.length) this.leave(leave, node, key, parent);
    this.goOn(node);
    this.typeInfo.leave(node);
    if (key !== undefined) path.pop();
  }

  private walkList(nodes: readonly ASTNode[], key: string, parent: ASTNode): void {
    const { path, ancestors } = this;
    path.push(key);
    ancestors.push(parent);
    for (let index = 0; index < nodes.length; index += 1) this.walk(nodes[index]!, index, nodes);
    ancestors.pop();
    path.pop();
  }

  private enter(
    steps: readonly RuleStep[],
    node: ASTNode,
    key: string | number | undefined,
    parent: ASTNode | readonly ASTNode[] | undefined,
  ): void {
    for (const { rule, visitor, call } of steps) {
      if (this.skipping[rule]) continue;
      const result: unknown = call.call(visitor, node, key, parent, this.path, this.ancestors);
      if (result !== false && result !== BREAK) continue;
      this.skipping[rule] = true;
      if (result === BREAK) continue;
      const skipped = this.skipped.get(node);
      if (skipped) skipped.push(rule);
      else this.skipped.set(node, [rule]);
    }
  }

  private leave(
    steps: readonly RuleStep[],
    node: ASTNode,
    key: string | number | undefined,
    parent: ASTNode | readonly ASTNode[] | undefined,
  ): void {
    for (const { rule, visitor, call } of steps) {
      if (this.skipping[rule]) continue;
      if (call.call(visitor, node, key, parent, this.path, this.ancestors) === BREAK) this.skipping[rule] = true;
    }
  }

  private goOn(node: ASTNode): void {
    const skipped = this.skipped.size && this.skipped.get(node);
    if (!skipped) return;
    for (const rule of skipped) this.skipping[rule] = false;
    this.skipped.delete(node);
  }

  private stepsAt(kind: Kind): KindSteps {
    const known = this.steps.get(kind);
    if (known) return known;
    const steps: KindSteps = { enter: [], leave: [] };
    for (const [rule, visitor] of this.visitors.entries()) {
      const { enter, leave } = getEnterLeaveForKind(visitor, kind);
      if (enter) steps.enter.push({ rule, visitor, call: enter });
      if (leave) steps.leave.push({ rule, visitor, call: leave });
    }
    this.steps.set(kind, steps);
    return steps;
  }
}
