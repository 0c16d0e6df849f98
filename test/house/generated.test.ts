import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GENERATED_FILES, locate, replaceBetweenMarkers } from '../../scripts/generated-files.ts';

describe('generated files', () => {
  it.each(GENERATED_FILES)('$path is what its source says (if not: run `npm run sync`)', ({ path, render }) => {
    const committed = existsSync(locate(path)) ? readFileSync(locate(path), 'utf8') : '';
    expect(committed).toBe(render());
  });
});

describe('a table between markers', () => {
  const TEXT = 'before\n<!-- t:start -->\nold\n<!-- t:end -->\nafter\n';

  it('is replaced, and what stands around it stays', () => {
    expect(replaceBetweenMarkers(TEXT, 't', 'new')).toBe('before\n<!-- t:start -->\nnew\n<!-- t:end -->\nafter\n');
  });

  it('is not silently left out when a marker is missing', () => {
    expect(() => replaceBetweenMarkers('no markers', 't', 'new')).toThrow('<!-- t:start -->');
    expect(() => replaceBetweenMarkers('<!-- t:end --><!-- t:start -->', 't', 'new')).toThrow('not in this order');
  });
});
