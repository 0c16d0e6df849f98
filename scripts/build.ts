import { join } from 'node:path';
import { buildAction } from './build/bundle.ts';

const { files } = await buildAction(join(import.meta.dirname, '..', 'action', 'dist'));

for (const { path, bytes } of files) console.log(`${String(bytes).padStart(9)}  action/dist/${path}`);
const code = files.filter(({ path }) => !path.endsWith('.txt')).reduce((sum, { bytes }) => sum + bytes, 0);
console.log(`${String(code).padStart(9)}  bytes in all, licence texts aside`);
