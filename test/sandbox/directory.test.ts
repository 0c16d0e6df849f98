import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { AppSettings } from '../../sandbox/server.ts';
import { startApp } from './app-wire.ts';
import type { AppStage } from './app-wire.ts';

let stage: AppStage;
beforeEach(async () => {
  stage = await startApp();
});
afterEach(() => stage.sandbox.close());

const set = (settings: Partial<AppSettings>): void => {
  stage.sandbox.configureApp(stage.app.name, settings);
};

const departments = (path = 'department/list', id?: string) =>
  stage.get<{ department: { id: number; name: string; parentid: number }[]; department_id: { id: number; parentid: number }[] }>(path, id === undefined ? {} : { id });
const members = (department_id: string) => stage.get<{ userlist: { userid: string; name: string }[] }>('user/simplelist', { department_id });
const ids = (body: unknown) => stage.post<{ next_cursor: string; dept_user: { userid: string; department: number }[] }>('user/list_id', body);

describe('the directory of a self-built application', () => {
  it('has its departments with their names, all or those below one', async () => {
    expect((await departments()).department?.map(({ id, name, parentid }) => [id, name, parentid])).toEqual([[1, 'Example Corp', 0], [2, 'Development', 1], [3, 'Testing', 1]]);
    expect((await departments('department/list', '1')).department).toHaveLength(3);
    expect((await departments('department/list', '3')).department?.map(({ id }) => id)).toEqual([3]);
    expect((await departments('department/simplelist')).department_id).toEqual([1, 2, 3].map((id) => expect.objectContaining({ id, parentid: id === 1 ? 0 : 1 }) as unknown));
  });

  it('has the members of one department, without those of the departments below it', async () => {
    expect((await members('2')).userlist?.map(({ userid, name }) => [userid, name])).toEqual([['ZhangSan', '张三'], ['LiSi', '李四']]);
    expect((await members('1')).userlist).toEqual([]);
  });

  it('has every tag, and of a tag the members', async () => {
    expect(await stage.get('tag/list')).toMatchObject({ taglist: [{ tagid: 1, tagname: 'On call' }, { tagid: 2, tagname: 'Managers' }] });
    expect(await stage.get('tag/get', { tagid: '1' })).toMatchObject({ errcode: 0, tagname: 'On call', userlist: [{ userid: 'ZhangSan' }, { userid: 'WangWu' }] });
    expect((await stage.get('tag/get', { tagid: '9' })).errcode).toBe(40068);
  });

  it('has no list of all userids', async () => {
    expect((await ids({})).errcode).toBe(48002);
  });

  it.each([['', 60123], ['two', 60123], ['77', 60003]])('has no department %j', async (id, errcode) => {
    expect((await members(id)).errcode).toBe(errcode);
  });

  it('that sees one department has nothing of the others', async () => {
    set({ visibleRange: 'department' });
    expect((await departments()).department?.map(({ id }) => id)).toEqual([2]);
    expect((await members('3')).errcode).toBe(60011);
    expect((await departments('department/list', '1')).errcode).toBe(60011);
  });
});

describe('the directory without names', () => {
  beforeEach(() => {
    set({ directory: 'ids' });
  });

  it('has the ids of departments and members, and refuses their names with 48009', async () => {
    expect((await departments('department/simplelist')).department_id?.map(({ id }) => id)).toEqual([1, 2, 3]);
    for (const { errcode } of [await departments(), await members('2'), await stage.get('tag/get', { tagid: '1' })]) expect(errcode).toBe(48009);
  });

  it('gives userids page by page, until the cursor is empty', async () => {
    const first = await ids({ limit: 3 });
    const second = await ids({ limit: 3, cursor: first.next_cursor });
    expect([first.next_cursor === '', second.next_cursor]).toEqual([false, '']);
    expect([...(first.dept_user ?? []), ...(second.dept_user ?? [])].map(({ userid }) => userid)).toEqual(stage.sandbox.members.map(({ userid }) => userid));
  });

  it.each([{ limit: 0 }, { limit: 10_001 }, { limit: '5' }, { cursor: 'row-99' }, { cursor: 'mine' }])('refuses the page %j', async (body) => {
    expect((await ids(body)).errcode).toBe(40058);
  });
});

describe('a directory that is closed', () => {
  it('gives nothing', async () => {
    set({ directory: 'closed' });
    for (const path of ['department/list', 'department/simplelist', 'user/simplelist', 'tag/list', 'tag/get']) expect([path, (await stage.get(path)).errcode]).toEqual([path, 48002]);
    expect((await ids({})).errcode).toBe(48002);
  });
});
