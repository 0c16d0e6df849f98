import type { Volumes } from '../archive/volumes.ts';

/** What a chat is told of files that are too large for it. Sizes come in words. */
export interface LargeWords {
  /** One line, followed by the commands. */
  join: (volumes: Volumes) => string;
  systems: Record<keyof Volumes['commands'], string>;
  tooLarge: (files: readonly { name: string; size: string }[]) => string;
}

export const LARGE_EN: LargeWords = {
  join: ({ name, volumes }) => `${name} is in ${volumes.length} parts. Save them to one folder, and join them there:`,
  systems: { unix: 'Linux, macOS', cmd: 'Windows (cmd)', powershell: 'Windows (PowerShell)' },
  tooLarge: (files) => `Too large for WeCom: ${files.map(({ name, size }) => `${name} (${size})`).join(', ')}`,
};

export const LARGE_ZH_CN: LargeWords = {
  join: ({ name, volumes }) => `${name} 分成了 ${volumes.length} 个分卷。请保存到同一个文件夹，再在其中执行合并命令：`,
  systems: { unix: 'Linux、macOS', cmd: 'Windows（cmd）', powershell: 'Windows（PowerShell）' },
  tooLarge: (files) => `超出企业微信的大小限制：${files.map(({ name, size }) => `${name}（${size}）`).join('、')}`,
};
