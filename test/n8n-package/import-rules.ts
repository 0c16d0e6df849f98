import { posix } from 'node:path';
import ts from 'typescript';

/** What n8n has for a package that brings nothing along. */
const PROVIDED = ['n8n-workflow', 'crypto', 'node:crypto'];

/**
 * What a published file would load that is not there where n8n runs it, or that cannot be known before it runs. n8n's
 * scanner lets every devDependency pass, because many packages bundle theirs; one that was left out of the bundle is found
 * only here, or by the user.
 *
 * @param path of the file in the package, with forward slashes
 * @param files all paths in the package
 */
export function importProblems(path: string, code: string, files: readonly string[]): string[] {
  const source = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const problems: string[] = [];
  const check = (specifier: ts.Node | undefined): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) problems.push(`${path} loads what is only known at run time`);
    else if (!isThere(path, specifier.text, files)) problems.push(`${path} loads ${specifier.text}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) check(node.moduleSpecifier);
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) check(node.moduleSpecifier);
    else if (ts.isCallExpression(node) && (isRequire(node.expression) || node.expression.kind === ts.SyntaxKind.ImportKeyword)) check(node.arguments[0]);
    // Under another name, or as somebody's member, anything could be loaded with it.
    else if (isRequire(node) && !(ts.isCallExpression(node.parent) && node.parent.expression === node)) problems.push(`${path} hands require on`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return problems;
}

const isRequire = (node: ts.Node): boolean => ts.isIdentifier(node) && ['require', 'createRequire', 'getBuiltinModule'].includes(node.text);

function isThere(path: string, specifier: string, files: readonly string[]): boolean {
  if (!specifier.startsWith('.')) return PROVIDED.includes(specifier);
  return files.includes(posix.join(posix.dirname(path), specifier));
}
