import { posix } from 'node:path';
import ts from 'typescript';
import type { SourceFile } from './source-files.ts';

interface Rule {
  /** What the rule holds for: the folder, without the rules of a folder inside it. */
  folder: string;
  /** The folders it may import from, itself included. */
  mayImport: readonly string[];
  /** Packages and Node's own modules it may import; 'any' where everything is bundled or never shipped. */
  packages: readonly string[] | 'any';
  /** Names of the platform that must not be mentioned. */
  forbiddenGlobals: readonly string[];
  /** Time and chance come in through ports, so that a test can turn the clock: no `Date.now()`, `new Date()`, `Math.random()`. */
  mayReadClock: boolean;
}

const CRYPTO = ['crypto', 'node:crypto'];

/** What n8n's scanner refuses in a published package, and what would be HTTP, a log or a module behind the ports' back. */
const PLATFORM = [
  'process', 'global', 'globalThis', '__dirname', '__filename', 'require', 'console', 'fetch', 'performance',
  'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate', 'queueMicrotask',
];

/** The arrows, inner folders first: a file falls under the first rule whose folder holds it. */
const RULES: readonly Rule[] = [
  { folder: 'core/spec', mayReadClock: false, mayImport: ['core/spec'], packages: [], forbiddenGlobals: PLATFORM },
  { folder: 'core', mayReadClock: false, mayImport: ['core'], packages: CRYPTO, forbiddenGlobals: PLATFORM },
  { folder: 'n8n-node', mayReadClock: true, mayImport: ['n8n-node', 'core'], packages: [...CRYPTO, 'n8n-workflow'], forbiddenGlobals: PLATFORM.filter((name) => name !== 'performance') },
  { folder: 'action', mayReadClock: true, mayImport: ['action', 'core'], packages: 'any', forbiddenGlobals: [] },
  { folder: 'sandbox', mayReadClock: true, mayImport: ['sandbox'], packages: 'any', forbiddenGlobals: [] },
];

const isInside = (path: string, folder: string): boolean => path.startsWith(`${folder}/`);

/** Everything in one file of the product that the house does not allow, as `path:line what`. Files outside the rules have none. */
export function brokenRules({ path, text }: SourceFile): string[] {
  const rule = RULES.find(({ folder }) => isInside(path, folder));
  if (rule === undefined) return [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const report = (node: ts.Node, what: string): void => {
    found.push(`${path}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1} ${what}`);
  };
  const visit = (node: ts.Node): void => {
    for (const specifier of importedBy(node)) {
      const problem = importProblem(rule, path, specifier);
      if (problem !== undefined) report(node, problem);
    }
    if (ts.isIdentifier(node) && rule.forbiddenGlobals.includes(node.text) && !isMemberName(node)) {
      report(node, `mentions ${node.text}`);
    }
    if (!rule.mayReadClock && readsClockOrChance(node)) report(node, `calls ${node.getText(source)}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What an import, export-from, import(), require() or import type names; undefined when it is not a literal. */
function importedBy(node: ts.Node): (string | undefined)[] {
  const literal = (expression: ts.Node | undefined): string | undefined =>
    expression !== undefined && ts.isStringLiteralLike(expression) ? expression.text : undefined;
  if (ts.isImportDeclaration(node)) return [literal(node.moduleSpecifier)];
  if (ts.isExportDeclaration(node)) return node.moduleSpecifier === undefined ? [] : [literal(node.moduleSpecifier)];
  if (ts.isExternalModuleReference(node)) return [literal(node.expression)];
  if (ts.isImportTypeNode(node)) return [ts.isLiteralTypeNode(node.argument) ? literal(node.argument.literal) : undefined];
  if (ts.isCallExpression(node)) {
    const { expression } = node;
    const isRequire = ts.isIdentifier(expression) && expression.text === 'require';
    if (isRequire || expression.kind === ts.SyntaxKind.ImportKeyword) return [literal(node.arguments[0])];
  }
  return [];
}

function importProblem(rule: Rule, path: string, specifier: string | undefined): string | undefined {
  if (specifier === undefined) return 'imports something that is only known at run time';
  if (!specifier.startsWith('.')) {
    return rule.packages === 'any' || rule.packages.includes(specifier) ? undefined : `imports ${specifier}`;
  }
  const target = posix.join(posix.dirname(path), specifier);
  const isOpen = ownerOf(target) === undefined || ownerOf(target) === ownerOf(path);
  return isOpen && rule.mayImport.some((folder) => isInside(target, folder)) ? undefined : `imports ${target}`;
}

/** The folder of the n8n node that a file belongs to: what two nodes share lies beside them. */
const ownerOf = (path: string): string | undefined => /^n8n-node\/nodes\/[^/]+(?=\/)/.exec(path)?.[0];

/** `new Date(value)` only converts; without a value it reads the clock. */
function readsClockOrChance(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' && (node.arguments ?? []).length === 0;
  return ts.isCallExpression(node) && ['Date.now', 'Date', 'Math.random', 'AbortSignal.timeout'].includes(node.expression.getText());
}

/** `x.process`, `{ process: … }` and `process` in an interface name a member, not the platform. */
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  return (
    (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isPropertyDeclaration(parent) ||
      ts.isMethodDeclaration(parent) || ts.isMethodSignature(parent)) && parent.name === node
  );
}
