import { Refusal } from '../errcodes.ts';
import type { CorpApp } from '../app/apps.ts';
import type { ChatRecord } from '../types.ts';

/** An application's group chat, in the corp that it belongs to. */
export interface Chat extends ChatRecord {
  corpid: string;
}

/** The group chats that applications made. */
export class Chats {
  #all: Chat[] = [];

  get all(): readonly Chat[] {
    return this.#all;
  }

  add(chat: Chat): void {
    this.#all.push(chat);
  }

  find(corpid: string, chatid: unknown): Chat | undefined {
    return this.#all.find((chat) => chat.corpid === corpid && chat.chatid === chatid);
  }

  /**
   * The chat that an application names.
   * @throws Refusal 86001 when it names none, 86003 when its corp has no such chat, 86008 when another application made it.
   */
  ofApp(app: CorpApp, chatid: unknown): Chat {
    if (typeof chatid !== 'string' || chatid === '') throw new Refusal(86001);
    const chat = this.find(app.corpid, chatid);
    if (!chat) throw new Refusal(86003);
    if (chat.app !== app.name) throw new Refusal(86008);
    return chat;
  }

  clear(): void {
    this.#all = [];
  }
}
