import type { Plugin } from 'esbuild';
import { REPLACEMENTS } from './replacements.ts';

/**
 * `undici` opens everything it has: fetch, caches, mocks, WebSockets, a second parser. The Action needs two agents, so the
 * import is led past that entry. The paths inside are as exact as undici's version in package.json.
 */
const UNDICI = `
export { default as Agent } from 'undici/lib/dispatcher/agent.js';
export { default as EnvHttpProxyAgent } from 'undici/lib/dispatcher/env-http-proxy-agent.js';
`;

/** Bundles of undici and form-data only what the Action can reach. */
export const onlyNeededParts: Plugin = {
  name: 'only-needed-parts',
  setup(build) {
    build.onResolve({ filter: /^undici$/ }, () => ({ path: 'undici', namespace: 'parts', sideEffects: false }));
    build.onLoad({ filter: /.*/, namespace: 'parts' }, () => ({ contents: UNDICI, resolveDir: import.meta.dirname }));

    for (const [index, { module, of, contents }] of REPLACEMENTS.entries()) {
      const namespace = `replacement-${index}`;
      build.onResolve({ filter: module }, ({ importer }) => (packageOf(importer) === of ? { path: `${of}-${index}`, namespace } : undefined));
      build.onLoad({ filter: /.*/, namespace }, () => ({ contents, loader: 'js' }));
    }
  },
};

/** `…/node_modules/undici/lib/core/util.js` is a file of undici. */
export function packageOf(path: string): string | undefined {
  return /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(path)?.[1]?.replaceAll('\\', '/');
}
