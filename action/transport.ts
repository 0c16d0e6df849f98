import type { Dispatcher } from 'undici';
import type { HttpRequest, HttpResult, MediaPart, Ports } from '../core/ports.ts';
import { attempt } from './transport/attempt.ts';
import type { Sink } from './transport/attempt.ts';
import { frame } from './transport/body.ts';
import { impossible } from './transport/failure.ts';
import { follow } from './transport/progress.ts';
import type { Progress } from './transport/progress.ts';
import { createRoutes } from './transport/routes.ts';

/** A transport: call it to send a request, close it so that no socket keeps the process alive. */
export type Http = Ports['http'] & {
  /** The same, for files: the bytes of an answer with status 200 go into the sink and not into memory. */
  fetchInto: (request: HttpRequest, sink: Sink) => Promise<HttpResult>;
  /** Ends every connection at once, those still being made included; what is under way fails. */
  close: () => Promise<void>;
};

/**
 * HTTP for the Action, through the proxy that `env` names (HTTPS_PROXY, HTTP_PROXY, NO_PROXY). Follows no redirect and
 * never throws; the size of a body is the caller's to limit.
 *
 * @param log is told of uploads that last for seconds.
 */
export function createHttp(env: Record<string, string | undefined>, log: Ports['log'] = () => undefined): Http {
  const routes = createRoutes(env);

  const fetch = async (request: HttpRequest, sink?: Sink): Promise<HttpResult> => {
    const target = URL.canParse(request.url) ? new URL(request.url) : undefined;
    if (target?.protocol !== 'https:' && target?.protocol !== 'http:') return impossible('INVALID_URL', 'the address is not an http or https URL');
    const progress = request.body?.kind === 'media' ? followUpload(request.body.part, log) : undefined;
    try {
      const route = routes.to(target, request.freshConnection);
      if (route.kind === 'failure') return route;
      const { dispatcher, proxied } = route;
      const body = request.body === undefined ? undefined : await frame(request.body, (bytes) => progress?.add(bytes));
      const options: Dispatcher.DispatchOptions = {
        origin: target.origin,
        path: `${target.pathname}${target.search}`,
        method: request.method,
        headers: { 'user-agent': 'wecom-media', ...request.headers, ...body?.headers },
        body: body?.content ?? null,
        reset: request.freshConnection,
        // The attempt's own deadline rules: undici's would kill an upload that is slow but moving.
        headersTimeout: 0,
        bodyTimeout: 0,
      };
      return await attempt({ dispatcher, options, proxied, limits: request, sink });
    } catch {
      // What undici reports comes as a result: this is a part's head that the core refused to write, and nothing was sent.
      return impossible('INVALID_REQUEST', 'the request could not be built');
    } finally {
      progress?.end();
    }
  };

  const http: Ports['http'] = async (request) => fetch(request);
  return Object.assign(http, { fetchInto: fetch, close: routes.close });
}

const followUpload = ({ filename, bytes }: MediaPart, log: Ports['log']): Progress => follow(`Uploading ${filename}`, bytes.byteLength, 'sent whole, not answered yet', log);
