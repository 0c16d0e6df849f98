import { APP_ENVELOPE } from '../../core/spec/app-envelope.ts';
import { APP_MESSAGES } from '../../core/spec/app-messages.ts';
import { CHAT_ENVELOPE, CHAT_MESSAGES } from '../../core/spec/chat-messages.ts';
import { provideTables } from '../../core/spec/messages.ts';

/** Most steps send as a robot only, so the bundle's core has no tables of applications: they come with the first who asks for them here. */
export function loadTables(): void {
  provideTables({ app: { types: APP_MESSAGES, envelope: APP_ENVELOPE }, appchat: { types: CHAT_MESSAGES, envelope: CHAT_ENVELOPE } });
}
