import type { Plugin } from 'esbuild';

/**
 * Packages that do nothing but define things when they are loaded, though their package.json does not say so. Told this,
 * esbuild leaves out what is not used: from @actions/core, its HTTP client with a second undici (560 kB, 40 ms of start).
 */
const PURE = /^(?:@actions\/(?:core|http-client|exec|io)|tunnel)(?:$|\/)/;

/** Its own parts count as well: the step summary is one of them. */
const TOOLKIT = /[\\/]node_modules[\\/]@actions[\\/]core[\\/]/;

export const withoutSideEffects: Plugin = {
  name: 'without-side-effects',
  setup(build) {
    build.onResolve({ filter: /^[^/]/ }, async ({ path, pluginData, ...where }) => {
      // The resolution asked for below comes by here again.
      if (pluginData === PURE) return undefined;
      const ofToolkit = path.startsWith('.') && TOOLKIT.test(where.resolveDir);
      if (!ofToolkit && !PURE.test(path)) return undefined;
      const resolved = await build.resolve(path, { importer: where.importer, kind: where.kind, resolveDir: where.resolveDir, pluginData: PURE });
      return { ...resolved, sideEffects: false };
    });
  },
};
