/** Inputs that take one of a few words. The words of action.yml's descriptions; a test keeps the two together. */
export const CHOICES = {
  'media-type': ['auto', 'file', 'image', 'voice', 'video'],
  'send-files': ['true', 'false'],
  'if-no-files-found': ['error', 'warn', 'ignore'],
  'if-too-large': ['fail', 'skip', 'link', 'split'],
  language: ['en', 'zh-CN'],
  'if-too-long': ['split', 'truncate', 'fail'],
  'on-error': ['fail', 'warn'],
  'if-no-credentials': ['auto', 'fail', 'skip'],
  'on-unknown': ['fail', 'ignore', 'resend'],
  'dry-run': ['true', 'false'],
  safe: ['true', 'false'],
  'enable-id-trans': ['true', 'false'],
} as const;

export type ChoiceName = keyof typeof CHOICES;
export type Choice<N extends ChoiceName> = (typeof CHOICES)[N][number];
