import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { transform } from 'esbuild';
import type { Plugin } from 'esbuild';

/**
 * Shortens the names inside each file before it is bundled: a fifth less to read at every start. Not in the bundle as a
 * whole, where the shortened wrappers around CommonJS modules would all be compiled at the start, which costs more than
 * the rest saves.
 */
export const shortNames: Plugin = {
  name: 'short-names',
  setup(build) {
    const { target = 'esnext', define = {} } = build.initialOptions;
    build.onLoad({ filter: /\.(?:m?js|ts)$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const format = /^(?:import|export)\b/m.test(source) ? 'esm' : 'cjs';
      const loader = extname(path) === '.ts' ? 'ts' : 'js';
      // White space goes later: with it would go the notes ("#__PURE__") by which the bundler knows what it may leave out.
      const { code } = await transform(source, { sourcefile: path, format, loader, minifyIdentifiers: true, minifySyntax: true, target, define });
      return { contents: code };
    });
  },
};
