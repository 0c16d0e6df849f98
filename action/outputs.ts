import { setOutput } from '@actions/core';

import { overall } from './ledger.ts';
import type { Ledger } from './ledger.ts';

/** Sets every output of action.yml. */
export function writeOutputs(ledger: Ledger, env: NodeJS.ProcessEnv): void {
  // Without the file the toolkit would print the outputs to the log, media_ids and all.
  if ((env.GITHUB_OUTPUT ?? '') === '') return;
  const mediaIds = ledger.files.flatMap(({ media_id }) => (media_id === null ? [] : [media_id]));
  setOutput('media-id', mediaIds[0] ?? '');
  setOutput('media-ids', JSON.stringify(mediaIds));
  setOutput('files', JSON.stringify(ledger.files));
  setOutput('messages', JSON.stringify(ledger.messages));
  setOutput('message-id', ledger.messages.find(({ msgid }) => msgid !== null)?.msgid ?? '');
  setOutput('delivery', overall(ledger));
  setOutput('invalid-users', ledger.missed.join(','));
}
