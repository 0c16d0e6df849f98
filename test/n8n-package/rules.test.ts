import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import { ESLint } from 'eslint';
import type { Linter } from 'eslint';
import { globSync } from 'tinyglobby';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packInCopy, ROOT } from './packed.ts';
import type { PackedPackage } from './packed.ts';
import { scan, SCANNER } from './scan.ts';

/** What the scanner reads of a published package. */
const PUBLISHED = ['**/*.js', 'package.json'];
/** What it reads of a repository, and the core, which is bundled with that. */
const SOURCES = ['package.json', 'n8n-node/**/*.ts', 'core/**/*.ts'];

let pack: PackedPackage;

beforeAll(async () => {
  pack = await packInCopy();
});

afterAll(async () => pack.remove());

/** A copy with one more file, or one in another form. */
async function planted(from: string, name: string, files: Record<string, string>): Promise<string> {
  const folder = join(pack.temporary, name);
  await cp(from, folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

describe('n8n’s scanner', () => {
  it('passes the package as it is published', async () => {
    const { passed, details, files, findings } = await scan(pack.folder, PUBLISHED);

    expect([passed, details, findings]).toEqual([true, '', []]);
    expect(files).toBe(pack.manifest.n8n.nodes.length + pack.manifest.n8n.credentials.length + 1);
  });

  it('passes the sources, whatever their comments switch off', async () => {
    const { passed, details, files, findings } = await scan(ROOT, SOURCES);

    expect([passed, details]).toEqual([true, '']);
    // Warnings by design: the rule judges by the name of the field, and these hold nothing but a secret.
    expect(findings).toEqual(['WeComCallbackApi', 'WeComRobotApi'].map((name) => ({ what: `n8n-node/credentials/${name}.credentials.ts: @n8n/community-nodes/credential-unnecessary-password`, isError: false })));
    expect(files).toBe(globSync(SOURCES, { cwd: ROOT }).length);
  });

  it('would find a published file that leaves what n8n allows', async () => {
    const code = '/* eslint-disable */ const later = setTimeout; console.log(process.env); const fs = require("fs"); const undici = require("undici");';
    const folder = await planted(pack.folder, 'bad-file', { 'dist/n8n-node/bad.js': code });

    const { passed, details, findings } = await scan(folder, PUBLISHED);

    expect(passed).toBe(false);
    for (const rule of ['no-restricted-globals', 'no-restricted-imports', 'no-console']) expect(details).toContain(rule);
    expect(new Set(findings.map(({ what }) => what))).toEqual(
      new Set(['@n8n/community-nodes/no-restricted-globals', '@n8n/community-nodes/no-restricted-imports', 'no-console'].map((rule) => `dist/n8n-node/bad.js: ${rule}`)),
    );
  });

  it('would find a package.json that brings something along', async () => {
    const manifest = { ...pack.manifest, dependencies: { undici: '8.12.4' }, scripts: { postinstall: 'node steal.js' }, author: {} };
    const folder = await planted(pack.folder, 'bad-manifest', { 'package.json': JSON.stringify(manifest) });

    const { passed, findings } = await scan(folder, PUBLISHED);

    expect(passed).toBe(false);
    const rules = findings.filter(({ isError }) => isError).map(({ what }) => what.replace(/^package\.json: @n8n\/community-nodes\//, ''));
    expect(rules).toEqual(expect.arrayContaining(['no-runtime-dependencies', 'no-forbidden-lifecycle-scripts', 'valid-author']));
  });

  it('would find a node and a credential that are not as n8n wants them', async () => {
    const node = 'n8n-node/nodes/Bad/Bad.node.ts';
    const credential = 'n8n-node/credentials/Bad.credentials.ts';
    const folder = await planted(pack.folder, 'bad-sources', {
      [node]: `import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
export class Bad implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Bad', name: 'Bad', group: ['output'], version: 1, description: 'Bad', defaults: { name: 'Bad' }, inputs: [], outputs: [],
    credentials: [{ name: 'slackApi' }],
    properties: [{ displayName: 'Yes', name: 'yes', type: 'boolean', default: 'x' }],
  };
}
`,
      [credential]: "import type { ICredentialType } from 'n8n-workflow';\nexport class Bad implements ICredentialType { name = 'bad'; displayName = 'Bad'; properties = []; }\n",
    });

    const { passed, findings } = await scan(folder, ['n8n-node/**/*.ts']);

    expect(passed).toBe(false);
    expect(findings.filter(({ isError }) => isError).map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        `${node}: @n8n/community-nodes/require-node-description-fields`,
        `${node}: @n8n/community-nodes/no-credential-reuse`,
        `${node}: n8n-nodes-base/node-class-description-name-miscased`,
        `${node}: n8n-nodes-base/node-param-default-wrong-for-boolean`,
        `${credential}: @n8n/community-nodes/credential-test-required`,
        `${credential}: n8n-nodes-base/cred-class-field-name-unsuffixed`,
      ]),
    );
  });
});

type Rules = Partial<Linter.RulesRecord>;

const levelOf = (entry: Linter.RuleEntry | undefined): number => {
  const level = Array.isArray(entry) ? entry[0] : entry;
  return typeof level === 'number' ? level : ['off', 'warn', 'error'].indexOf(level ?? 'off');
};

describe('this repository’s own lint', () => {
  const files = globSync(['n8n-node/**/*.ts', 'core/**/*.ts'], { cwd: ROOT });
  const ours = new ESLint({ cwd: ROOT });
  const rulesOf = async (eslint: ESLint, path: string): Promise<Rules> => ((await eslint.calculateConfigForFile(join(ROOT, path))) as Linter.Config).rules ?? {};

  /** Rules that hold for a file here at a lower level than there. */
  const weaker = (here: Rules, there: Rules): string[] => Object.entries(there).filter(([rule, entry]) => levelOf(here[rule]) < levelOf(entry)).map(([rule]) => rule);

  it('has every rule of the set for n8n’s cloud, at its level, for every file that is published', async () => {
    const { rules = {} } = n8nCommunityNodesPlugin.configs.recommended as Linter.Config;

    expect(Object.keys(rules).length).toBeGreaterThan(40);
    for (const path of files) expect([path, weaker(await rulesOf(ours, path), rules)]).toEqual([path, []]);
  });

  it('has every rule that n8n’s scanner has for the same file', async () => {
    const { buildScanConfig } = (await import(SCANNER)) as { buildScanConfig: () => Promise<Linter.Config[]> };
    const scanner = new ESLint({ cwd: ROOT, overrideConfigFile: true, overrideConfig: await buildScanConfig() });

    for (const path of files) expect([path, weaker(await rulesOf(ours, path), await rulesOf(scanner, path))]).toEqual([path, []]);
    const forNodes = Object.keys(await rulesOf(scanner, 'n8n-node/nodes/WeCom/WeCom.node.ts'));
    expect(forNodes.filter((rule) => rule.startsWith('n8n-nodes-base/')).length).toBeGreaterThan(90);
  });

  it('would be found weaker with a rule switched off or turned into a warning', () => {
    expect(weaker({ a: 'off', b: [1, {}], c: 2 }, { a: 'warn', b: ['error'], c: 'error', d: 'error' })).toEqual(['a', 'b', 'd']);
  });
});
