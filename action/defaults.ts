// Written by `npm run sync` from action.yml. Change it there.

/** Every input with its default, empty when it has none. */
export const DEFAULTS = {
  webhook: '',
  'corp-id': '',
  'corp-secret': '',
  'agent-id': '',
  'to-user': '',
  'to-party': '',
  'to-tag': '',
  'chat-id': '',
  files: '',
  'media-type': 'auto',
  'send-files': 'true',
  'if-no-files-found': 'error',
  'if-too-large': 'fail',
  text: '',
  markdown: '',
  'markdown-v2': '',
  message: '',
  'message-file': '',
  fields: '',
  'if-too-long': 'split',
  'mention-users': '',
  'mention-mobiles': '',
  'on-error': 'fail',
  'if-no-credentials': 'auto',
  'on-unknown': 'fail',
  'dedupe-seconds': '0',
  safe: 'false',
  'enable-id-trans': 'false',
  'dry-run': 'false',
  'base-url': '',
  'timeout-seconds': '300',
  'media-cache': '',
} as const;

export type InputName = keyof typeof DEFAULTS;
