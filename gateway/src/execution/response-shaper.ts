import {
  isAbstractType,
  isCompositeType,
  isCustomScalarType,
  isEnumType,
  isObjectType,
  type Operation,
  type Type,
} from '@apollo/federation-internals';
import { isInherited, isJsonObject, own, type JsonObject } from './own-property.js';
import {
  namedType,
  selectedFields,
  switchesOf,
  type SelectedField,
  type Switches,
  type TypedSelection,
} from './selected-fields.js';

/** Thrown by a shaper at anything that is not plainly right: Apollo's own shaping then decides. */
const surprise = new Error('the data needs a closer look');

type ValueShaper = (value: unknown) => unknown;
type ObjectShaper = (source: JsonObject) => JsonObject;

/** Most combinations of variables in `@skip` and `@include` that shapers are kept for. */
const keptShapers = 32;

/** Makes the response to one operation out of the data that its fetches gathered. */
export class ResponseShaper {
  private readonly shapers = new Map<string, ObjectShaper>();
  private readonly defaults: Readonly<JsonObject>;
  private readonly switches: readonly string[] | undefined;

  constructor(private readonly operation: Operation) {
    const switches = switchesOf(operation.selectionSet);
    this.switches = switches && [...switches];
    this.defaults = operation.collectDefaultedVariableValues() as JsonObject;
  }

  /** Whether the response can be made here at all; introspection is left to others. */
  get able(): boolean {
    return this.switches !== undefined;
  }

  /**
   * Makes the response.
   * @returns undefined where the data is not plainly right: a null where none may be, a leaf or type name that does not
   * fit
   */
  shape(data: JsonObject, variables: Readonly<JsonObject>): JsonObject | undefined {
    const values = new Map<string, boolean>();
    let key = '';
    for (const name of this.switches ?? []) {
      const given = own(variables, name);
      const value = given === undefined ? this.defaults[name] : given;
      if (typeof value !== 'boolean') return undefined;
      values.set(name, value);
      key += value ? '1' : '0';
    }
    let shaper = this.shapers.get(key);
    if (!shaper) {
      const { operation } = this;
      const parentType = operation.schema().schemaDefinition.rootType(operation.rootKind)!;
      shaper = new ShaperCompiler(values).objects([{ selectionSet: operation.selectionSet, parentType }], parentType);
      if (this.shapers.size < keptShapers) this.shapers.set(key, shaper);
    }
    try {
      return shaper(data);
    } catch (error) {
      if (error === surprise) return undefined;
      throw error;
    }
  }
}

class ShaperCompiler {
  constructor(private readonly switches: Switches) {}

  /** A shaper for objects of a declared type; the fields depend on the type name in the data. */
  objects(selections: readonly TypedSelection[], declared: Type): ObjectShaper {
    const byType = new Map<string, ObjectShaper>();
    let untyped: ObjectShaper | undefined;
    const make = (typename: string | undefined): ObjectShaper =>
      assembler(selectedFields(selections, typename, this.switches).map((field) => this.field(field)));
    return (source) => {
      const typename = source.__typename;
      if (typename === undefined) {
        if (isAbstractType(declared)) throw surprise;
        return (untyped ??= make(undefined))(source);
      }
      if (typeof typename !== 'string') throw surprise;
      let shaper = byType.get(typename);
      if (!shaper) {
        const type = declared.schema().type(typename);
        if (!type || !isObjectType(type)) throw surprise;
        byType.set(typename, (shaper = make(typename)));
      }
      return shaper(source);
    };
  }

  private field({ name, type, typenameOf, below }: SelectedField): AssembledField {
    return {
      name,
      shape: typenameOf ? typenames(typenameOf) : this.values(type, below),
      isTypename: Boolean(typenameOf),
    };
  }

  private values(type: Type, below: readonly TypedSelection[]): ValueShaper {
    if (type.kind === 'NonNullType') return this.present(type.ofType as Type, below);
    const shape = this.present(type, below);
    return (value) => (value === null || value === undefined ? null : shape(value));
  }

  /** Shapes values that are not null; null and undefined are surprises. */
  private present(type: Type, below: readonly TypedSelection[]): ValueShaper {
    if (type.kind === 'ListType') {
      const element = this.values(type.ofType as Type, below);
      return (value) => {
        if (!Array.isArray(value)) throw surprise;
        const length = value.length;
        const list = new Array<unknown>(length);
        for (let index = 0; index < length; index += 1) list[index] = element(value[index]);
        return list;
      };
    }
    if (isCompositeType(type)) {
      const shape = this.objects(below, namedType(type));
      return (value) => {
        if (!isJsonObject(value)) throw surprise;
        return shape(value);
      };
    }
    return leaves(type);
  }
}

/** A shaper for leaves: what fits beyond doubt passes. */
function leaves(type: Type): ValueShaper {
  const passes = leafCheck(type);
  return (value) => {
    if (!passes(value)) throw surprise;
    return value;
  };
}

function leafCheck(type: Type): (value: unknown) => boolean {
  if (isCustomScalarType(type)) return (value) => value !== null && value !== undefined;
  if (isEnumType(type)) {
    const values = new Set<unknown>(type.values.map(({ name }) => name));
    return (value) => values.has(value);
  }
  switch ((type as { name: string }).name) {
    case 'String':
      return (value) => typeof value === 'string';
    case 'ID':
      return (value) => typeof value === 'string' || Number.isSafeInteger(value);
    case 'Int':
      return (value) => Number.isSafeInteger(value);
    case 'Float':
      return (value) => Number.isFinite(value);
    default:
      return (value) => typeof value === 'boolean';
  }
}

function typenames(parentType: Type): ValueShaper {
  const schema = parentType.schema();
  const known = new Set(schema.objectTypes().map(({ name }) => name));
  const declared = isObjectType(parentType) ? parentType.name : undefined;
  return (value) => {
    if (typeof value === 'string' && known.has(value)) return value;
    if (declared === undefined || (value !== null && value !== undefined)) throw surprise;
    return declared;
  };
}

interface AssembledField {
  name: string;
  shape: ValueShaper;
  isTypename: boolean;
}

/**
 * Writes the function that assembles an object of these fields. Written out it makes the object in one go, which costs
 * a third of setting one field after the other. Names come from a validated document and are quoted all the same.
 */
function assembler(fields: readonly AssembledField[]): ObjectShaper {
  const members = fields.map(({ name, isTypename }, index) => {
    const quoted = JSON.stringify(name);
    const read = isInherited(name) ? `own(source, ${quoted})` : `source[${quoted}]`;
    const value = isTypename && name !== '__typename' ? `${read} ?? source.__typename` : read;
    return `[${quoted}]: shape${index}(${value})`;
  });
  const parameters = fields.map((_, index) => `shape${index}`);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text holds nothing but quoted names and numbers
  const write = new Function('own', ...parameters, `return (source) => ({ ${members.join(', ')} });`) as (
    ...given: unknown[]
  ) => ObjectShaper;
  return write(own, ...fields.map(({ shape }) => shape));
}
