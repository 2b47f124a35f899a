import {
  GraphQLError,
  Kind,
  type ArgumentNode,
  type DirectiveNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type TypeNode,
  type ValueNode,
} from 'graphql';
import { codedError } from '#platform/errors/graphql-errors.js';
import { tooExpensive } from './limit-refusal.js';

/** What a selection set comes to, fragments expanded. */
export interface Weight {
  /** Levels. */
  depth: number;
  selections: number;
  aliases: number;
  directives: number;
  /** Fields of the first level alone. */
  fields: number;
}

/** Limits that end the weighing early; the others are compared when it is done. */
export interface WeighingLimits {
  depth: number;
  selections: number;
}

/** Longest alias, in characters: each object of an answer repeats it, at the subgraph already. */
const maxAlias = 256;

const nothing: Weight = { depth: 0, selections: 0, aliases: 0, directives: 0, fields: 0 };

/** Weighs selection sets of one document, each fragment once. */
export class SelectionWeigher {
  private readonly weighed = new Map<string, Weight | 'under way'>();

  constructor(
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    private readonly limits: WeighingLimits,
  ) {}

  /** @throws GraphQLError past the depth or the number of selections, or when a fragment contains itself */
  weighOperation(operation: OperationDefinitionNode): Weight {
    const weight = { ...this.weigh(operation.selectionSet, 1) };
    weight.directives += this.directives(operation.directives);
    for (const { directives, defaultValue, type } of operation.variableDefinitions ?? []) {
      this.checkType(type);
      weight.directives += this.directives(directives);
      if (defaultValue) this.checkValue(defaultValue, 1);
    }
    return weight;
  }

  /** Weighs a fragment where it is spread. @param level how deep that is; 1 for the first */
  weighFragment(name: string, level: number): Weight {
    const known = this.weighed.get(name);
    if (known === 'under way') {
      throw codedError('GRAPHQL_VALIDATION_FAILED', `Cannot spread fragment "${name}" within itself.`);
    }
    if (known) return known;
    const fragment = this.fragments.get(name);
    // Validation says that it is missing.
    if (!fragment) return nothing;
    this.weighed.set(name, 'under way');
    const weight = { ...this.weigh(fragment.selectionSet, level) };
    weight.directives += this.directives(fragment.directives);
    this.weighed.set(name, weight);
    return weight;
  }

  hasWeighed(name: string): boolean {
    return this.weighed.has(name);
  }

  private weigh({ selections }: SelectionSetNode, level: number): Weight {
    if (level > this.limits.depth) throw this.tooDeep();
    const weight = { ...nothing };
    for (const selection of selections) {
      const below = this.below(selection, level + 1);
      weight.selections += 1 + below.selections;
      weight.aliases += below.aliases;
      weight.directives += this.directives(selection.directives) + below.directives;
      weight.depth = Math.max(weight.depth, below.depth);
      if (selection.kind === Kind.FIELD) {
        weight.fields += 1;
        if (selection.alias) weight.aliases += 1;
        if (selection.alias && selection.alias.value.length > maxAlias)
          throw tooExpensive(`has an alias of more than ${maxAlias} characters`);
        this.checkArguments(selection.arguments);
      } else weight.fields += below.fields;
      if (weight.selections > this.limits.selections) {
        throw tooExpensive(`selects more than ${this.limits.selections} fields, fragments expanded`);
      }
    }
    // A fragment that was weighed higher up may be spread further down.
    if (level + weight.depth > this.limits.depth) throw this.tooDeep();
    weight.depth += 1;
    return weight;
  }

  private below(selection: SelectionNode, level: number): Weight {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.weighFragment(selection.name.value, level);
    return selection.selectionSet ? this.weigh(selection.selectionSet, level) : nothing;
  }

  private directives(directives: readonly DirectiveNode[] = []): number {
    for (const directive of directives) this.checkArguments(directive.arguments);
    return directives.length;
  }

  private checkArguments(given: readonly ArgumentNode[] = []): void {
    for (const { value } of given) this.checkValue(value, 1);
  }

  private checkType(type: TypeNode): void {
    let level = 1;
    for (let inner = type; inner.kind !== Kind.NAMED_TYPE; inner = inner.type) {
      level += 1;
      if (level > this.limits.depth) throw this.tooDeep();
    }
  }

  private checkValue(value: ValueNode, level: number): void {
    if (level > this.limits.depth) throw this.tooDeep();
    if (value.kind === Kind.LIST) for (const item of value.values) this.checkValue(item, level + 1);
    else if (value.kind === Kind.OBJECT) for (const field of value.fields) this.checkValue(field.value, level + 1);
  }

  private tooDeep(): GraphQLError {
    return tooExpensive(`is nested more than ${this.limits.depth} levels deep`);
  }
}
