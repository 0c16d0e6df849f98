import type { Problem } from './errors.ts';
import { EVERYONE } from './spec/everyone.ts';
import { quoted } from './validate/words.ts';

export type JoinedRecipients = { ok: true; text: string } | { ok: false; problems: Problem[] };

/** The ids in a text that a person wrote: one per line, or separated by commas or pipes. White space around them does not count. */
export function splitRecipients(text: string): string[] {
  return text
    .split(/[\n\r,，|]/)
    .map((id) => id.trim())
    .filter((id) => id !== '');
}

/**
 * The text that `touser`, `toparty` and `totag` take: the ids joined by `|`, each once, as WeCom tells no capitals apart.
 * Of no ids the text is empty. How many are allowed is for the validation to say.
 *
 * A single id may come from somebody else, such as the name of whoever opened an issue. Joined as it is, `x|@all` would be two
 * recipients and one of them everyone, so ids that hold a separator are refused, and so is @all beside others.
 *
 * @param path names the list in problems.
 * @see https://developer.work.weixin.qq.com/document/path/90236
 */
export function joinRecipients(path: string, ids: readonly string[]): JoinedRecipients {
  const problems = ids
    .filter((id) => id === '' || /[\s|]/.test(id))
    .map((id): Problem => ({ path, limit: 'ids without white space and without |', actual: quoted(id), fix: 'Give every id by itself' }));

  const unique = new Map<string, string>();
  for (const id of ids) if (!unique.has(id.toLowerCase())) unique.set(id.toLowerCase(), id);
  if (unique.size > 1 && unique.has(EVERYONE)) {
    problems.push({
      path,
      limit: `${EVERYONE} alone`,
      actual: `${EVERYONE} beside others`,
      fix: `Take ${EVERYONE} out to reach only the others, or the others out to reach everyone who can see the application`,
    });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, text: [...unique.values()].join('|') };
}
