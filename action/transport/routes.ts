import { Agent, EnvHttpProxyAgent } from 'undici';
import type { Dispatcher } from 'undici';

import type { HttpFailure } from '../../core/ports.ts';
import { CONNECT_TIMEOUT_MS, impossible } from './failure.ts';
import { isLoopback, readProxySettings } from './proxy.ts';
import type { ProxySettings } from './proxy.ts';

export interface Route {
  kind: 'route';
  dispatcher: Dispatcher;
  proxied: boolean;
}

/** The ways out of this machine: directly, or through the proxy that the environment names. */
export interface Routes {
  /** @param fresh over a connection that no earlier request has used. */
  to: (target: URL, fresh: boolean) => Route | HttpFailure;
  /** Ends every connection at once, those still being made included; what is under way fails. */
  close: () => Promise<void>;
}

export function createRoutes(env: Record<string, string | undefined>): Routes {
  const settings = readProxySettings(env);
  const closing = new AbortController();
  const dispatchers = new Map<string, Dispatcher>();

  const to: Routes['to'] = (target, fresh) => {
    const local = isLoopback(target.hostname);
    if (settings.kind === 'unusable' && !local) return impossible('INVALID_PROXY', `${settings.variable} does not hold the address of an http or https proxy`);
    const proxied = settings.kind === 'set' && !local;
    // Apart from each other, because a request that must have a connection of its own would otherwise be given one that an
    // earlier request has left open.
    const name = `${proxied ? 'proxied' : 'direct'} ${fresh ? 'fresh' : 'kept'}`;
    const dispatcher = dispatchers.get(name) ?? (proxied ? proxiedAgent(settings, closing.signal) : new Agent(agentOptions(closing.signal)));
    dispatchers.set(name, dispatcher);
    return { kind: 'route', dispatcher, proxied };
  };

  const close = async (): Promise<void> => {
    closing.abort();
    await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.destroy()));
  };
  return { to, close };
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
