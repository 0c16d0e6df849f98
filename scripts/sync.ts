/** Writes every generated file anew. test/house/generated.test.ts fails while one of them is stale. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { GENERATED_FILES, locate } from './generated-files.ts';

for (const { path, render } of GENERATED_FILES) {
  const file = locate(path);
  const text = render();
  const changed = !existsSync(file) || readFileSync(file, 'utf8') !== text;
  if (changed) writeFileSync(file, text);
  console.log(`${changed ? 'written  ' : 'unchanged'} ${path}`);
}
