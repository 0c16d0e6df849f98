import { setSecret } from '@actions/core';

/** A mask of a shorter value would blank out ordinary words all over the log. */
const SHORTEST = 6;

/**
 * Everything in these values that must never be readable in the log: the webhook addresses, the keys in them, the
 * application's secret, the token for GitHub, all of these URL-encoded, and the sign-in part of proxies. Also of a value that turns out to be malformed: a typing mistake in
 * the address does not make the key in it public.
 */
export function secretsIn({ webhooks, corpSecret, githubToken }: { webhooks: string; corpSecret: string; githubToken: string }, env: NodeJS.ProcessEnv): string[] {
  const lines = `${webhooks}\n${corpSecret}\n${githubToken}`.split('\n').map((line) => line.trim());
  const keys = lines.flatMap((line) => [...line.matchAll(/[?&]key=([^&#\s]+)/g)].map(([, key = '']) => key));
  const proxies = ['https_proxy', 'http_proxy', 'HTTPS_PROXY', 'HTTP_PROXY'].flatMap((name) => credentialsOf(env[name] ?? ''));
  const plain = [...lines, ...keys, ...proxies];
  const encoded = plain.filter((secret) => secret.isWellFormed()).map((secret) => encodeURIComponent(secret));
  return [...new Set([...plain, ...encoded])].filter((secret) => secret.length >= SHORTEST);
}

/** Must run before anything is printed: a mask works on later output only. */
export function maskAll(secrets: readonly string[]): void {
  for (const secret of secrets) setSecret(secret);
}

function credentialsOf(proxy: string): string[] {
  const signIn = /^(?:[a-z]+:\/\/)?([^/@]*:[^/]*)@/i.exec(proxy)?.[1];
  if (signIn === undefined) return [];
  const password = signIn.slice(signIn.indexOf(':') + 1);
  return [signIn, password, decodeOrSame(password)];
}

function decodeOrSame(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A password may hold a bare "%"; then it stands in the log as it is, and is masked as it is.
    return text;
  }
}
