import type { Operation } from '@apollo/federation-internals';
import { own, type JsonObject } from '../own-property.js';
import { switchesOf } from '../compile/selected-fields.js';
import { surprise, WriterCompiler, type ObjectWriter } from './writer-compiler.js';

/** A compiled writer, and the texts that it keeps during one run. */
interface CompiledWriter {
  write: ObjectWriter;
  kept: readonly Map<JsonObject, string>[];
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
  write(data: JsonObject, variables: Readonly<JsonObject>, plain: boolean): string | undefined {
    let key = plain ? 'p' : 'e';
    for (const name of this.switches ?? []) {
      const value = this.switchOf(name, variables);
      if (typeof value !== 'boolean') return undefined;
      key += value ? '1' : '0';
    }
    let writer = this.writers.get(key);
    if (!writer) {
      const values = this.switches?.map((name) => [name, this.switchOf(name, variables) as boolean] as const);
      writer = this.compile(new Map(values), plain);
      if (this.writers.size < keptWriters) this.writers.set(key, writer);
    }
    try {
      return writer.write(data);
    } catch (error) {
      if (error === surprise) return undefined;
      throw error;
    } finally {
      // To clear a map makes it a new table.
      for (const texts of writer.kept) if (texts.size) texts.clear();
    }
  }

  private switchOf(name: string, variables: Readonly<JsonObject>): unknown {
    const given = own(variables, name);
    return given === undefined ? this.defaults[name] : given;
  }

  private compile(switches: ReadonlyMap<string, boolean>, plain: boolean): CompiledWriter {
    const { selectionSet, rootKind } = this.operation;
    const parentType = this.operation.schema().schemaDefinition.rootType(rootKind)!;
    const compiler = new WriterCompiler(switches, plain, this.sharedPaths, this.clientNames);
    return { write: compiler.objects([{ selectionSet, parentType }], parentType, []), kept: compiler.kept };
  }
}
