import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { SeededRandom } from './seeded-random.js';

/** A composed graph with the SDL of its subgraphs. */
export interface GeneratedGraph {
  supergraphSdl: string;
  subgraphs: { name: string; sdl: string }[];
}

interface Field {
  name: string;
  text: string;
}

/** An entity as one subgraph sees it. */
interface EntityPart {
  keys: string[];
  fields: Map<string, string>;
}

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@interfaceObject"])';
const leaves = ['String', 'Int', 'Float', 'Boolean', 'ID', 'Color', 'Json'];
const leafArguments = '(n: Int = 3, s: String, c: Color, l: [Int!])';

/** Fields that every entity has in the subgraph that owns it, for others to require or to provide. */
const lent = ['size: Int', 'label: String', 'box: Box', 'marks: [Int!]', 'boxes: [Box]'];

/** The same with arguments, to be required with some of their own. */
const lentWithArguments = [
  'size(n: Int = 3): Int',
  'label(s: String): String',
  'box(n: Int = 2): Box',
  ...lent.slice(3),
];
const requiredArguments: Record<string, string[]> = {
  size: ['', '(n: 1)', '(n: 2)', '(n: null)'],
  label: ['', '(s: "x")', '(s: "a \\"quote\\"")'],
  box: ['', '(n: 1)'],
  w: ['', '(n: 1)', '(n: 2)'],
};

const mediaHome = `
interface Media @key(fields: "id") { id: ID! kind: String length: Int }
type M0 implements Media @key(fields: "id") { id: ID! kind: String length: Int pages: Int! next: [Media] }
type M1 implements Media @key(fields: "id") { id: ID! kind: String length: Int frames: [Int] }`;
const mediaGuest = `
type Media @interfaceObject @key(fields: "id") {
  id: ID! length: Int @external rating: Float! peers: [Media!] weight: String box: Box
  media_needs: String @requires(fields: "length")
}`;

/**
 * Makes a supergraph of a seed: two to four subgraphs, entities with one or two keys, interfaces (one whose fields come
 * from several subgraphs, one that a subgraph sees as one object), a union of entities and a value type, shared value types, fields that require or provide others, lists in lists.
 * @param requiresArguments whether fields are required with arguments
 */
export function generateGraph(seed: string, requiresArguments = false): GeneratedGraph {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const subgraphs = new GraphBuilder(new SeededRandom(`${seed}/${attempt}`), requiresArguments).build();
    const composed = composeServices(
      subgraphs.map(({ name, sdl }) => ({ name, url: `http://${name}.test/`, typeDefs: parse(sdl) })),
    );
    if (composed.supergraphSdl) return { supergraphSdl: composed.supergraphSdl, subgraphs };
    if (process.env.FUZZ_SHOW_COMPOSITION) console.error(composed.errors?.map((error) => error.message).join('\n'));
  }
  throw new Error(`no graph of seed ${seed} composes`);
}

class GraphBuilder {
  private readonly names: string[];
  private readonly entities: string[];
  private readonly parts: Map<string, EntityPart>[];
  private readonly queries: string[][];
  private readonly mutations: string[][];
  private readonly subscriptions: string[][];
  /** Subgraph that owns an entity: it knows all keys and the fields that others borrow. */
  private readonly owner = new Map<string, number>();
  private readonly twoKeys = new Set<string>();
  /** Subgraphs that each bring a field of the interface `Thing`. */
  private things: number[] = [];
  /** Subgraphs that know the interface `Media` with its types, and as one object. */
  private media: { home: number; guest: number } | undefined;

  /** Entities of which another subgraph than the owner has the title. */
  private readonly overridden = new Set<string>();
  /** By entity: fields that require others, for further ones to require. */
  private readonly needy = new Map<string, string[]>();

  constructor(
    private readonly random: SeededRandom,
    private readonly requiresArguments: boolean,
  ) {
    this.names = Array.from({ length: 2 + random.below(3) }, (_, index) => `s${index}`);
    this.entities = Array.from({ length: 3 + random.below(3) }, (_, index) => `E${index}`);
    this.parts = this.names.map(() => new Map<string, EntityPart>());
    this.queries = this.names.map(() => []);
    this.mutations = this.names.map(() => []);
    this.subscriptions = this.names.map(() => []);
  }

  build(): { name: string; sdl: string }[] {
    const { random } = this;
    this.spreadEntities();
    this.things = random.some([...this.names.keys()], 0.5).slice(0, 2);
    const home = random.below(this.names.length);
    if (random.chance(0.6)) this.media = { home, guest: (home + 1) % this.names.length };
    this.names.forEach((_, subgraph) => this.addFields(subgraph));
    return this.names.map((name, subgraph) => ({ name, sdl: this.print(subgraph) }));
  }

  private spreadEntities(): void {
    const { random } = this;
    for (const entity of this.entities) {
      const owner = random.below(this.names.length);
      this.owner.set(entity, owner);
      if (random.chance(0.5)) this.twoKeys.add(entity);
      this.names.forEach((_, subgraph) => {
        if (subgraph !== owner && !random.chance(0.75)) return;
        const keys = !this.twoKeys.has(entity)
          ? ['id']
          : subgraph === owner
            ? ['id', 'code']
            : random.pick([['id'], ['code'], ['id', 'code'], ['id code']]);
        this.parts[subgraph]!.set(entity, { keys, fields: new Map() });
      });
    }
  }

  private addFields(subgraph: number): void {
    const { random } = this;
    for (const [entity, part] of this.parts[subgraph]!) {
      const { fields } = part;
      for (const key of new Set(part.keys.flatMap((keys) => keys.split(' ')))) fields.set(key, `${key}: ID!`);
      const own = this.owner.get(entity) === subgraph;
      if (!own && random.chance(0.3) && !this.overridden.has(entity)) {
        // Moved here from the owner, which need not have it any more.
        this.overridden.add(entity);
        fields.set('title', `title: String @override(from: "${this.names[this.owner.get(entity)!]}")`);
      }
      if (own) {
        for (const field of this.lent) fields.set(/^\w+/.exec(field)![0], `${field} @shareable`);
        if (random.chance(0.7)) fields.set('title', 'title: String');
      } else if (this.requiresArguments)
        for (let count = 1 + random.below(4); count > 0; count -= 1) this.addRequires(entity, part, subgraph, count);
      else if (random.chance(0.6)) this.addRequires(entity, part, subgraph);
      for (let count = 1 + random.below(4); count > 0; count -= 1) {
        const field = this.field(subgraph, `${entity.toLowerCase()}_${this.names[subgraph]}_${count}`);
        fields.set(field.name, field.text);
      }
    }
    for (let count = 2 + random.below(3); count > 0; count -= 1)
      this.queries[subgraph]!.push(this.field(subgraph, `q_${this.names[subgraph]}_${count}`, true).text);
    if (random.chance(0.7))
      for (let count = 2; count > 0; count -= 1)
        this.mutations[subgraph]!.push(this.field(subgraph, `m_${this.names[subgraph]}_${count}`, true).text);
    if (random.chance(0.6))
      this.subscriptions[subgraph]!.push(this.field(subgraph, `on_${this.names[subgraph]}`, true).text);
  }

  private get lent(): readonly string[] {
    return this.requiresArguments ? lentWithArguments : lent;
  }

  private addRequires(entity: string, { fields }: EntityPart, subgraph: number, number = 0): void {
    const { random } = this;
    const required = random.some(this.lent, 0.5);
    if (!required.length) required.push(this.lent[0]!);
    const selection = required.map((field) => {
      const [, name, type] = /^(\w+).*: (.+)$/.exec(field)!;
      if (!fields.has(name!)) fields.set(name!, `${field} @external`);
      return /Box/.test(type!)
        ? `${this.required(name!)} { ${this.required('w')} ${random.pick(['', 'h', 'inner { w }'])} }`
        : this.required(name!);
    });
    const name = `${entity.toLowerCase()}_${this.names[subgraph]}_needs${number || ''}`;
    const needy = this.needy.get(entity) ?? [];
    if (this.requiresArguments && random.chance(0.4))
      for (const other of random.some(needy, 0.5)) {
        if (fields.has(other)) continue;
        fields.set(other, `${other}: String @external`);
        selection.push(other);
      }
    this.needy.set(entity, [...needy, name]);
    fields.set(name, `${name}: String @requires(fields: ${JSON.stringify(selection.join(' '))})`);
    if (!random.chance(0.3)) return;
    if (!fields.has('label')) fields.set('label', `${this.lent[1]} @external`);
    fields.set(
      `${name}_too`,
      `${name}_too: ${random.pick(this.entitiesOf(subgraph))} @requires(fields: ${JSON.stringify(this.required('label'))})`,
    );
  }

  /** A required field, with arguments if there are to be any. */
  private required(name: string): string {
    const choices = requiredArguments[name];
    return this.requiresArguments && choices ? `${name}${this.random.pick(choices)}` : name;
  }

  private entitiesOf(subgraph: number): string[] {
    return [...this.parts[subgraph]!.keys()];
  }

  /** Entities that are a `Thing`: those that every subgraph with that interface knows. */
  private thingEntities(): string[] {
    return this.entities.filter((entity) => this.things.every((subgraph) => this.parts[subgraph]!.has(entity)));
  }

  private isThings(subgraph: number): boolean {
    return this.things.includes(subgraph) && this.thingEntities().length > 0;
  }

  private field(subgraph: number, name: string, composite = false): Field {
    const { random } = this;
    const entities = this.entitiesOf(subgraph);
    const composites = [...entities, ...entities, ...(entities.length ? ['Node', 'Any'] : []), 'Box'];
    if (this.isThings(subgraph)) composites.push('Thing', 'Thing');
    if (this.media?.home === subgraph || this.media?.guest === subgraph) composites.push('Media', 'Media');
    const isLeaf = !composite && random.chance(0.45);
    const inner = isLeaf ? random.pick(leaves) : random.pick(composites);
    let text = `${name}${isLeaf && random.chance(0.3) ? leafArguments : ''}: ${this.wrap(inner)}`;
    const part = this.parts[subgraph]!.get(inner);
    // What others own can be provided along a path; the subgraph must then know it as external.
    if (part && !this.requiresArguments && this.owner.get(inner) !== subgraph && random.chance(0.5)) {
      if (!part.fields.has('size')) part.fields.set('size', 'size: Int @external');
      if (part.fields.get('size')?.includes('@external')) text += ' @provides(fields: "size")';
    }
    return { name, text };
  }

  private wrap(type: string): string {
    const { random } = this;
    const required = (): string => (random.chance(0.3) ? '!' : '');
    const shape = random.next();
    if (shape < 0.45) return `${type}${required()}`;
    if (shape < 0.88) return `[${type}${required()}]${required()}`;
    return `[[${type}${required()}]${required()}]${required()}`;
  }

  private print(subgraph: number): string {
    const parts = this.parts[subgraph]!;
    const lines = [link, 'scalar Json', 'enum Color { RED GREEN BLUE }'];
    const width = this.requiresArguments ? 'w(n: Int = 1): Int' : 'w: Int';
    lines.push(`type Box @shareable { ${width} h: Float! note: String inner: Box colors: [Color!] }`);
    const entities = [...parts];
    if (entities.length) {
      lines.push('interface Node { here: String }');
      lines.push(`union Any = ${entities.map(([entity]) => entity).join(' | ')} | Box`);
    }
    const things = this.isThings(subgraph) ? this.thingEntities() : [];
    const thingFields = `tag_${this.names[subgraph]}: String mate_${this.names[subgraph]}: Thing`;
    if (things.length) lines.push(`interface Thing { ${thingFields} }`);
    if (this.media?.home === subgraph) lines.push(mediaHome);
    if (this.media?.guest === subgraph) lines.push(mediaGuest);
    for (const [entity, { keys, fields }] of entities) {
      const thing = things.includes(entity);
      const marks = keys.map((key) => `@key(fields: "${key}")`).join(' ');
      const all = ['here: String @shareable', ...(thing ? [thingFields] : []), ...fields.values()].join(' ');
      lines.push(`type ${entity} implements Node${thing ? ' & Thing' : ''} ${marks} { ${all} }`);
    }
    lines.push(`type Query { ${this.queries[subgraph]!.join(' ')} }`);
    if (this.mutations[subgraph]!.length) lines.push(`type Mutation { ${this.mutations[subgraph]!.join(' ')} }`);
    if (this.subscriptions[subgraph]!.length)
      lines.push(`type Subscription { ${this.subscriptions[subgraph]!.join(' ')} }`);
    return lines.join('\n');
  }
}
