import { readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { INodeProperties } from 'n8n-workflow';
import { loadPackage } from './loaded.ts';
import type { LoadedCredential, LoadedNode } from './loaded.ts';
import { packInCopy } from './packed.ts';
import type { PackedPackage } from './packed.ts';
import { formsOf, parameterProblems } from './parameter-rules.ts';
import { svgProblems } from './svg-rules.ts';

let pack: PackedPackage;
let nodes: LoadedNode[];
let credentials: LoadedCredential[];

beforeAll(async () => {
  pack = await packInCopy();
  ({ nodes, credentials } = await loadPackage(pack));
});

afterAll(async () => pack.remove());

const read = async (path: string): Promise<string> => readFile(join(pack.folder, path), 'utf8');

describe('the package, loaded as n8n does with nothing but n8n-workflow in reach', () => {
  it('exports from each file the class of the file’s name and nothing else', () => {
    for (const { path, exports } of [...nodes, ...credentials]) expect([path, exports]).toEqual([path, [basename(path).split('.')[0]]]);
    expect([...nodes, ...credentials]).toHaveLength(7);
  });

  it('has nodes under the names that saved workflows hold', () => {
    expect(nodes.map(({ instance }) => instance.description.name)).toEqual(['weCom', 'weComTrigger', 'weChatOfficialAccount']);
    expect(credentials.map(({ instance }) => instance.name)).toEqual(['weChatOfficialAccountApi', 'weComAppApi', 'weComCallbackApi', 'weComRobotApi']);
  });

  it('describes each node with all that n8n asks for', () => {
    for (const { instance, functions } of nodes) {
      const { description } = instance;
      const isTrigger = description.group.includes('trigger');
      expect(description).toMatchObject({ displayName: expect.stringMatching(/^WeC/) as string, version: 1, inputs: isTrigger ? [] : ['main'], outputs: ['main'] });
      // A tool is called with something; nothing calls a trigger but WeCom.
      expect(description.usableAsTool).toBe(isTrigger ? undefined : true);
      for (const text of [description.description, description.subtitle, description.defaults.name]) expect(text).toMatch(/\S/);
      expect(description.group.length).toBeGreaterThan(0);
      expect(functions).toContain(isTrigger ? 'webhook' : 'execute');
    }
  });

  it('shows exactly one credential with each way to authenticate, and each is in the package', () => {
    const names = credentials.map(({ instance }) => instance.name);
    for (const { description } of nodes.map(({ instance }) => instance)) {
      const used = description.credentials ?? [];
      expect(names).toEqual(expect.arrayContaining(used.map(({ name }) => name)));
      const ways = (description.properties.find(({ name }) => name === 'authentication')?.options ?? []) as { value: string }[];
      // Where nobody is asked how, the first credential is always there.
      if (ways.length === 0) expect(used[0]?.displayOptions).toBeUndefined();
      for (const { value } of ways) expect([value, used.filter(({ displayOptions }) => displayOptions?.show?.authentication?.includes(value)).length]).toEqual([value, 1]);
    }
  });

  it('has parameters that the editor can show, no two of one name at the same time', () => {
    for (const { instance } of nodes) {
      expect(instance.description.properties.length).toBeGreaterThan(3);
      expect(parameterProblems(instance.description.properties)).toEqual([]);
    }
    for (const { instance } of credentials) expect(parameterProblems(instance.properties)).toEqual([]);
  });

  it('tests each credential, and authenticates with it', () => {
    for (const { instance, functions } of credentials) {
      // WeCom can be asked nothing about a callback: the trigger tests its credential.
      const testedBy = nodes.flatMap(({ instance: node }) => node.description.credentials ?? []).find(({ name, testedBy: method }) => name === instance.name && method !== undefined);
      if (testedBy !== undefined) {
        expect(nodes.flatMap(({ credentialTests }) => credentialTests)).toContain(testedBy.testedBy);
        continue;
      }
      expect(instance.test?.request.url).toMatch(/^\/cgi-bin\//);
      expect(instance.authenticate !== undefined || functions.includes('authenticate')).toBe(true);
    }
  });

  it('has a place for each node in n8n’s catalogue', async () => {
    for (const { path, instance } of nodes) {
      const codex = JSON.parse(await read(path.replace(/\.js$/, '.json'))) as Record<string, unknown>;
      expect(codex).toMatchObject({ node: `n8n-nodes-wecom-media.${instance.description.name}`, nodeVersion: '1.0', codexVersion: '1.0', categories: ['Communication'] });
    }
    expect(pack.manifest.name).toBe('n8n-nodes-wecom-media');
  });
});

describe('the icons', () => {
  /** By their paths in the package. */
  const iconsOf = ({ path, icon }: { path: string; icon: unknown }): string[] => {
    const { light, dark } = icon as Record<'light' | 'dark', string>;
    return [light, dark].map((file) => {
      expect(file).toMatch(/^file:/);
      return relative(pack.folder, join(pack.folder, dirname(path), file.slice('file:'.length))).split(sep).join('/');
    });
  };
  const all = (): string[][] =>
    [...nodes.map(({ path, instance }) => ({ path, icon: instance.description.icon })), ...credentials.map(({ path, instance }) => ({ path, icon: instance.icon }))].map(iconsOf);

  it('are in the package, one for light and another for dark', async () => {
    const paths = pack.packed.files.map(({ path }) => path);
    for (const pair of all()) {
      expect(paths).toEqual(expect.arrayContaining(pair));
      expect(new Set(await Promise.all(pair.map(read))).size).toBe(2);
    }
  });

  it('are square drawings that run and load nothing', async () => {
    for (const path of new Set(all().flat())) expect([path, svgProblems(await read(path))]).toEqual([path, []]);
  });

  const SVG = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 6 6"';
  it.each([
    ['a script', `<svg ${SVG}><script>alert(1)</script></svg>`, ['has the element script']],
    ['a handler', `<svg ${SVG}><path d="M0 0" onload="alert(1)"/></svg>`, ['has the attribute onload']],
    ['a page inside', `<svg ${SVG}><foreignObject/></svg>`, ['has the element foreignObject']],
    ['a picture from elsewhere', `<svg ${SVG}><image href="https://example.com/a.png"/></svg>`, ['has the element image', 'has the attribute href', 'refers to something else in href']],
    ['a colour from elsewhere', `<svg ${SVG}><path fill="url(//example.com/a)"/></svg>`, ['refers to something else in fill']],
    ['an entity', `<!DOCTYPE svg [<!ENTITY a "b">]><svg ${SVG}/>`, ['has markup that is not well-formed', 'has text outside its root', 'has markup that is not well-formed', 'has text outside its root']],
    ['a tag that stays open', `<svg ${SVG}><g></svg>`, ['closes svg, which is not open', 'leaves svg open']],
    ['two roots', `<svg ${SVG}/><svg ${SVG}/>`, ['has 2 roots']],
    ['an oblong', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"/>', ['is not square']],
    ['a web page', '<html></html>', ['has the element html', 'is not an SVG', 'is not square']],
  ])('would be refused with %s', (_, text, problems) => {
    expect(svgProblems(text)).toEqual(problems);
  });
});

describe('the check of parameters', () => {
  const field = (name: string, more: Partial<INodeProperties> = {}): INodeProperties => ({ displayName: 'A', name, type: 'string', default: '', ...more });
  const choice = (name: string, values: string[], more: Partial<INodeProperties> = {}): INodeProperties =>
    field(name, { type: 'options', options: values.map((value) => ({ name: value, value })), default: values[0], ...more });
  const shown = (show: Record<string, string[]>): Partial<INodeProperties> => ({ displayOptions: { show } });
  const BY = choice('by', ['robot', 'app']);
  const MODE = choice('mode', ['old', 'new'], shown({ by: ['app'] }));

  it('goes through every form there is', () => {
    const forms = formsOf([BY, MODE, field('a', shown({ mode: ['new'] })), field('b', { displayOptions: { hide: { by: ['app'] } } })]);
    expect(forms.map(({ values, shown: fields }) => [values, fields.map(({ name }) => name)])).toEqual([
      [{ by: 'robot' }, ['by', 'b']],
      [{ by: 'app', mode: 'old' }, ['by', 'mode']],
      [{ by: 'app', mode: 'new' }, ['by', 'mode', 'a']],
    ]);
  });

  it('lets two of one name pass that are never in one form', () => {
    expect(parameterProblems([BY, field('a', shown({ by: ['robot'] })), field('a', shown({ by: ['app'] }))])).toEqual([]);
    // A mode can only be chosen where there is no robot.
    expect(parameterProblems([BY, MODE, field('a', shown({ by: ['robot'] })), field('a', shown({ mode: ['old'] }))])).toEqual([]);
  });

  it.each([
    ['two of one name', [BY, MODE, field('a', shown({ by: ['app'] })), field('a', shown({ mode: ['old'] }))], ['a is there twice at the same time']],
    ['two of one name in a collection', [field('more', { type: 'collection', default: {}, options: [field('b'), field('b')] })], ['more.b is there twice at the same time']],
    ['two of one name in a list', [field('list', { type: 'fixedCollection', default: {}, options: [{ name: 'one', displayName: 'One', values: [field('c'), field('c')] }] })], ['list.c is there twice at the same time']],
    ['one that no choice shows', [BY, field('a', shown({ by: ['pigeon'] }))], ['a is never shown']],
    ['one without a label', [field('a', { displayName: '' })], ['a has no label']],
    ['one without a default', [field('a', { default: undefined as unknown as string })], ['a has no default']],
    ['a choice that starts with what it does not offer', [choice('a', ['x'], { default: 'y' })], ['a starts with what it does not offer']],
  ])('finds %s', (_, properties, problems) => {
    expect(parameterProblems(properties)).toEqual(problems);
  });
});
