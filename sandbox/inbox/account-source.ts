/** What the inbox page needs to know of Official Accounts. */

/** What an Official Account keeps until it deletes it. */
export interface InboxMaterial {
  media_id: string;
  /** image, voice, video, thumb or news. */
  type: string;
  name: string;
  /** Bytes. */
  size: number;
  /** Of a video. */
  title: string;
  /** Of a video. */
  introduction: string;
  /** Of articles. Written by whoever made them: hostile until shown inert. */
  articles: Record<string, unknown>[];
}

export interface InboxDraft {
  media_id: string;
  /** Hostile as well. */
  articles: Record<string, unknown>[];
  /** When it was last changed, milliseconds since 1970. */
  at: number;
}

/** An Official Account and what it keeps, the newest first. */
export interface InboxAccount {
  name: string;
  appid: string;
  materials: InboxMaterial[];
  drafts: InboxDraft[];
}

/** A part of what the page is shown. */
export interface AccountSource {
  accounts: () => InboxAccount[];
  /** Calls back with an account's name when what it keeps changes, with '' when all keep nothing any more; returns the function that ends it. */
  subscribeToAccounts: (listener: (account: string) => void) => () => void;
  /** The bytes of a material, while they are kept. */
  materialBytes: (mediaId: string) => Uint8Array | undefined;
}
