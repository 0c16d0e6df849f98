import type { CorpApp } from '../app/apps.ts';
import { callerOf } from '../app/caller.ts';
import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import type { World } from '../world.ts';

/**
 * The application that a request about group chats speaks for: one that sees the whole corp.
 * Source: https://developer.work.weixin.qq.com/document/path/90244
 *
 * `errcode` is what one that does not is told: 60011 where members are named, 48002 elsewhere. Both are documented; which of them
 * WeCom gives where is not.
 * @throws Refusal with that errcode and the codes of callerOf.
 */
export function chatCallerOf(request: ApiRequest, world: World, errcode: 48002 | 60011): CorpApp {
  const app = callerOf(request, world);
  if (app.settings.visibleRange !== 'root') throw new Refusal(errcode);
  return app;
}
