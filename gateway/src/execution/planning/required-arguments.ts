import {
  baseType,
  isInterfaceType,
  isObjectType,
  possibleRuntimeTypes,
  Supergraph,
  type Directive,
  type FieldDefinition,
  type InterfaceType,
  type NamedType,
  type ObjectType,
  type Schema,
  type Type,
} from '@apollo/federation-internals';
import { Kind, print, stripIgnoredCharacters, type ArgumentNode, type FieldNode, type SelectionSetNode } from 'graphql';
import { stemsFor } from './planner-names.js';
import { ChainGraphs, fieldSet } from './required-chains.js';

/** A field of the planner's own: a field of the graph with the arguments that a service requires it with. */
export interface RequiredField {
  /** The field of the graph. */
  name: string;
  arguments: readonly ArgumentNode[];
}

/** What services require with arguments, or without those that there are. */
export interface Requirements {
  /** The supergraph in which every such requirement is a field of its own, without arguments. */
  supergraph: Supergraph;
  /** Those fields by name. */
  fields: ReadonlyMap<string, RequiredField>;
  /**
   * By subgraph and by coordinate, `Type.field`: those that the field cannot be worked out without, as paths of the
   * graph's names from the entity on, by path.
   */
  needs: ReadonlyMap<string, ReadonlyMap<string, readonly RequiredPlace[]>>;
  /** By coordinate: those fields that require others themselves, and the planner's names of what they require. */
  chained: ReadonlyMap<string, readonly string[]>;
  /** By name: subgraphs of the planner's own, and those that they stand for. */
  serving: ReadonlyMap<string, string>;
}

/** Where in a representation a requirement with arguments stands. */
export interface RequiredPlace {
  /** The graph's names from the entity on. */
  path: string;
  /** The planner's name at its end. */
  name: string;
}

type Fielded = ObjectType | InterfaceType;
type Field = FieldDefinition<Fielded>;
type Join = Directive<Field, { graph?: string; requires?: string }>;

/**
 * Gives each field that a service requires with arguments, or whose arguments it leaves out, a field of its own in the
 * planner's supergraph, found in the same subgraphs. The planner knows required fields by their name alone, so that
 * `price(currency: "EUR")`, another service's `price(currency: "USD")` and a client's `price` are one to it otherwise.
 * @param supergraph is changed
 */
export function separateRequirements(supergraph: Supergraph, sdl: string): Requirements {
  const graphs = supergraph.subgraphNameToGraphEnumValue();
  const separation = new Separation(supergraph.schema, stemsFor(sdl).requirement, graphs).run();
  const { fields, needs, chained, chains } = separation;
  const unchanged = { supergraph, fields, needs, chained, serving: chains.serving };
  if (!fields.size) return unchanged;
  return {
    ...unchanged,
    // As it came it was valid. Now some fields are external where nothing needs them, which is no fault here.
    supergraph: new Supergraph(supergraph.schema, null, false),
    needs: new Map([...graphs, ...chains.graphs].map(([name, graph]) => [name, needs.get(graph) ?? new Map()])),
  };
}

class Separation {
  readonly fields = new Map<string, RequiredField>();
  /** By graph of the supergraph's own naming. */
  readonly needs = new Map<string, Map<string, RequiredPlace[]>>();
  readonly chained = new Map<string, string[]>();
  readonly chains: ChainGraphs;
  private readonly names = new Map<string, string>();
  private readonly waiting: Field[] = [];
  private readonly join: string | undefined;

  constructor(
    private readonly schema: Schema,
    private readonly stem: string,
    graphs: ReadonlyMap<string, string>,
  ) {
    this.chains = new ChainGraphs(schema, graphs, stem);
    const feature = schema.coreFeatures?.getByIdentity('https://specs.apollo.dev/join');
    this.join = feature?.directiveNameInSchema('field');
  }

  run(): this {
    const name = this.join;
    if (name === undefined) return this;
    for (const type of [...this.schema.objectTypes(), ...this.schema.interfaceTypes()])
      this.waiting.push(...(type.fields() as Field[]));
    // What is found grows the list: a required field may have requirements itself.
    for (let field = this.waiting.pop(); field; field = this.waiting.pop())
      for (const join of field.appliedDirectivesOf(name) as unknown as Join[]) this.rewrite(field, join);
    return this;
  }

  private rewrite(field: Field, join: Join): void {
    const { graph, requires, ...others } = join.arguments();
    if (graph === undefined || requires === undefined) return;
    const places: RequiredPlace[] = [];
    const rewritten = this.selections(fieldSet(requires), field.parent, '', places);
    const isChained = this.fields.has(field.name);
    if (!places.length && !isChained) return;
    const at = (isChained && this.chains.graphFor(field, graph, rewritten)) || graph;
    if (isChained) this.chained.set(field.coordinate, namesIn(rewritten));
    join.setArguments({ ...others, graph: at, requires: stripIgnoredCharacters(print(rewritten)).slice(1, -1) });
    let ofGraph = this.needs.get(at);
    if (!ofGraph) this.needs.set(at, (ofGraph = new Map<string, RequiredPlace[]>()));
    ofGraph.set(field.coordinate, places);
  }

  private selections(
    set: SelectionSetNode,
    parent: NamedType | undefined,
    before: string,
    places: RequiredPlace[],
  ): SelectionSetNode {
    const selections = set.selections.map((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition;
        const type = condition ? this.schema.type(condition.name.value) : parent;
        return { ...selection, selectionSet: this.selections(selection.selectionSet, type, before, places) };
      }
      const definition = isFielded(parent) ? parent.field(selection.name.value) : undefined;
      if (!definition) return selection;
      const isOwn = isWithArguments(definition) || this.isChained(definition);
      const name = isOwn ? this.ownField(definition, selection) : definition.name;
      const path = `${before} ${this.fields.get(name)?.name ?? name}`;
      if (this.fields.has(name)) places.push({ path, name });
      const below = selection.selectionSet;
      return {
        kind: Kind.FIELD as const,
        name: { kind: Kind.NAME as const, value: name },
        ...(below && { selectionSet: this.selections(below, baseType(definition.type as Type), path, places) }),
      };
    });
    return { ...set, selections };
  }

  /** Whether the field requires others where a service has it. */
  private isChained({ name, parent }: Field): boolean {
    return typesBelow(parent).some((type) =>
      (type.field(name)?.appliedDirectivesOf(this.join!) as unknown as Join[] | undefined)?.some(
        (join) => join.arguments().requires !== undefined,
      ),
    );
  }

  /** The planner's name of a required field; its types get it if they do not have it yet. */
  private ownField(definition: Field, { name: { value }, arguments: given = [] }: FieldNode): string {
    const inOrder = [...given].sort((one, other) => (one.name.value < other.name.value ? -1 : 1));
    const key = `${value}(${inOrder.map((argument) => print(argument)).join()})`;
    let name = this.names.get(key);
    if (name === undefined) {
      this.names.set(key, (name = `${this.stem}${this.names.size}_${value}`));
      this.fields.set(name, { name: value, arguments: given });
    }
    for (const type of typesBelow(definition.parent)) {
      const original = type.field(value);
      if (!original || type.field(name)) continue;
      const own = (type as ObjectType).addField(name, original.type as never) as Field;
      for (const directive of original.appliedDirectives) own.applyDirective(directive.name, directive.arguments());
      this.waiting.push(own);
    }
    return name;
  }
}

function namesIn({ selections }: SelectionSetNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    return selection.kind === Kind.INLINE_FRAGMENT ? namesIn(selection.selectionSet) : [];
  });
}

function isFielded(type: NamedType | undefined): type is Fielded {
  return type !== undefined && (isObjectType(type) || isInterfaceType(type));
}

/** A type and those that may stand where it is declared, other interfaces among them. */
function typesBelow(type: Fielded): Fielded[] {
  if (isObjectType(type)) return [type];
  const interfaces = type.allImplementations().filter((one): one is InterfaceType => isInterfaceType(one));
  return [type, ...interfaces, ...possibleRuntimeTypes(type)];
}

/** Whether a client may select the field with arguments, on this type or on an object that it stands for. */
function isWithArguments({ name, parent }: Field): boolean {
  return typesBelow(parent).some((type) => type.field(name)?.hasArguments());
}
