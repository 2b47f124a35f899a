// A file is named by its subject and role. A name that says neither gathers everything.
import { basename } from 'node:path';

const empty = /^(utils?|helpers?|common|misc|shared|stuff|tools?|lib)$/i;

/** The part of a file name that says nothing; null when every part tells. */
export function emptyPart(fileName) {
  return (
    basename(fileName)
      .replace(/\.[cm]?[jt]sx?$/, '')
      .split(/[.\-_]/)
      .find((part) => empty.test(part)) ?? null
  );
}

export default {
  meta: { type: 'problem', docs: { description: 'refuses file names such as utils.ts' }, schema: [] },
  create(context) {
    return {
      Program(node) {
        const part = emptyPart(context.filename);
        if (part)
          context.report({
            node,
            loc: { line: 1, column: 0 },
            message: `"${part}" does not say what is in this file: name it by its subject and role.`,
          });
      },
    };
  },
};
