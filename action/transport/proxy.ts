/** What the environment says about proxies. An empty string means none. */
export type ProxySettings =
  | { kind: 'none' }
  | { kind: 'set'; httpProxy: string; httpsProxy: string; noProxy: string }
  /** `variable` names what is wrong, and its value, which may hold a password, stays out. */
  | { kind: 'unusable'; variable: string };

type Environment = Record<string, string | undefined>;

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/** Reads `https_proxy`, `http_proxy` and `no_proxy`; where a name is set in both cases the lower-case one holds, as in curl. */
export function readProxySettings(env: Environment): ProxySettings {
  const values: Record<'http_proxy' | 'https_proxy', string> = { http_proxy: '', https_proxy: '' };
  for (const name of ['http_proxy', 'https_proxy'] as const) {
    const variable = env[name] === undefined ? name.toUpperCase() : name;
    const address = proxyAddress(env[variable]?.trim() ?? '');
    if (address === undefined) return { kind: 'unusable', variable };
    values[name] = address;
  }
  if (values.http_proxy === '' && values.https_proxy === '') return { kind: 'none' };
  return { kind: 'set', httpProxy: values.http_proxy, httpsProxy: values.https_proxy, noProxy: env.no_proxy ?? env.NO_PROXY ?? '' };
}

/** `proxy.example:3128` is how many write it; to a URL parser that is a scheme named "proxy.example". */
function proxyAddress(value: string): string | undefined {
  if (value === '') return '';
  const address = SCHEME.test(value) ? value : `http://${value}`;
  if (!URL.canParse(address)) return undefined;
  const { protocol, username, password } = new URL(address);
  return (protocol === 'http:' || protocol === 'https:') && decodable(username) && decodable(password) ? address : undefined;
}

/** A `%` that begins no escape would be thrown back with the whole value in the error. */
function decodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** In the spelling of `URL.hostname`, which writes every IPv4 address as four numbers and IPv6 in its shortest form. */
const LOOPBACK = /^(?:127(?:\.\d+){3}|\[::1\]|(?:[^/]*\.)?localhost\.?)$/;

/**
 * Is this host (as `URL.hostname` gives it) this machine itself? Such a target is never proxied: to a proxy "127.0.0.1" is
 * the proxy's own machine, and a sandbox has to be reachable where HTTPS_PROXY is set. GitHub's own client does the same.
 */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}
