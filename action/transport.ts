import { Agent, EnvHttpProxyAgent } from 'undici';
import type { Dispatcher } from 'undici';
import type { HttpRequest, HttpResult, Ports } from '../core/ports.ts';
import { attempt } from './transport/attempt.ts';
import { frame } from './transport/body.ts';
import { CONNECT_TIMEOUT_MS, impossible } from './transport/failure.ts';
import { isLoopback, readProxySettings } from './transport/proxy.ts';
import type { ProxySettings } from './transport/proxy.ts';

/** A transport: call it to send a request, close it so that no socket keeps the process alive. */
export type Http = Ports['http'] & {
  /** Ends every connection at once, those still being made included; what is under way fails. */
  close: () => Promise<void>;
};

interface Route {
  dispatcher: Dispatcher;
  proxied: boolean;
}

/**
 * HTTP for the Action, through the proxy that `env` names (HTTPS_PROXY, HTTP_PROXY, NO_PROXY). Follows no redirect and
 * never throws; the size of a body is the caller's to limit.
 */
export function createHttp(env: Record<string, string | undefined>): Http {
  const settings = readProxySettings(env);
  const closing = new AbortController();
  const dispatchers = new Map<string, Dispatcher>();

  const route = (target: URL, fresh: boolean): Route => {
    const proxied = settings.kind === 'set' && !isLoopback(target.hostname);
    // Apart from each other, because a request that must have a connection of its own would otherwise be given one that an
    // earlier request has left open.
    const name = `${proxied ? 'proxied' : 'direct'} ${fresh ? 'fresh' : 'kept'}`;
    const dispatcher = dispatchers.get(name) ?? (proxied ? proxiedAgent(settings, closing.signal) : new Agent(agentOptions(closing.signal)));
    dispatchers.set(name, dispatcher);
    return { dispatcher, proxied };
  };

  const http = async (request: HttpRequest): Promise<HttpResult> => {
    const target = URL.canParse(request.url) ? new URL(request.url) : undefined;
    if (target?.protocol !== 'https:' && target?.protocol !== 'http:') return impossible('INVALID_URL', 'the address is not an http or https URL');
    if (settings.kind === 'unusable' && !isLoopback(target.hostname)) {
      return impossible('INVALID_PROXY', `${settings.variable} does not hold the address of an http or https proxy`);
    }
    try {
      const { dispatcher, proxied } = route(target, request.freshConnection);
      const body = request.body === undefined ? undefined : await frame(request.body);
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
      return await attempt({ dispatcher, options, proxied, limits: request });
    } catch {
      // What undici reports comes as a result: this is a part's head that the core refused to write, and nothing was sent.
      return impossible('INVALID_REQUEST', 'the request could not be built');
    }
  };

  const close = async (): Promise<void> => {
    closing.abort();
    await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.destroy()));
  };
  return Object.assign(http, { close });
}

/**
 * HTTP/1.1 only: WeCom is not known to serve parallel uploads over HTTP/2, and servers that answer too many streams with
 * a refusal are. The signal ends also a socket that is still connecting, which closing an agent does not.
 */
function agentOptions(signal: AbortSignal): Agent.Options {
  return { allowH2: false, connect: { timeout: CONNECT_TIMEOUT_MS, signal } };
}

/** Through a tunnel whatever the scheme, so that the proxy's own refusals always come before the request. */
function proxiedAgent({ httpProxy, httpsProxy, noProxy }: Extract<ProxySettings, { kind: 'set' }>, signal: AbortSignal): Dispatcher {
  const toProxy = { timeout: CONNECT_TIMEOUT_MS, signal };
  return new EnvHttpProxyAgent({
    ...agentOptions(signal),
    httpProxy,
    httpsProxy,
    noProxy,
    proxyTunnel: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    proxyTls: toProxy,
  });
}
