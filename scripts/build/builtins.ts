import { isBuiltin } from 'node:module';

import type { Plugin } from 'esbuild';

/**
 * Takes Node's own modules as they are, without the ES module that `import` would put around each: to make that, Node reads
 * every export, and behind some of crypto's and fs's there are whole modules that load when they are read.
 */
export const builtinsAsTheyAre: Plugin = {
  name: 'builtins-as-they-are',
  setup(build) {
    build.onResolve({ filter: /^(?:node:)?[a-z_/]+$/ }, ({ path, kind }) => (kind === 'import-statement' && isBuiltin(path) ? { path, namespace: 'builtin', sideEffects: false } : undefined));
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({ contents: `module.exports=process.getBuiltinModule(${JSON.stringify(path)})` }));
  },
};
