// Who may import whom. A part is a top-level folder, or one service; a part may always import itself.
import { housePath, sourceOf } from './source-paths.js';

/** What each part may import besides itself. */
const allowed = {
  platform: [],
  schema: [],
  demo: ['platform', 'schema'],
  gateway: ['platform', 'schema'],
  service: ['platform', 'schema'],
  cli: ['platform', 'schema', 'demo'],
  stack: ['platform', 'schema', 'demo'],
  bench: ['platform', 'schema', 'demo', 'stack', 'cli'],
  tools: ['schema'],
};

/** Files that may import more, and why: `seed` stores a service's part of the demo data, end-to-end tests see all. */
const exceptions = [
  { files: /^services\/[^/]+\/(src\/(.*\/)?seed(\.ts$|\/|\.[^/]*$)|test\/)/, parts: ['demo'] },
  { files: /^gateway\/test\//, parts: ['demo'] },
  { files: /^stack\/test\//, parts: ['*'] },
];

/** Part that a file belongs to: the folder, and for services the name too. Null for files at the root. */
function partOf(path) {
  const [folder, name, more] = path.split('/');
  if (folder === 'services' && more !== undefined) return { kind: 'service', id: `services/${name}` };
  return name === undefined ? null : { kind: folder, id: folder };
}

/** Parts that have a subpath of their own in package.json; compiled output finds them by no other way. */
const bySubpath = ['platform', 'schema', 'demo'];

/**
 * Says why one file must not import another; null when it may. Both paths are below the root.
 * @param {string} from
 * @param {string} to
 * @param {string} specifier as the import has it
 */
export function importProblem(from, to, specifier) {
  const importer = partOf(from);
  const imported = partOf(to);
  // What stands in dist/ was checked where it was written.
  if (!importer || !imported || importer.id === imported.id || imported.id === 'dist') return null;
  const extra = exceptions.filter(({ files }) => files.test(from)).flatMap(({ parts }) => parts);
  const may = [...(allowed[importer.kind] ?? []), ...extra];
  if (may.includes('*') || may.includes(imported.kind)) {
    const needsSubpath = bySubpath.includes(imported.kind) && !specifier.startsWith('#');
    return needsSubpath ? `Import ${imported.id} by its subpath, #${imported.id}/….` : null;
  }
  const list = may.length > 0 ? `only itself, ${may.join(', ')}` : 'only itself';
  return `${importer.id} must not import ${imported.id}: it may import ${list}.`;
}

export default {
  meta: { type: 'problem', docs: { description: 'holds who may import whom' }, schema: [] },
  create(context) {
    const from = housePath(context.filename);
    const check = (node) => {
      const specifier = node?.value;
      if (!from || typeof specifier !== 'string') return;
      const target = sourceOf(specifier, context.filename);
      const to = target && housePath(target);
      const problem = to && importProblem(from, to, specifier);
      if (problem) context.report({ node, message: problem });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
    };
  },
};
