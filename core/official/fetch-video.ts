import { TransportError } from '../errors.ts';
import type { NotSent, Outcome } from '../outcome.ts';
import type { HttpAnswer } from '../ports.ts';
import { requestBytes } from '../request.ts';
import type { Connection } from '../request.ts';
import { OFFICIAL } from '../spec/official-operations.ts';

/** How often the server of a video may send on to another address. */
const HOPS = 3;

/**
 * Fetches a video from the address that WeChat gives in its place. The address is a signed one, so it is treated as a secret; the
 * token is not sent there.
 */
export async function fetchVideo(connection: Connection, address: string): Promise<Outcome<HttpAnswer>> {
  let next = address;
  for (let hop = 0; ; hop += 1) {
    connection.redactor.add(next);
    const refused = unfit(next, connection.baseUrl);
    if (refused !== undefined) return refused;
    const outcome = await requestBytes(connection, OFFICIAL.videoFetch, next);
    if (outcome.delivery !== 'sent' || outcome.value.status === 200) return outcome;
    if (hop === HOPS) return notFetched('the address of the video leads on and on', outcome.attempts);
    next = URL.parse(outcome.value.headers.location ?? '', next)?.href ?? '';
  }
}

/**
 * The attack: a relay, or whoever has taken one over, answers with an address inside the network of this machine
 * (http://169.254.169.254/…), and the workflow hands on what it finds there. Videos lie at hosts with names, in the public
 * internet; only the API's own host, which the user has chosen, may be anything else.
 */
function unfit(address: string, baseUrl: string): NotSent | undefined {
  const url = URL.parse(address);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return notFetched('what WeChat gave in place of the video is no address', 1);
  if (url.hostname === new URL(baseUrl).hostname) return undefined;
  const isPublicName = /^(?:[a-z\d-]+\.)+[a-z][a-z\d-]*$/i.test(url.hostname) && !/\.(?:local|localhost|internal|lan|home|arpa)$/i.test(url.hostname);
  return isPublicName ? undefined : notFetched('the address of the video is one inside a network, which is never fetched from', 1);
}

function notFetched(what: string, attempts: number): NotSent {
  const error = new TransportError('bad-video-address', {
    message: `The video was not fetched: ${what}`,
    fix: 'Check what stands between here and WeChat: a relay may have changed the answer. Or get the address alone and fetch it yourself',
  });
  return { delivery: 'rejected', error, attempts };
}
