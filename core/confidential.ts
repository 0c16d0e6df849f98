import type { Problem } from './errors.ts';
import { CONFIDENTIAL_EXTENSIONS } from './spec/app-messages.ts';
import { quoted } from './validate/words.ts';

/**
 * Why WeCom may not take a file with `safe` 1, or undefined. A warning only: the page names the extensions it works for, and not
 * what happens to others.
 *
 * @param filename as it is uploaded; the message has only its media_id, so no table can tell.
 * @see https://developer.work.weixin.qq.com/document/path/90236
 */
export function confidentialWarning(filename: string): Problem | undefined {
  const extension = /\.([^.]+)$/.exec(filename)?.[1]?.toLowerCase();
  if (CONFIDENTIAL_EXTENSIONS.some((one) => one === extension)) return undefined;
  return {
    path: 'safe',
    limit: `files with the extension ${CONFIDENTIAL_EXTENSIONS.join(', ')}`,
    actual: quoted(filename),
    fix: 'Turn it off for this file, or send the content as one of these',
  };
}
