import {
  Kind,
  visit,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { BoundedCache } from '#platform/caching/bounded-cache.js';
import type { PreparedOperation } from '../../operations/prepared-operation.js';
import { own, type JsonObject } from '../own-property.js';
import { requiringFields } from './planner-names.js';

/** Most forms of one operation that are kept, and with each its plan. */
const keptForms = 32;

/** An operation that is planned anew for the values of some variables. */
interface Conditioned {
  /** The variables, in their order in `forms`. */
  variables: readonly string[];
  /** By values. */
  forms: BoundedCache<string, PreparedOperation>;
}

/**
 * Decides conditions before an operation is planned, where they stand at or around a field that requires others. The
 * planner asks for what is required under the condition of the field that requires it, but gives all fields of one
 * request one representation: of two such fields, the one that is left out takes the other one's representation along.
 * So `@skip` and `@include` of those variables, and of literals, are worked in, and each of their values that occurs has a
 * plan of its own.
 */
export class DecidedConditions {
  private readonly requiring: ReadonlySet<string>;
  // Null for an operation that is planned as it is.
  private readonly known = new WeakMap<PreparedOperation, Conditioned | null>();

  constructor(supergraphSdl: string) {
    this.requiring = requiringFields(supergraphSdl);
  }

  /** Whether the plan of an operation waits for its variables. */
  has(operation: PreparedOperation): boolean {
    return this.conditioned(operation) !== null;
  }

  /** The operation as it is to be planned and run with these variables: the same object for the same values. */
  decide(operation: PreparedOperation, variables: Readonly<JsonObject>): PreparedOperation {
    const conditioned = this.conditioned(operation);
    if (!conditioned) return operation;
    const values = new Map<string, boolean>();
    for (const name of conditioned.variables) {
      const given = own(variables, name);
      const value = given === undefined ? defaultOf(operation, name) : given;
      // No value that a condition may have: left to what tells of it.
      if (typeof value !== 'boolean') return operation;
      values.set(name, value);
    }
    const key = [...values.values()].map(Number).join('');
    let form = conditioned.forms.get(key);
    if (!form) {
      conditioned.forms.set(key, (form = withConditions(operation, values)));
      this.known.set(form, null);
    }
    return form;
  }

  private conditioned(operation: PreparedOperation): Conditioned | null {
    let conditioned = this.known.get(operation);
    if (conditioned === undefined) {
      const variables = this.requiring.size ? deciding(operation, this.requiring) : undefined;
      conditioned = variables ? { variables, forms: new BoundedCache(2 * keptForms) } : null;
      this.known.set(operation, conditioned);
    }
    return conditioned;
  }
}

function defaultOf({ operation }: PreparedOperation, name: string): boolean | undefined {
  const value = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name)?.defaultValue;
  return value?.kind === Kind.BOOLEAN ? value.value : undefined;
}

/**
 * Variables of the conditions at and around fields of these names.
 * @returns undefined where there are no conditions, of literals neither
 */
function deciding({ document, operation }: PreparedOperation, fields: ReadonlySet<string>): string[] | undefined {
  let isConditioned = false;
  const found = new Set<string>();
  const fragments = fragmentsOf(document);
  const known = new Map<string, boolean>();
  const inFragment = (name: string): boolean => {
    let has = known.get(name);
    if (has === undefined) known.set(name, (has = collect(fragments.get(name)!.selectionSet)));
    return has;
  };
  const collect = (set: SelectionSetNode): boolean => {
    let any = false;
    for (const selection of set.selections) {
      let has = selection.kind === Kind.FIELD && fields.has(selection.name.value);
      if (selection.kind === Kind.FRAGMENT_SPREAD) has = inFragment(selection.name.value);
      else if (selection.selectionSet) has = collect(selection.selectionSet) || has;
      if (has)
        for (const { value } of conditionsOf(selection)) {
          isConditioned = true;
          if (typeof value === 'string') found.add(value);
        }
      any ||= has;
    }
    return any;
  };
  collect(operation.selectionSet);
  return isConditioned ? [...found] : undefined;
}

function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  return fragments;
}

interface Condition {
  directive: DirectiveNode;
  /** A literal's, or the name of a variable. */
  value: boolean | string;
}

function conditionsOf({ directives = [] }: SelectionNode): Condition[] {
  return directives.flatMap((directive): Condition[] => {
    const { value: name } = directive.name;
    const condition = directive.arguments?.[0]?.value;
    if (name !== 'skip' && name !== 'include') return [];
    if (condition?.kind === Kind.VARIABLE) return [{ directive, value: condition.name.value }];
    return condition?.kind === Kind.BOOLEAN ? [{ directive, value: condition.value }] : [];
  });
}

/** The operation without the conditions of literals and of these variables, and without what they leave out. */
function withConditions(prepared: PreparedOperation, values: ReadonlyMap<string, boolean>): PreparedOperation {
  const valueOf = ({ value }: Condition): boolean | undefined =>
    typeof value === 'string' ? values.get(value) : value;
  const isLeftOut = (selection: SelectionNode): boolean =>
    conditionsOf(selection).some((condition) => valueOf(condition) === (condition.directive.name.value === 'skip'));
  const withoutDecided = (selection: SelectionNode): SelectionNode => {
    const decided = conditionsOf(selection).filter((condition) => valueOf(condition) !== undefined);
    const gone = new Set(decided.map(({ directive }) => directive));
    if (!gone.size) return selection;
    return { ...selection, directives: selection.directives!.filter((directive) => !gone.has(directive)) };
  };
  const written = (definition: DefinitionNode): DefinitionNode =>
    visit(definition, {
      SelectionSet: (set) => {
        const selections = set.selections.filter((selection) => !isLeftOut(selection)).map(withoutDecided);
        // An object of which nothing is left is there all the same: with a type name that is left out itself.
        return { ...set, selections: selections.length ? selections : [leftOutTypename(set.selections[0]!)] };
      },
    });
  const { document } = prepared;
  const definitions = document.definitions.filter(
    (definition) => definition === prepared.operation || definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  const decided = definitions.map(written);
  const operation = decided[definitions.indexOf(prepared.operation)] as OperationDefinitionNode;
  return { ...prepared, document: { ...document, definitions: decided }, operation };
}

function leftOutTypename({ directives = [] }: SelectionNode): SelectionNode {
  return { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' }, directives };
}
