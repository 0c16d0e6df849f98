import type { AccountSource, InboxAccount } from './inbox/account-source.ts';
import type { Account } from './official/accounts.ts';
import type { World } from './world.ts';

/** What the inbox page is shown of Official Accounts. */
export const accountSource = (world: World): AccountSource => ({
  accounts: () => world.accounts.all.map((account) => accountOf(account, world)),
  subscribeToAccounts: (listener) => world.libraries.subscribe(listener),
  materialBytes: (mediaId) => world.materials.bytes(mediaId),
});

function accountOf(account: Account, { materials, drafts }: World): InboxAccount {
  return {
    name: account.name,
    appid: account.appid,
    materials: materials.of(account).map(({ media_id, type, name, size, title = '', introduction = '', news_item = [] }) => ({
      media_id, type, name, size, title, introduction, articles: news_item,
    })),
    drafts: drafts.of(account).map(({ media_id, articles, update_time }) => ({ media_id, articles, at: update_time * 1000 })),
  };
}
