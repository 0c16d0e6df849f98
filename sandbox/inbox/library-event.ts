import { accountItem } from './conversation.ts';
import { libraryLine, renderLibrary } from './library.ts';
import type { InboxSource } from './source.ts';
import type { View } from './view.ts';

/** What an account keeps now, for the page to show; `isNews`: it just changed. It has no id: what was missed is told by the next one. */
export function libraryEvent(source: InboxSource, name: string, view: View, isNews: boolean): string {
  const account = source.accounts?.().find((one) => one.name === name);
  if (!account) return '';
  const data = {
    group: name,
    ...(isNews && { conversation: accountItem(account, view).toString(), announcement: `${name}: ${libraryLine(account)}` }),
    library: name === view.group ? renderLibrary(account).toString() : undefined,
  };
  return `event: library\ndata: ${JSON.stringify(data)}\n\n`;
}
