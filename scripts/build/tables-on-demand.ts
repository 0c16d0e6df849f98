import type { Plugin } from 'esbuild';

/** The tables of applications and their group chats, and what of each `core/spec/messages.ts` asks for. */
const TABLES: Record<string, string> = {
  './app-envelope.ts': 'export const APP_ENVELOPE = [];',
  './app-messages.ts': 'export const APP_MESSAGES = [];',
  './chat-messages.ts': 'export const CHAT_ENVELOPE = [], CHAT_MESSAGES = [];',
};

const ASKS = /[\\/]core[\\/]spec[\\/]messages\.ts$/;

/**
 * Most steps send as a robot only, and what a step does not use it does not load: at the start the other channels have no messages.
 * `action/application/tables.ts`, which is loaded for an application, asks for the same tables by itself and gets them.
 */
export const tablesOnDemand: Plugin = {
  name: 'tables-on-demand',
  setup(build) {
    build.onResolve({ filter: /^\.\/[\w-]+\.ts$/ }, ({ path, importer }) => (ASKS.test(importer) && path in TABLES ? { path, namespace: 'absent-table' } : undefined));
    build.onLoad({ filter: /.*/, namespace: 'absent-table' }, ({ path }) => ({ loader: 'ts', contents: TABLES[path] ?? '' }));
  },
};
