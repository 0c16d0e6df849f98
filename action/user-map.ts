import type { Problem } from '../core/errors.ts';
import { EVERYONE } from '../core/spec/everyone.ts';
import { isRecord, kindOf } from '../core/validate/kinds.ts';
import { quoted } from '../core/validate/words.ts';
import type { BuildContext, Person } from './context/context.ts';
import { parseMessage, readTextFile } from './message.ts';
import type { Workspace } from './workspace.ts';

/** Who is who: a GitHub login in lower case → a userid of WeCom. */
export type UserMap = ReadonlyMap<string, string>;

export type ReadUserMap = { ok: true; map: UserMap } | { ok: false; problems: Problem[] };

const LIMIT = 'github-login=wecom-userid';
const FILE_LIMIT = 'github-login: wecom-userid, one per line, in YAML';

/**
 * Reads the input `user-map`: lines `github-login=wecom-userid`, where `#` begins a comment; or, as its only line, the path
 * of a YAML file in the workspace that maps logins to userids.
 */
export async function readUserMap(text: string, workspace: Workspace): Promise<ReadUserMap> {
  const lines = text.split(/\r?\n/).map((line, index) => ({ number: index + 1, line: line.trim() })).filter(({ line }) => line !== '' && !line.startsWith('#'));
  const [only] = lines;
  if (lines.length === 1 && only !== undefined && isPath(only.line)) return readMapFile(only.line, workspace);
  return collect(
    lines.map(({ number, line }) => {
      const [login, userid] = splitOnce(line.replace(/\s+#.*$/, ''));
      return { where: `user-map (line ${number})`, limit: LIMIT, like: 'alice=zhangsan', login: login.trim(), userid: userid?.trim() };
    }),
  );
}

/** `alice: zhangsan` and `{alice: zhangsan}` were meant for lines; taken for paths, they would stand in the log. */
const isPath = (line: string): boolean => !/=|:\s|^\{/.test(line);

async function readMapFile(name: string, workspace: Workspace): Promise<ReadUserMap> {
  const file = await readTextFile(workspace, name, 'user-map');
  if (!file.ok) return { ok: false, problems: [{ ...file.problem, limit: `lines ${LIMIT}, or a YAML file in the workspace` }] };
  const parsed = await parseMessage(file.value, 'user-map', 'a map in YAML');
  if (!parsed.ok) return { ok: false, problems: [parsed.problem] };
  if (!isRecord(parsed.value)) {
    return { ok: false, problems: [{ path: 'user-map', limit: FILE_LIMIT, actual: `a file that holds ${kindOf(parsed.value)}`, fix: 'Write a line such as alice: zhangsan for each member' }] };
  }
  return collect(
    Object.entries(parsed.value).map(([login, userid]) => {
      // Userids are often numbers, and YAML takes them for such.
      const written = typeof userid === 'number' && Number.isSafeInteger(userid) ? String(userid) : userid;
      return { where: `user-map (${quoted(login)} in the file)`, limit: FILE_LIMIT, like: 'alice: zhangsan', login: login.trim(), userid: typeof written === 'string' ? written.trim() : undefined };
    }),
  );
}

interface Entry {
  where: string;
  limit: string;
  like: string;
  login: string;
  userid: string | undefined;
}

/** All that GitHub allows: letters, digits and hyphens; an underscore in names that a company manages; "[bot]" behind those of apps. */
const LOGIN = /^@?[a-z\d](?:[a-z\d_-]{0,99})(?:\[bot\])?$/i;

function collect(entries: readonly Entry[]): ReadUserMap {
  const map = new Map<string, string>();
  const problems: Problem[] = [];
  for (const entry of entries) {
    const { where, limit, login, userid } = entry;
    const key = login.replace(/^@/, '').toLowerCase();
    const known = map.get(key);
    const fault = faultOf(entry) ?? (known === undefined || known === userid ? undefined : { actual: 'a login that stands there already, with another userid', fix: 'Leave one of the two' });
    if (fault !== undefined) problems.push({ path: where, limit, ...fault });
    else map.set(key, userid ?? '');
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, map };
}

/** Only sizes and kinds are told: members' names need not stand in a public log. */
function faultOf({ login, userid, like }: Entry): Pick<Problem, 'actual' | 'fix'> | undefined {
  if (userid === undefined) return { actual: 'a login without a userid', fix: `Write it like ${like}` };
  if (!LOGIN.test(login)) return { actual: login === '' ? 'no login' : 'something that is no login', fix: 'Write the login as it stands in the address of the profile: github.com/alice is alice' };
  if (userid === '') return { actual: 'a login without a userid', fix: `Write it like ${like}` };
  if (userid.toLowerCase() === EVERYONE) return { actual: `${EVERYONE}, which is everyone in the group`, fix: 'Write the userid of one member' };
  if (!/^[^\s|<>@,，][^\s|<>,，]{0,63}$/.test(userid)) return { actual: 'something that is no userid', fix: 'Use the account shown in the member’s details in the admin page, of at most 64 characters' };
  return undefined;
}

function splitOnce(line: string): [string, string?] {
  const at = line.indexOf('=');
  return at === -1 ? [line] : [line.slice(0, at), line.slice(at + 1)];
}

export interface Involved {
  /** Userids to mention, each once. */
  users: string[];
  /** Logins that the map does not know. They are named in the log, and mentioned nowhere. */
  unmapped: string[];
}

/** Those whom the news concerns: the author, and of a pull request the reviewers and assignees. Bots are nobody's colleagues. */
export function involved({ author, pullRequest }: BuildContext, map: UserMap): Involved {
  const people: Person[] = [author, ...(pullRequest?.reviewers ?? []), ...(pullRequest?.assignees ?? [])];
  const logins = new Map(people.filter(({ login }) => login !== '').map(({ login }) => [login.toLowerCase(), login]));
  const users = new Set<string>();
  const unmapped: string[] = [];
  for (const [key, login] of logins) {
    const userid = map.get(key);
    if (userid !== undefined) users.add(userid);
    else if (!key.endsWith('[bot]')) unmapped.push(login);
  }
  return { users: [...users], unmapped };
}
