/** Both count from 1. */
export interface Place {
  line: number;
  column: number;
}

const PUNCTUATION_OR_WORD = /[{}[\],:"]|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

const WHITE_SPACE = /[ \t\n\r]*/y;

/** One character of a string, or an escape. */
const CHARACTER = /[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/uy;

/** What may come next, by what came before. */
type State = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end';

/**
 * Where a text that is no JSON stops being some. `JSON.parse` does not always tell, and its message quotes the text, in which
 * there may be a secret.
 */
export function findJsonFault(text: string): Place {
  const open: string[] = [];
  let state: State = 'value';
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    at += found?.length ?? 0;
    return found;
  };
  for (;;) {
    match(WHITE_SPACE);
    const start = at;
    const token = match(PUNCTUATION_OR_WORD);
    const next: State | undefined = token === undefined ? undefined : follow(state, token, open);
    if (next === undefined) return placeOf(text, start);
    if (token === '"') {
      while (match(CHARACTER) !== undefined);
      if (text[at] !== '"') return placeOf(text, at);
      at += 1;
    }
    state = next;
  }
}

/** The state after a token, or undefined where the token must not stand. */
function follow(state: State, token: string, open: string[]): State | undefined {
  const isKey = state === 'key' || state === 'key or }';
  switch (token) {
    case '}':
    case ']': {
      const closes = token === '}' ? '{' : '[';
      const empty = state === (token === '}' ? 'key or }' : 'value or ]');
      return open.at(-1) === closes && (empty || state === 'comma or end') ? (open.pop(), 'comma or end') : undefined;
    }
    case ',':
      if (state !== 'comma or end' || open.length === 0) return undefined;
      return open.at(-1) === '{' ? 'key' : 'value';
    case ':':
      return state === 'colon' ? 'value' : undefined;
    case '"':
      if (isKey) return 'colon';
      break;
    default:
      break;
  }
  if (state !== 'value' && state !== 'value or ]') return undefined;
  if (token !== '{' && token !== '[') return 'comma or end';
  open.push(token);
  return token === '{' ? 'key or }' : 'value or ]';
}

function placeOf(text: string, at: number): Place {
  const lines = text.slice(0, at).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
