export interface Package {
  version?: string;
  license?: string;
  devDependencies?: Record<string, string>;
  [field: string]: unknown;
}

export interface Lock {
  packages: Record<string, { resolved?: string; integrity?: string }>;
}

/** Fields that would reach whoever installs the package; everything it needs is bundled from devDependencies. */
const REACHING_USERS = ['dependencies', 'optionalDependencies', 'bundledDependencies', 'bundleDependencies', 'overrides'];

/** Licences that let anyone use, change and pass on what is built with, or bundled from, a package. */
const PERMISSIVE = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0'];

/** Packages under another licence, each with the reason why that is no burden for whoever uses this one. */
const LICENCE_EXCEPTIONS: Record<string, string> = {
  '@n8n/eslint-plugin-community-nodes': "n8n's own licence, free for this use: a lint tool for n8n packages, of which nothing is bundled or published",
  '@n8n/scan-community-package': "n8n's own licence, free for this use: runs over the packed package in a test, and nothing of it is bundled or published",
};

/** What package.json says that it must not. */
export const packageProblems = (own: Package): string[] => [
  ...REACHING_USERS.filter((field) => field in own).map((field) => `has ${field}`),
  ...Object.entries(own.devDependencies ?? {})
    .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
    .map(([name, version]) => `${name} ${version} is not one exact version`),
];

/** What is wrong with the lock file: an address of one registry in it, or a package without a checksum. */
export const lockProblems = ({ packages }: Lock): string[] =>
  Object.entries(packages).flatMap(([path, { resolved, integrity }]) => [
    ...(resolved === undefined ? [] : [`${path} names ${resolved}`]),
    ...(path === '' || integrity !== undefined ? [] : [`${path} has no checksum`]),
  ]);

/** What is wrong with a devDependency as it was installed. */
export function installedProblems(name: string, wanted: string, { version, license = 'none' }: Package): string[] {
  const isExcepted = name in LICENCE_EXCEPTIONS;
  return [
    ...(version === wanted ? [] : [`${name} is installed as ${version ?? 'unknown'} instead of ${wanted}: run \`npm ci\``]),
    ...(PERMISSIVE.includes(license) || isExcepted ? [] : [`${name} is under ${license}`]),
    ...(PERMISSIVE.includes(license) && isExcepted ? [`${name} needs no licence exception any more`] : []),
  ];
}

/** Which devDependencies have no row with their reason in CONTRIBUTING.md, and which rows have lost their package. */
export function reasonProblems(devDependencies: Record<string, string>, contributing: string): string[] {
  const table = contributing.split('## Development dependencies')[1] ?? '';
  const explained = [...table.matchAll(/^\| `([^`]+)` \| .{10,} \|$/gm)].map(([, name = '']) => name);
  return [
    ...Object.keys(devDependencies).filter((name) => !explained.includes(name)).map((name) => `${name} has no reason`),
    ...explained.filter((name) => !(name in devDependencies)).map((name) => `${name} is gone`),
  ];
}
