import type { Member } from '../types.ts';

/** The corp's directory. Userids are compared without regard to case, as in WeCom. */
export const MEMBERS: readonly Member[] = [
  { userid: 'ZhangSan', name: '张三', parties: ['1', '2'], tags: ['1'], licensed: true },
  { userid: 'LiSi', name: '李四', parties: ['1', '2'], tags: [], licensed: true },
  { userid: 'WangWu', name: '王五', parties: ['1', '3'], tags: ['1', '2'], licensed: true },
  { userid: 'chen.qi', name: '陈琪', parties: ['1', '3'], tags: [], licensed: true },
  // Its account has no licence for interfaces: WeCom reports it and shows it nothing.
  { userid: 'ZhaoLiu', name: '赵六', parties: ['1', '3'], tags: ['2'], licensed: false },
];
