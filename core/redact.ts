/** Longest piece of a stranger's text (an errmsg, a gateway's page) that is shown, in characters. */
const SHOWN = 300;

/** A shorter "secret" would blank out ordinary words and hide nothing. */
const SHORTEST = 6;

export interface Redactor {
  /** From now on this value, and the forms it takes inside URLs and JSON, is replaced by ***. */
  add: (secret: string) => void;
  /**
   * One line of at most 300 characters without secrets, tags or control characters, of a text that somebody else wrote.
   *
   * The attack: an error page or errmsg that repeats the request's address puts the key into a public build log; one with
   * line breaks writes log lines, or workflow commands, of its own.
   */
  clean: (text: string) => string;
}

export function createRedactor(secrets: readonly string[] = []): Redactor {
  const known = new Set<string>();
  const add = (secret: string): void => {
    if (secret.length < SHORTEST) return;
    // As it is, as an address holds it, as a component of an address, as an address inside an address does, as JSON does.
    known.add(secret);
    known.add(new URLSearchParams([['', secret]]).toString().slice(1));
    if (secret.isWellFormed()) known.add(encodeURIComponent(secret)).add(encodeURIComponent(encodeURIComponent(secret)));
    known.add(JSON.stringify(secret).slice(1, -1));
    // As a host name does, which is read without capitals: of a redirect to an address that holds it.
    known.add(secret.toLowerCase());
  };
  secrets.forEach(add);

  const hideSecrets = (text: string): string => {
    // The longest first: a webhook address holds the key, and hiding the key alone would leave the rest of it standing.
    const longestFirst = [...known].sort((a, b) => b.length - a.length);
    const withoutKnown = longestFirst.reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
    // Whatever rides in these parameters is a secret, also one that this run was never given (a relay's own key).
    return withoutKnown.replaceAll(/\b(key|access_token|corpsecret|secret|media_id|response_code)(=|%3D)[^&\s"'<>]+/gi, '$1$2***');
  };

  return {
    add,
    clean: (text) => {
      // Secrets go first, over the whole text: a cut could leave the half of one. The bound comes before the tags, so
      // that a huge hostile answer costs nothing.
      const line = hideSecrets(text)
        .slice(0, SHOWN * 20)
        // Each may have lost its end to the bound.
        .replaceAll(/<!--[^]*?(?:-->|$)|<(script|style)\b[^]*?(?:<\/\1\s*>|$)/gi, ' ')
        .replaceAll(/<[^<>]*>|<[a-z/!][^<>]*$/gi, ' ')
        .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim();
      return line.length <= SHOWN ? line : `${Array.from(line).slice(0, SHOWN - 1).join('')}…`;
    },
  };
}
