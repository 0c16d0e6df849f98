import { beforeAll, describe, expect, it } from 'vitest';
import { CHOICES } from '../../action/choices.ts';
import { readActionMetadata } from '../../scripts/action-metadata.ts';
import { loadActionSchema } from './action-schema.ts';
import { filesMatching } from './source-files.ts';

const text = filesMatching('action.yml')[0]?.text ?? '';

describe("GitHub's schema", () => {
  let check: (content: string) => string[];
  beforeAll(async () => {
    check = await loadActionSchema();
  });

  it('has nothing against action.yml', () => {
    expect(check(text)).toEqual([]);
  });

  it.each([
    ['an unknown runtime', 'using: node24', 'using: node18'],
    ['an icon the Marketplace does not have', 'icon: send', 'icon: paper-plane'],
    ['a colour it does not have', 'color: green', 'color: teal'],
    ['a key that does not exist', 'author:', 'autor:'],
    ['an input that is not an object', 'inputs:', 'inputs:\n  extra: yes please'],
    ['broken YAML', 'inputs:', 'inputs: ['],
  ])('would refuse %s', (_what, from, to) => {
    expect(text).toContain(from);
    expect(check(text.replace(from, to))).not.toEqual([]);
  });
});

describe('action.yml', () => {
  const { description, inputs, outputs } = readActionMetadata();

  it('has a description that the Marketplace takes, below 125 characters', () => {
    expect(description.length).toBeGreaterThan(0);
    expect(description.length).toBeLessThan(125);
  });

  it('has the badge that the Marketplace asks for', () => {
    expect(text).toMatch(/^branding:\n {2}icon: \S+\n {2}color: \S+$/m);
  });

  it('describes every input and output in a sentence or more', () => {
    const without = [...inputs, ...outputs].filter((entry) => !/^[A-Z`].{10,}\.$/.test(entry.description));
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  it.each(Object.entries(CHOICES))('says of %s exactly the words that the action takes', (name, choices) => {
    const input = inputs.find((entry) => entry.name === name);
    const words = [...(input?.description ?? '').matchAll(/`([\w-]+)`/g)].map(([, word]) => word);
    const inputNames = inputs.map((entry) => entry.name);
    expect([...new Set(words.filter((word) => word !== undefined && !inputNames.includes(word)))].sort()).toEqual([...choices].sort());
    expect(choices).toContain(input?.default);
  });
});
