import type { Operation } from '@apollo/federation-internals';
import { own, type JsonObject } from '../own-property.js';
import { switchesOf, type Switches } from '../compile/selected-fields.js';
import { coerceNumbers, missingFields, type ResponsePath } from './data-check.js';
import { surprise, WriterCompiler, type ObjectWriter } from './writer-compiler.js';

/** A compiled writer, and what it keeps during one run. */
interface CompiledWriter {
  write: ObjectWriter;
  compiler: WriterCompiler;
}

/** A response. */
export interface WrittenResponse {
  /** JSON. */
  text: string;
  /** Whether fields are null in it that the data does not have. */
  misses: boolean;
}

/** Most combinations of variables in `@skip` and `@include` that writers are kept for. */
const keptWriters = 32;

/** Writes the response to one operation, as JSON text, out of the data that its fetches gathered. */
export class ResponseWriter {
  private readonly writers = new Map<string, CompiledWriter>();
  private readonly defaults: Readonly<JsonObject>;
  private readonly switches: readonly string[] | undefined;

  /**
   * @param sharedPaths where equal entities are one object, so that its text is written once
   * @param clientNames names that the client gave, by those in the operation and the data that took their place
   */
  constructor(
    private readonly operation: Operation,
    private readonly sharedPaths: ReadonlySet<string>,
    private readonly clientNames: ReadonlyMap<string, string>,
  ) {
    const switches = switchesOf(operation.selectionSet);
    this.switches = switches && [...switches];
    this.defaults = operation.collectDefaultedVariableValues() as JsonObject;
  }

  /** Whether the response can be written here at all; introspection is left to others. */
  get able(): boolean {
    return this.switches !== undefined;
  }

  /**
   * Writes the response.
   * @param plain whether no string of the data needs escaping
   * @returns undefined where the data is not plainly right: a null where none may be, a leaf or type name that does not
   * fit
   */
  write(data: JsonObject, variables: Readonly<JsonObject>, plain: boolean): WrittenResponse | undefined {
    let key = plain ? 'p' : 'e';
    for (const name of this.switches ?? []) {
      const value = this.switchOf(name, variables);
      if (typeof value !== 'boolean') return undefined;
      key += value ? '1' : '0';
    }
    let writer = this.writers.get(key);
    if (!writer) {
      writer = this.compile(this.switchesFor(variables), plain);
      if (this.writers.size < keptWriters) this.writers.set(key, writer);
    }
    const { compiler } = writer;
    compiler.missed = false;
    try {
      return { text: writer.write(data), misses: compiler.missed };
    } catch (error) {
      if (error === surprise) return undefined;
      throw error;
    } finally {
      // To clear a map makes it a new table.
      for (const texts of compiler.kept) if (texts.size) texts.clear();
    }
  }

  /** Paths of fields that are selected and not in the data at all. @param most how many of them at most */
  missing(data: JsonObject, variables: Readonly<JsonObject>, most: number): ResponsePath[] {
    return missingFields(this.operation, data, this.switchesFor(variables), most);
  }

  /**
   * Prepares data that is not plainly right for Apollo's shaping, which lets some numbers pass that are none.
   * @returns the paths of such
   */
  coerce(data: JsonObject, variables: Readonly<JsonObject>): ResponsePath[] {
    return coerceNumbers(this.operation, data, this.switchesFor(variables));
  }

  private switchesFor(variables: Readonly<JsonObject>): Switches {
    return new Map(this.switches?.map((name) => [name, this.switchOf(name, variables) as boolean]));
  }

  private switchOf(name: string, variables: Readonly<JsonObject>): unknown {
    const given = own(variables, name);
    return given === undefined ? this.defaults[name] : given;
  }

  private compile(switches: ReadonlyMap<string, boolean>, plain: boolean): CompiledWriter {
    const { selectionSet, rootKind } = this.operation;
    const parentType = this.operation.schema().schemaDefinition.rootType(rootKind)!;
    const compiler = new WriterCompiler(switches, plain, this.sharedPaths, this.clientNames);
    return { write: compiler.objects([{ selectionSet, parentType }], parentType, []), compiler };
  }
}
