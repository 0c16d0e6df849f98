/**
 * What a browser may do with an answer of the inbox, in case something hostile should come through the escaping after all.
 * No inline script or style: an injected `<img onerror>` does not run, an injected `<style>` cannot read attributes out.
 * No form, no base, no frame: an injected form cannot post, a foreign page cannot lay this one under the reader's clicks.
 * Foreign pictures only where the reader asked for them.
 */
export function securityHeaders(pictures: boolean): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `img-src 'self'${pictures ? ' https: http:' : ''}`,
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  };
}
