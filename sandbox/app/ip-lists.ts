import type { ApiRequest, Endpoint } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { World } from '../world.ts';
import { callerOf } from './caller.ts';

/** Addresses that RFC 5737 keeps for examples: a firewall that is set up by mistake for them lets nobody in. */
const API_ADDRESSES = ['203.0.113.10', '203.0.113.11'];
const CALLBACK_ADDRESSES = ['198.51.100.20', '198.51.100.21', '198.51.100.22'];

/** Answers with a list, and with an empty one beside an errcode, as was seen of WeCom. */
const listEndpoint = (ip_list: readonly string[]): Endpoint => (request, world) => {
  checkCaller(request, world);
  return jsonAnswer(0, 'ok', { ip_list });
};

function checkCaller(request: ApiRequest, world: World): void {
  try {
    callerOf(request, world);
    if (request.method !== 'GET') throw new Refusal(40058);
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.errcode, undefined, { ip_list: [] }) : error;
  }
}

/**
 * GET /cgi-bin/get_api_domain_ip: where the API is reached.
 * Source: https://developer.work.weixin.qq.com/document/path/97073
 * @throws Refusal with the codes of callerOf; 40058 for another method.
 */
export const getApiAddresses: Endpoint = listEndpoint(API_ADDRESSES);

/**
 * GET /cgi-bin/getcallbackip: where WeCom's callbacks come from.
 * Source: https://developer.work.weixin.qq.com/document/path/98988
 * @throws Refusal as getApiAddresses.
 */
export const getCallbackAddresses: Endpoint = listEndpoint(CALLBACK_ADDRESSES);
