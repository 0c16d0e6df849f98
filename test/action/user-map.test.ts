import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { involved, readUserMap } from '../../action/user-map.ts';
import type { UserMap } from '../../action/user-map.ts';
import { openWorkspace } from '../../action/workspace.ts';
import type { Workspace } from '../../action/workspace.ts';
import { EVENTS, contextOf, pullRequest } from '../support/github-events.ts';

let folder: string;
let workspace: Workspace;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'user-map-'));
  mkdirSync(join(folder, 'workspace'));
  workspace = openWorkspace(join(folder, 'workspace'));
  writeFileSync(join(folder, 'outside.yml'), 'alice: zhangsan');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const mapOf = async (text: string): Promise<UserMap> => {
  const read = await readUserMap(text, workspace);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.map;
};

const problemsOf = async (text: string): Promise<{ path: string; actual: string }[]> => {
  const read = await readUserMap(text, workspace);
  return read.ok ? [] : read.problems.map(({ path, actual }) => ({ path, actual }));
};

const inFile = (content: string, name = 'people.yml'): string => {
  writeFileSync(join(workspace.root, name), content);
  return name;
};

describe('a user map', () => {
  it('is lines of a login and a userid, with comments and blank lines between them', async () => {
    expect([...(await mapOf('# the team\nAlice = zhangsan\n\n@bob=lisi # on leave\r\ndependabot[bot]=wangwu'))]).toEqual([['alice', 'zhangsan'], ['bob', 'lisi'], ['dependabot[bot]', 'wangwu']]);
  });

  it('is empty when nothing is written', async () => {
    expect((await mapOf('\n# nobody yet\n')).size).toBe(0);
  });

  it('names each bad line by its number, and repeats no member’s name', async () => {
    expect(await problemsOf('alice=zhangsan\nbob\n\n=lisi\nnot a login=lisi\ncarol=\ndave=@all\nerin=a|b\nALICE=lisi')).toEqual([
      { path: 'user-map (line 2)', actual: 'a login without a userid' },
      { path: 'user-map (line 4)', actual: 'no login' },
      { path: 'user-map (line 5)', actual: 'something that is no login' },
      { path: 'user-map (line 6)', actual: 'a login without a userid' },
      { path: 'user-map (line 7)', actual: '@all, which is everyone in the group' },
      { path: 'user-map (line 8)', actual: 'something that is no userid' },
      { path: 'user-map (line 9)', actual: 'a login that stands there already, with another userid' },
    ]);
  });

  it('of YAML in the place of lines says how a line is written, and repeats no name', async () => {
    for (const text of ['alice: zhangsan', '{alice: zhangsan}', 'alice: zhangsan\nbob: lisi']) {
      const read = await readUserMap(text, workspace);
      expect(read).toMatchObject({ ok: false, problems: text.split('\n').map((_, index) => ({ path: `user-map (line ${index + 1})`, actual: 'a login without a userid', fix: 'Write it like alice=zhangsan' })) });
    }
  });

  it('takes the same line twice', async () => {
    expect((await mapOf('alice=zhangsan\nAlice=zhangsan')).size).toBe(1);
  });

  it('is a YAML file in the workspace, where userids may be numbers', async () => {
    expect([...(await mapOf(inFile('Alice: zhangsan\nbob: 1001 # by number\n')))]).toEqual([['alice', 'zhangsan'], ['bob', '1001']]);
  });

  it('in a file names what is wrong', async () => {
    expect(await problemsOf(inFile('alice: [zhangsan]\nbob: @all'))).toEqual([{ path: 'user-map', actual: expect.stringContaining('a mistake at line 2') as string }]);
    expect(await problemsOf(inFile('alice: [zhangsan]\nbob: "@all"'))).toEqual([
      { path: 'user-map ("alice" in the file)', actual: 'a login without a userid' },
      { path: 'user-map ("bob" in the file)', actual: '@all, which is everyone in the group' },
    ]);
    expect(await problemsOf(inFile('- alice'))).toEqual([{ path: 'user-map', actual: 'a file that holds an array' }]);
    expect(await problemsOf(inFile(''))).toEqual([{ path: 'user-map', actual: 'a file that holds null' }]);
  });

  it('is read from nowhere but the workspace', async () => {
    expect(await problemsOf('../outside.yml')).toEqual([{ path: 'user-map', actual: 'a path outside the workspace' }]);
    expect(await problemsOf('no-such.yml')).toEqual([{ path: 'user-map', actual: '“no-such.yml”, which is not there' }]);
  });
});

describe('those whom the news concerns', () => {
  it('are the author, the reviewers and the assignees, each once, in any capitals', async () => {
    const map = await mapOf('ALICE=zhangsan\nbob=lisi\ncarol=wangwu');
    expect(involved(contextOf(EVENTS.pullRequest), map)).toEqual({ users: ['wangwu', 'zhangsan', 'lisi'], unmapped: [] });
  });

  it('are mentioned only when the map knows them, and listed otherwise, bots aside', async () => {
    const map = await mapOf('bob=lisi');
    expect(involved(contextOf(pullRequest('opened', { user: { login: 'renovate[bot]' } })), map)).toEqual({ users: ['lisi'], unmapped: ['alice', 'carol'] });
  });

  it('are not whoever gives himself the name of a property that every object has', async () => {
    const map = await mapOf('bob=lisi');
    expect(involved(contextOf(pullRequest('opened', { user: { login: 'constructor' }, requested_reviewers: [], assignees: [] })), map)).toEqual({ users: [], unmapped: ['constructor'] });
  });
});
