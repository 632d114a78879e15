import { posix, relative, sep } from 'node:path';
import { repositoryDir } from '../lib/paths.mjs';
import { whyForbidden } from './dependencies.mjs';

/** Fails the build on an import that the house does not allow; the decision itself is in dependencies.mjs. */
export const dependencyRule = {
  meta: {
    type: 'problem',
    docs: { description: 'Layers and features import only what stands below them' },
    messages: { forbidden: '{{importer}} may not import {{source}}: {{reason}}.' },
    schema: [],
  },
  create(context) {
    const importer = relative(repositoryDir, context.filename).split(sep).join(posix.sep);
    const check = (node, kind) => {
      const source = node?.value;
      const reason = typeof source === 'string' ? whyForbidden(importer, source, kind === 'type') : undefined;
      if (reason) context.report({ node, messageId: 'forbidden', data: { importer, source, reason } });
    };
    return {
      ImportDeclaration: (node) => check(node.source, importsOnlyTypes(node) ? 'type' : 'value'),
      ExportNamedDeclaration: (node) => check(node.source, node.exportKind),
      ExportAllDeclaration: (node) => check(node.source, node.exportKind),
      ImportExpression: (node) => check(node.source, 'value'),
    };
  },
};

/** `import type { A }` and `import { type A }` alike: the compiler drops both. */
function importsOnlyTypes({ importKind, specifiers }) {
  return (
    importKind === 'type' || (specifiers.length > 0 && specifiers.every((specifier) => specifier.importKind === 'type'))
  );
}
