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
import {
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  type ArgumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { stemsFor } from './planner-names.js';

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
  const { fields, needs } = new Separation(supergraph.schema, stemsFor(sdl).requirement).run();
  if (!fields.size) return { supergraph, fields, needs };
  return {
    // As it came it was valid. Now some fields are external where nothing needs them, which is no fault here.
    supergraph: new Supergraph(supergraph.schema, null, false),
    fields,
    needs: new Map([...graphs].map(([name, graph]) => [name, needs.get(graph) ?? new Map()])),
  };
}

class Separation {
  readonly fields = new Map<string, RequiredField>();
  /** By graph of the supergraph's own naming. */
  readonly needs = new Map<string, Map<string, RequiredPlace[]>>();
  private readonly names = new Map<string, string>();
  private readonly waiting: Field[] = [];

  constructor(
    private readonly schema: Schema,
    private readonly stem: string,
  ) {}

  run(): this {
    const name = this.schema.coreFeatures
      ?.getByIdentity('https://specs.apollo.dev/join')
      ?.directiveNameInSchema('field');
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
    const set = (parse(`{ ${requires} }`, { noLocation: true }).definitions[0] as OperationDefinitionNode).selectionSet;
    const rewritten = this.selections(set, field.parent, '', places);
    if (!places.length) return;
    join.setArguments({ ...others, graph, requires: stripIgnoredCharacters(print(rewritten)).slice(1, -1) });
    let ofGraph = this.needs.get(graph);
    if (!ofGraph) this.needs.set(graph, (ofGraph = new Map<string, RequiredPlace[]>()));
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
      const name = isWithArguments(definition) ? this.ownField(definition, selection) : definition.name;
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

  /** The planner's name of a field with arguments; its types get it if they do not have it yet. */
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
