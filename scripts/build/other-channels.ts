import type { Plugin } from 'esbuild';

/** The tables of applications and their group chats, and what of each `core/spec/messages.ts` asks for. */
const TABLES: Record<string, string> = {
  'app-envelope': 'export const APP_ENVELOPE = [];',
  'app-messages': 'export const APP_MESSAGES = [];',
  'chat-messages': 'export const CHAT_ENVELOPE = [], CHAT_MESSAGES = [];',
};

const IN_SPEC = /[\\/]core[\\/]spec[\\/]([\w-]+)\.ts$/;

/** The Action sends as a robot only. What a step does not use it does not load: the other channels have no messages in it. */
export const withoutOtherChannels: Plugin = {
  name: 'without-other-channels',
  setup(build) {
    build.onLoad({ filter: IN_SPEC }, ({ path }) => {
      const contents = TABLES[IN_SPEC.exec(path)?.[1] ?? ''];
      return contents === undefined ? undefined : { loader: 'ts', contents };
    });
  },
};
