import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { REPLACEMENTS } from './replacements.ts';

/** Where the paths of PARTS and of the replacements start. */
const ROOT = join(import.meta.dirname, '..', '..');

/**
 * Packages that open everything they have. The Action's imports of them are led past that entry, to the modules that it
 * needs; these paths are as exact as the packages' versions in package.json.
 */
const PARTS: Record<string, string> = {
  // Two agents; not fetch, caches, mocks, WebSockets, and a second parser for HTTP. The entry also gives every dispatcher its
  // methods; of those, the agent for proxies calls `connect`, to open its tunnel.
  undici: `
import Agent from './node_modules/undici/lib/dispatcher/agent.js';
import Dispatcher from './node_modules/undici/lib/dispatcher/dispatcher.js';
import EnvHttpProxyAgent from './node_modules/undici/lib/dispatcher/env-http-proxy-agent.js';
import connect from './node_modules/undici/lib/api/api-connect.js';
Dispatcher.prototype.connect = connect;
export { Agent, EnvHttpProxyAgent };
`,
  // The build for browsers, because it is ESM: of the one for Node, CommonJS, nothing can be left out.
  yaml: `
export { isScalar } from './node_modules/yaml/browser/dist/nodes/identity.js';
export { LineCounter } from './node_modules/yaml/browser/dist/parse/line-counter.js';
export { parseDocument } from './node_modules/yaml/browser/dist/public-api.js';
export { visit } from './node_modules/yaml/browser/dist/visit.js';
`,
};

/** Bundles of a package only what the Action can reach. */
export const onlyNeededParts: Plugin = {
  name: 'only-needed-parts',
  setup(build) {
    for (const [name, contents] of Object.entries(PARTS)) {
      const namespace = `parts-${name}`;
      // Only the Action's own import. A package that imports one of these gets all of the version that it asks for.
      build.onResolve({ filter: new RegExp(`^${name}$`) }, ({ importer }) => (packageOf(importer) === undefined ? { path: name, namespace, sideEffects: false } : undefined));
      build.onLoad({ filter: /.*/, namespace }, () => ({ contents, resolveDir: ROOT }));
    }
    for (const [index, { module, of, contents }] of REPLACEMENTS.entries()) {
      const namespace = `replacement-${index}`;
      build.onResolve({ filter: module }, ({ importer }) => (packageOf(importer)?.name === of ? { path: of, namespace } : undefined));
      build.onLoad({ filter: /.*/, namespace }, () => ({ contents, resolveDir: ROOT }));
    }
  },
};

const PACKAGE_FILE = /^(.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+))[\\/]/;

/** The package whose file this is, for example `…/node_modules/undici/lib/core/util.js`: its name, and its folder. */
export function packageOf(path: string): { name: string; folder: string } | undefined {
  const [, folder, name] = PACKAGE_FILE.exec(path) ?? [];
  return folder === undefined || name === undefined ? undefined : { name, folder };
}
