import {
  isAbstractType,
  isCompositeType,
  isCustomScalarType,
  isEnumType,
  isObjectType,
  type Type,
} from '@apollo/federation-internals';
import { isJsonObject, type JsonObject } from '#platform/json/json-object.js';
import { isInherited, own } from '../own-property.js';
import {
  namedType,
  selectedFields,
  type SelectedField,
  type Switches,
  type TypedSelection,
} from '../compile/selected-fields.js';
import { effectPath } from '../planning/step-effects.js';
import { isInt } from './data-check.js';

/** Thrown by a writer at anything that is not plainly right: Apollo's own shaping then decides. */
export const surprise = new Error('the data needs a closer look');

/** Writes a value as JSON text. */
type ValueWriter = (value: unknown) => string;
export type ObjectWriter = (source: JsonObject) => string;

interface WrittenField {
  /** In the data. */
  name: string;
  /** In the response. */
  clientName: string;
  write: ValueWriter;
  isTypename: boolean;
  /** A string is right, and needs no escaping. */
  takesText: boolean;
}

/** Compiles writers for one operation, with what its variables leave out left out. */
export class WriterCompiler {
  /** Texts of objects that stand at several places; to be cleared after each run. */
  readonly kept: Map<JsonObject, string>[] = [];
  /** Whether a field that may be null was written as null because it was not there; to be cleared before each run. */
  missed = false;
  private readonly quote: (text: string) => string;

  /** @param plain whether no string of the data needs escaping */
  constructor(
    private readonly switches: Switches,
    private readonly plain: boolean,
    private readonly sharedPaths: ReadonlySet<string>,
    private readonly clientNames: ReadonlyMap<string, string>,
  ) {
    this.quote = plain ? (text) => `"${text}"` : (text) => JSON.stringify(text);
  }

  /** A writer for objects of a declared type; the fields depend on the type name in the data. */
  objects(selections: readonly TypedSelection[], declared: Type, path: readonly string[]): ObjectWriter {
    const byType = new Map<string, ObjectWriter>();
    let untyped: ObjectWriter | undefined;
    const make = (typename: string | undefined): ObjectWriter =>
      assembler(selectedFields(selections, typename, this.switches).map((field) => this.field(field, path)));
    const write: ObjectWriter = (source) => {
      const typename = source.__typename;
      if (typename === undefined) {
        if (isAbstractType(declared)) throw surprise;
        return (untyped ??= make(undefined))(source);
      }
      if (typeof typename !== 'string') throw surprise;
      let writer = byType.get(typename);
      if (!writer) {
        const type = declared.schema().type(typename);
        if (!type || !isObjectType(type)) throw surprise;
        byType.set(typename, (writer = make(typename)));
      }
      return writer(source);
    };
    if (!this.sharedPaths.has(effectPath(path))) return write;
    const texts = new Map<JsonObject, string>();
    this.kept.push(texts);
    return (source) => {
      let text = texts.get(source);
      if (text === undefined) texts.set(source, (text = write(source)));
      return text;
    };
  }

  private field({ name, type, typenameOf, below }: SelectedField, path: readonly string[]): WrittenField {
    const clientName = this.clientNames.get(name) ?? name;
    if (typenameOf) return { name, clientName, write: typenames(typenameOf), isTypename: true, takesText: false };
    const takesText = this.plain && /^(String|ID)!?$/.test(type.toString());
    return { name, clientName, write: this.values(type, below, [...path, name]), isTypename: false, takesText };
  }

  private values(type: Type, below: readonly TypedSelection[], path: readonly string[]): ValueWriter {
    if (type.kind === 'NonNullType') return this.present(type.ofType as Type, below, path);
    const write = this.present(type, below, path);
    return (value) => (value === null ? 'null' : value === undefined ? this.miss() : write(value));
  }

  private miss(): string {
    this.missed = true;
    return 'null';
  }

  /** Writes values that are not null; null and undefined are surprises. */
  private present(type: Type, below: readonly TypedSelection[], path: readonly string[]): ValueWriter {
    if (type.kind === 'ListType') {
      const element = this.values(type.ofType as Type, below, path);
      return (value) => {
        if (!Array.isArray(value)) throw surprise;
        const { length } = value;
        if (!length) return '[]';
        let text = `[${element(value[0])}`;
        for (let index = 1; index < length; index += 1) text += `,${element(value[index])}`;
        return `${text}]`;
      };
    }
    if (isCompositeType(type)) {
      const write = this.objects(below, namedType(type), path);
      return (value) => {
        if (!isJsonObject(value)) throw surprise;
        return write(value);
      };
    }
    return this.leaves(type);
  }

  /** A writer for leaves: what fits beyond doubt passes. */
  private leaves(type: Type): ValueWriter {
    if (isCustomScalarType(type)) {
      return (value) => {
        if (value === null || value === undefined) throw surprise;
        return JSON.stringify(value);
      };
    }
    if (isEnumType(type)) {
      const texts = new Map<unknown, string>(type.values.map(({ name }) => [name, `"${name}"`]));
      return (value) => texts.get(value) ?? fail();
    }
    const { quote } = this;
    switch ((type as { name: string }).name) {
      case 'String':
        return (value) => (typeof value === 'string' ? quote(value) : fail());
      case 'ID':
        return (value) =>
          typeof value === 'string' ? quote(value) : Number.isSafeInteger(value) ? `"${value as number}"` : fail();
      case 'Int':
        return (value) => (isInt(value) ? String(value) : fail());
      case 'Float':
        return (value) => (Number.isFinite(value) ? String(value) : fail());
      default:
        return (value) => (value === true ? 'true' : value === false ? 'false' : fail());
    }
  }
}

function fail(): never {
  throw surprise;
}

function typenames(parentType: Type): ValueWriter {
  const texts = new Map<unknown, string>(
    parentType
      .schema()
      .objectTypes()
      .map(({ name }) => [name, `"${name}"`]),
  );
  const declared = isObjectType(parentType) ? `"${parentType.name}"` : undefined;
  return (value) => {
    const text = texts.get(value);
    if (text !== undefined) return text;
    if (declared === undefined || (value !== null && value !== undefined)) throw surprise;
    return declared;
  };
}

/**
 * Writes the function that writes an object of these fields. Names come from a validated document and are quoted all the
 * same.
 */
function assembler(fields: readonly WrittenField[]): ObjectWriter {
  if (!fields.length) return () => '{}';
  const members = fields.map(({ name, clientName, isTypename, takesText }, index) => {
    const quoted = JSON.stringify(name);
    const read = isInherited(name) ? `own(source, ${quoted})` : `source[${quoted}]`;
    const value = isTypename && name !== '__typename' ? `${read} ?? source.__typename` : read;
    const text = takesText
      ? `(typeof (value = ${value}) === "string" ? '"' + value + '"' : write${index}(value))`
      : `write${index}(${value})`;
    return `${JSON.stringify(`${index ? ',' : '{'}${JSON.stringify(clientName)}:`)} + ${text}`;
  });
  const parameters = fields.map((_, index) => `write${index}`);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text holds nothing but quoted names and numbers
  const write = new Function(
    'own',
    ...parameters,
    `return (source) => { let value; return ${members.join(' + ')} + "}"; };`,
  ) as (...given: unknown[]) => ObjectWriter;
  return write(own, ...fields.map(({ write: value }) => value));
}
