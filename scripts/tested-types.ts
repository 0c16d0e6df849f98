import type { Channel } from '../core/spec/types.ts';

/** The tests of a channel's types, one for each: their file, and what their full names begin with. The type follows. */
export interface TypeTests {
  file: string;
  title: string;
}

export const HOSTS = ['Action', 'n8n'] as const;

export type Host = (typeof HOSTS)[number];

const of = (file: string, does: string): Record<Channel, TypeTests> => ({
  robot: { file, title: `a message of a group robot > ${does}: ` },
  app: { file, title: `a message of an application > ${does}: ` },
  appchat: { file, title: `a message to a group chat of an application > ${does}: ` },
});

/** Both hosts' tests take every type from a table of their own, which is compared with the core's. */
export const TYPE_TESTS: Record<Host, Record<Channel, TypeTests>> = {
  Action: of('test/action/message-types.test.ts', 'arrives as it was written'),
  n8n: of('test/n8n/types.test.ts', 'goes out as its fields say'),
};
