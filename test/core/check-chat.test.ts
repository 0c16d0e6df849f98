import { describe, expect, it } from 'vitest';

import type { ChatChanges, NewChat } from '../../core/chat.ts';
import { checkChatChanges, checkNewChat, uniqueUsers } from '../../core/check-chat.ts';

const chat: NewChat = { name: 'Release 1.0', owner: 'ZhangSan', userlist: ['zhangsan', 'LiSi'], chatid: 'release1' };

const changes: ChatChanges = { chatid: 'release1', name: 'Release 1.1', owner: 'LiSi', add_user_list: ['WangWu'], del_user_list: ['ZhangSan'] };

const pathsOf = (problems: readonly { path: string }[]): string[] => problems.map(({ path }) => path);

describe('a group chat to be created', () => {
  it('is fine with an owner who is one of its members, however that is spelt, and with nobody in particular', () => {
    expect(checkNewChat(chat)).toEqual([]);
    expect(checkNewChat({ userlist: ['ZhangSan', 'LiSi'] })).toEqual([]);
    expect(checkNewChat({ ...chat, owner: '' })).toEqual([]);
  });

  it.each<[string, Partial<NewChat>, string[]]>([
    ['an owner who is none of its members', { owner: 'WangWu' }, ['owner']],
    ['one member', { owner: '', userlist: ['ZhangSan'] }, ['userlist']],
    ['2001 members', { owner: '', userlist: Array.from({ length: 2001 }, (_, index) => `user${index}`) }, ['userlist']],
    ['a name of 51 characters, which WeCom would cut', { name: '群'.repeat(51) }, ['name']],
    ['an id with other characters than letters and digits', { chatid: 'release-1' }, ['chatid']],
    ['an id of 33 characters', { chatid: 'r'.repeat(33) }, ['chatid']],
    ['@all', { userlist: ['@all', 'ZhangSan'] }, ['userlist[0]']],
    ['everything at once', { name: 'n'.repeat(51), owner: 'WangWu', userlist: ['ZhangSan'], chatid: '#' }, ['userlist', 'chatid', 'name', 'owner']],
  ])('is refused with %s', (_, wrong, paths) => {
    expect(pathsOf(checkNewChat({ ...chat, ...wrong }))).toEqual(paths);
  });

  it('counts a member once, however often and however he is spelt', () => {
    expect(uniqueUsers(['ZhangSan', 'LiSi', 'zhangsan', 'LiSi'])).toHaveLength(2);
    expect(uniqueUsers([])).toEqual([]);
  });
});

describe('a change of a group chat', () => {
  it('is fine with any one of its parts', () => {
    expect(checkChatChanges(changes)).toEqual([]);
    for (const part of [{ name: 'New' }, { owner: 'LiSi' }, { add_user_list: ['LiSi'] }, { del_user_list: ['LiSi'] }]) expect(checkChatChanges({ chatid: 'release1', ...part })).toEqual([]);
  });

  it.each<[string, Partial<ChatChanges>, string[]]>([
    ['nothing that changes', { name: '', owner: '', add_user_list: [], del_user_list: [] }, ['request']],
    ['somebody who is added and removed', { add_user_list: ['WangWu'], del_user_list: ['wangwu'] }, ['del_user_list']],
    ['a new owner who is removed', { owner: 'zhangsan' }, ['owner']],
    ['a name of 51 characters', { name: 'n'.repeat(51) }, ['name']],
    ['no chat', { chatid: '' }, ['chatid']],
  ])('is refused with %s', (_, wrong, paths) => {
    // An empty list is left out by who fills it in.
    const given = Object.fromEntries(Object.entries({ ...changes, ...wrong }).filter(([, value]) => !(Array.isArray(value) && value.length === 0)));
    expect(pathsOf(checkChatChanges(given as unknown as ChatChanges))).toEqual(paths);
  });
});
