import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findJsonFault } from '../../n8n-node/json-fault.ts';

describe('the place where a text stops being JSON', () => {
  it.each([
    ['a missing comma', '{"a": 1 "b": 2}', 1, 9],
    ['a trailing comma in an object', '{"a": 1,}', 1, 9],
    ['a trailing comma in an array', '[1,]', 1, 4],
    ['a name without quotes', '{a: 1}', 1, 2],
    ['single quotes', "{'a': 1}", 1, 2],
    ['a missing colon', '{"a" 1}', 1, 6],
    ['an expression that gave nothing', '{"a": }', 1, 7],
    ['an expression that gave undefined', '{"a": undefined}', 1, 7],
    ['a line break in a text', '{\n  "a": "one\ntwo"\n}', 2, 12],
    ['a quote in a text', '{"a": "say "hi""}', 1, 13],
    ['an escape that JSON does not have', String.raw`{"a": "C:\path"}`, 1, 10],
    ['a bracket of the other kind', '{"a": [1}', 1, 9],
    ['something after the end', '{} {}', 1, 4],
    ['a comma after the end', '{},', 1, 3],
    ['a number with a leading zero', '[01]', 1, 2],
    ['a missing end', '{"a": [1, 2', 1, 12],
    ['a text without an end', '{"a": "b', 1, 9],
  ])('is found for %s', (_, text, line, column) => {
    expect(() => JSON.parse(text) as unknown).toThrow();
    expect(findJsonFault(text)).toEqual({ line, column });
  });

  it('is the line that does not belong there, wherever it stands', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), fc.constantFrom('~', 'undefined', "'a'", '//'), (value, somewhere, stranger) => {
        const lines = JSON.stringify(value, null, 1).split('\n');
        const at = somewhere % (lines.length + 1);
        expect(findJsonFault(lines.toSpliced(at, 0, stranger).join('\n'))).toEqual({ line: at + 1, column: 1 });
      }),
    );
  });
});
