import { describe, expect, it } from 'vitest';
import { filesMatching } from './source-files.ts';
import { carelessness, lintWorkflow, unknownInputs } from './workflow-lint.ts';

const own = filesMatching('.github/workflows/*.yml');
const examples = filesMatching('examples/workflows/*.yml');

const BAD = `
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
        with:
          no-such-input: 1
      - run: echo "\${{ github.event.pull_request.title }}"
      - run: echo "\${{ steps.nobody.outputs.x }}"
      - uses: ./
        with:
          webhok: x
      - uses: someone/n8n-nodes-wecom-media@v1
        with:
          file: x
          text: x
`;

describe('the workflows', () => {
  it('are there', () => {
    expect(own.length).toBeGreaterThan(0);
  });

  it.each([...own, ...examples])('$path has no finding of actionlint', async (file) => {
    expect(await lintWorkflow(file)).toEqual([]);
  });

  it.each([...own, ...examples])('$path gives our action only inputs that it has', (file) => {
    expect(unknownInputs(file)).toEqual([]);
  });

  it.each(own)('$path pins what it uses, asks for little and ends in time', (file) => {
    expect(carelessness(file)).toEqual([]);
  });

  it('would be found bad when they are', async () => {
    const found = (await lintWorkflow({ path: '.github/workflows/bad.yml', text: BAD })).join('\n');
    expect(found).toContain('bad.yml:9:11 input "no-such-input" is not defined');
    expect(found).toContain('potentially untrusted');
    expect(found).toContain('property "nobody" is not defined');
  });

  it('would be found to misspell an input', () => {
    expect(unknownInputs({ path: 'bad.yml', text: BAD })).toEqual(['bad.yml gives webhok', 'bad.yml gives file']);
  });

  it('would be found careless when they are', () => {
    expect(carelessness({ path: 'bad.yml', text: BAD })).toEqual([
      'bad.yml has no permissions',
      'bad.yml has no concurrency',
      'bad.yml build has no timeout-minutes',
      "bad.yml build leaves the checkout's token on disk",
      'bad.yml - uses: actions/checkout@v4 is not pinned to a commit with its version beside it',
      'bad.yml - uses: someone/n8n-nodes-wecom-media@v1 is not pinned to a commit with its version beside it',
    ]);
  });
});
