/** What the inbox page needs to know of the sandbox: the seam between the page and the API behind it. */

export interface InboxMedia {
  media_id: string;
  type: string;
  filename: string;
  /** Bytes. */
  size: number;
}

export interface InboxMessage {
  /** 1, 2, 3 … in the order in which the sandbox accepted them. */
  id: number;
  /** The robot's name; each robot stands in a group of its own. */
  robot: string;
  msgtype: string;
  /** The JSON exactly as it was accepted. Written by whoever sent it: hostile until shown inert. */
  message: Record<string, unknown>;
  /** The uploads that the message refers to by media_id, wherever they stand in it. */
  media: InboxMedia[];
  /** Milliseconds since 1970. */
  at: number;
}

export interface InboxSource {
  robots: () => { name: string }[];
  messages: () => InboxMessage[];
  /** Calls back for every message from now on; returns the function that ends it. */
  subscribe: (listener: (message: InboxMessage) => void) => () => void;
}
