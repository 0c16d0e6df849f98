import { join } from 'node:path';
import { buildAction } from './build/bundle.ts';
import { buildN8n } from './build/n8n.ts';
import { packPackage } from './pack.ts';

const ROOT = join(import.meta.dirname, '..');
const say = (bytes: number, what: string): void => {
  console.log(`${String(bytes).padStart(9)}  ${what}`);
};

const action = await buildAction(join(ROOT, 'action', 'dist'));
for (const { path, bytes } of action.files) say(bytes, `action/dist/${path}`);
const code = action.files.filter(({ path }) => !path.endsWith('.txt')).reduce((sum, { bytes }) => sum + bytes, 0);
say(code, 'bytes in all, licence texts aside');

const node = await buildN8n(join(ROOT, 'dist'));
for (const { path, bytes } of node.files) say(bytes, `dist/${path}`);
const { filename, size, unpackedSize } = await packPackage(ROOT);
say(size, `bytes in ${filename}, which holds ${unpackedSize}`);
