import { describe, expect, it } from 'vitest';

import { isWithheld, listDepartments, listMemberIds, listMembers, listTags } from '../../core/directory.ts';
import { DIRECTORY } from '../../core/spec/directory.ts';
import { appBench } from '../support/app-bench.ts';
import { ok, smallBench } from '../support/small-wecom.ts';

describe('the directory', () => {
  it('gives departments, members and tags with their names', async () => {
    const { connection } = await appBench();
    expect(await listDepartments(connection)).toMatchObject({ delivery: 'sent', value: [{ id: '1', name: 'Example Corp' }, { id: '2', name: 'Development' }, { id: '3', name: 'Testing' }] });
    expect(await listMembers(connection, '2')).toMatchObject({ delivery: 'sent', value: [{ id: 'ZhangSan', name: '张三' }, { id: 'LiSi', name: '李四' }] });
    expect(await listTags(connection)).toMatchObject({ delivery: 'sent', value: [{ id: '1', name: 'On call' }, { id: '2', name: 'Managers' }] });
  });

  it('gives the ids of departments and members where their names are withheld', async () => {
    const { connection, sandbox, account } = await appBench();
    sandbox.configureApp(account.name, { directory: 'ids' });
    expect(await listDepartments(connection)).toMatchObject({ delivery: 'sent', value: [{ id: '1' }, { id: '2' }, { id: '3' }] });
    expect(isWithheld(await listMembers(connection, '2'))).toBe(true);
    expect(await listMemberIds(connection)).toMatchObject({ delivery: 'sent', value: sandbox.members.map(({ userid }) => ({ id: userid })) });
  });

  it('that is closed, or not in sight, is a refusal with the way out', async () => {
    const { connection, sandbox, account } = await appBench();
    sandbox.configureApp(account.name, { visibleRange: 'department' });
    expect(await listMembers(connection, '3')).toMatchObject({ delivery: 'rejected', error: { errcode: 60011, fix: expect.stringContaining('visible range') as string } });
    sandbox.configureApp(account.name, { directory: 'closed' });
    expect(await listDepartments(connection)).toMatchObject({ delivery: 'rejected', error: { errcode: 48002 } });
    expect(await listTags(connection)).toMatchObject({ delivery: 'rejected', error: { errcode: 48002 } });
  });

  it('reads every page of ids, each userid once, and ends where a page has nobody new', async () => {
    const page = (userids: string[], next_cursor: string) => ok({ next_cursor, dept_user: userids.map((userid) => ({ userid, department: 1 })) });
    const { connection, received } = await smallBench({ [DIRECTORY.memberIds.path]: [page(['a', 'b'], 'two'), page(['b', 'c'], 'three'), page(['c'], 'three')] });
    expect(await listMemberIds(connection)).toMatchObject({ delivery: 'sent', value: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] });
    expect(received.map(({ json }) => json)).toEqual([{ limit: 10_000 }, { cursor: 'two', limit: 10_000 }, { cursor: 'three', limit: 10_000 }]);
  });

  it.each([undefined, null, 'x', [null, 7, {}, { tagid: {} }, { tagid: '' }]])('has no tags in %j', async (taglist) => {
    const { connection } = await smallBench({ [DIRECTORY.tags.path]: ok({ taglist }) });
    expect(await listTags(connection)).toMatchObject({ delivery: 'sent', value: [] });
  });

  it('is asked again with a new token, and after an answer that was lost', async () => {
    const { connection, sandbox, script } = await appBench();
    await listTags(connection);
    sandbox.expireTokens();
    script({ path: DIRECTORY.tags.path, kind: 'reset-after' });
    expect(await listTags(connection)).toMatchObject({ delivery: 'sent', value: [{ id: '1' }, { id: '2' }] });
  });

  it('names the vendor’s page of each of its calls', () => {
    for (const { source, replay } of Object.values(DIRECTORY)) expect([replay, source]).toEqual(['safe', expect.stringMatching(/^https:\/\/developer\.work\.weixin\.qq\.com\/document\/path\/\d{5}$/)]);
  });
});
