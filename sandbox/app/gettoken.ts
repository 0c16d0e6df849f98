import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { World } from '../world.ts';
import { TOKEN_LIFE_SECONDS } from './tokens.ts';

/**
 * GET /cgi-bin/gettoken. Not subject to the trusted addresses: a token says nothing about whether sending will work.
 * Source: https://developer.work.weixin.qq.com/document/path/91039
 * @throws Refusal 40058 for another method, and the codes of Apps.ofQuery.
 */
export function getToken(request: ApiRequest, world: World): Answer {
  world.tokenCalls.calls += 1;
  try {
    if (request.method !== 'GET') throw new Refusal(40058);
    const app = world.apps.ofQuery(request.query);
    const access_token = world.tokens.give(app, world.now());
    return jsonAnswer(0, 'ok', { access_token, expires_in: TOKEN_LIFE_SECONDS });
  } catch (error) {
    world.tokenCalls.refused += 1;
    throw error;
  }
}
