import {
  baseType,
  isEnumType,
  isObjectType,
  isScalarType,
  type EnumType,
  type FieldDefinition,
  type InterfaceType,
  type NamedType,
  type ObjectType,
  type Schema,
  type Type,
} from '@apollo/federation-internals';
import { Kind, parse, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

type Field = FieldDefinition<ObjectType | InterfaceType>;

interface Applied {
  arguments(): { graph?: string; key?: string; resolvable?: boolean; isInterfaceObject?: boolean };
}

/** Names of the join specification in a supergraph. */
interface JoinNames {
  type: string;
  field: string;
  graph: string;
  enumValue: string;
  graphs: string;
}

/**
 * Subgraphs of the planner's own, each for one required field that requires others itself, with the keys of its type and
 * what it requires. They stand for the subgraph that has the field. The planner asks a subgraph that it is at anyway for
 * such a field without what that requires; it is never at one of these.
 */
export class ChainGraphs {
  /** The subgraph that each stands for. */
  readonly serving = new Map<string, string>();
  /** By name, the supergraph's own names of them. */
  readonly graphs = new Map<string, string>();
  private readonly names: JoinNames | undefined;

  /** @param subgraphs the supergraph's own names of subgraphs, by name */
  constructor(
    private readonly schema: Schema,
    private readonly subgraphs: ReadonlyMap<string, string>,
    private readonly stem: string,
  ) {
    const feature = schema.coreFeatures?.getByIdentity('https://specs.apollo.dev/join');
    if (feature)
      this.names = {
        type: feature.directiveNameInSchema('type'),
        field: feature.directiveNameInSchema('field'),
        graph: feature.directiveNameInSchema('graph'),
        enumValue: feature.directiveNameInSchema('enumValue'),
        graphs: feature.typeNameInSchema('Graph'),
      };
  }

  /**
   * Makes the subgraph for a field.
   * @param graph the one that has it, by the supergraph's own name
   * @param requires the field set
   * @returns the supergraph's own name; undefined where keys or requirements are of a kind that is not done here
   */
  graphFor(field: Field, graph: string, requires: SelectionSetNode): string | undefined {
    const { names, schema } = this;
    const type = field.parent;
    const subgraph = [...this.subgraphs].find(([, own]) => own === graph)?.[0];
    if (!names || subgraph === undefined || !isObjectType(type) || !this.isWithin(type, requires)) return undefined;
    const keys = this.keysOf(type, graph);
    const keySets = keys.map((key) => fieldSet(key));
    if (
      !keys.length ||
      !keySets.every((set) => set.selections.every((one) => one.kind === Kind.FIELD && !one.selectionSet))
    )
      return undefined;
    if (!isLeaf(baseType(field.type as Type))) return undefined;

    const own = `${this.stem}_${this.graphs.size}`.toUpperCase();
    const name = `${subgraph}${this.stem}${this.graphs.size}`;
    this.graphs.set(name, own);
    this.serving.set(name, subgraph);
    const value = (schema.type(names.graphs) as EnumType).addValue(own);
    value.applyDirective(names.graph, { name, url: '' });
    this.spellOut(type);
    for (const key of keys) type.applyDirective(names.type, { graph: own, key });
    const keyFields = new Set(
      keySets.flatMap((set) => set.selections.map((one) => (one as { name: { value: string } }).name.value)),
    );
    for (const key of keyFields) this.include(type.field(key)!, own, false);
    this.includeLeaf(baseType(field.type as Type), own);
    this.includeAll(type, requires, own);
    return own;
  }

  private keysOf(type: ObjectType, graph: string): string[] {
    const applied = type.appliedDirectivesOf(this.names!.type) as unknown as Applied[];
    return applied.flatMap((one) => {
      const { graph: at, key, resolvable, isInterfaceObject } = one.arguments();
      return at === graph && key !== undefined && resolvable !== false && !isInterfaceObject ? [key] : [];
    });
  }

  /** Whether a field set has nothing but fields of objects. */
  private isWithin(type: NamedType, { selections }: SelectionSetNode): boolean {
    if (!isObjectType(type)) return false;
    return selections.every((selection) => {
      const field = selection.kind === Kind.FIELD ? type.field(selection.name.value) : undefined;
      if (!field || selection.kind !== Kind.FIELD) return false;
      const inner = baseType(field.type as Type);
      return selection.selectionSet ? this.isWithin(inner, selection.selectionSet) : isLeaf(inner);
    });
  }

  private includeAll(type: ObjectType, { selections }: SelectionSetNode, graph: string): void {
    for (const selection of selections) {
      if (selection.kind !== Kind.FIELD || selection.name.value === '__typename') continue;
      const field = type.field(selection.name.value)!;
      // Not those of keys, which are there already.
      this.include(field, graph, true);
      const inner = baseType(field.type as Type);
      if (!selection.selectionSet || !isObjectType(inner)) continue;
      if (!this.isIn(inner, graph)) {
        this.spellOut(inner);
        inner.applyDirective(this.names!.type, { graph });
      }
      this.includeAll(inner, selection.selectionSet, graph);
    }
  }

  private include(field: Field, graph: string, external: boolean): void {
    const applied = field.appliedDirectivesOf(this.names!.field) as unknown as Applied[];
    if (applied.some((one) => one.arguments().graph === graph)) return;
    field.applyDirective(this.names!.field, { graph, ...(external && { external }) });
    this.includeLeaf(baseType(field.type as Type), graph);
  }

  private includeLeaf(type: NamedType, graph: string): void {
    if (type.isBuiltIn || !isLeaf(type) || this.isIn(type, graph)) return;
    type.applyDirective(this.names!.type, { graph });
    if (isEnumType(type)) for (const value of type.values) value.applyDirective(this.names!.enumValue, { graph });
  }

  private isIn(type: NamedType, graph: string): boolean {
    const applied = type.appliedDirectivesOf(this.names!.type) as unknown as Applied[];
    return applied.some((one) => one.arguments().graph === graph);
  }

  /** A field that says nothing of subgraphs is in all that have its type: it is to stay with those. */
  private spellOut(type: ObjectType): void {
    const applied = type.appliedDirectivesOf(this.names!.type) as unknown as Applied[];
    const graphs = new Set(applied.map((one) => one.arguments().graph!));
    for (const field of type.fields())
      if (!field.appliedDirectivesOf(this.names!.field).length)
        for (const graph of graphs) field.applyDirective(this.names!.field, { graph });
  }
}

function isLeaf(type: NamedType): boolean {
  return isScalarType(type) || isEnumType(type);
}

/** A field set as the selection that it is. */
export function fieldSet(text: string): SelectionSetNode {
  return (parse(`{ ${text} }`, { noLocation: true }).definitions[0] as OperationDefinitionNode).selectionSet;
}
