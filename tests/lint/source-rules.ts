// Rules for a file by itself: no clock and no dice where the answer must depend on arguments alone, no
// file that only passes on others, no file too long to be read at once.

import ts from 'typescript';
import type { SourceFile, Violation } from './import-rules.ts';
import { scriptsOf } from './imports-of.ts';

/** Layers that get time and chance through arguments or ports. */
const withoutClockAndDice = /^src\/(core|cloud|client)\//;

const longestFile = 400;

/** Tables of facts are as long as their subject; everything else is split. */
const catalogues = /\/(catalog|words)\//;

/** Uses of the clock, of randomness and of timers in the layers that may have none. */
export function clockAndDiceViolations(files: readonly SourceFile[]): readonly Violation[] {
  return files
    .filter(({ path }) => withoutClockAndDice.test(path))
    .flatMap(({ path, source }) =>
      scriptsOf(path, source).flatMap((script) => {
        const found: Violation[] = [];
        const visit = (node: ts.Node): void => {
          const use = clockOrDice(node);
          if (use !== undefined) {
            const line = script.getLineAndCharacterOfPosition(node.getStart(script)).line + 1;
            found.push({ path, line, message: `uses ${use}: take time and chance as an argument or a port` });
          }
          ts.forEachChild(node, visit);
        };
        visit(script);
        return found;
      }),
    );
}

const ambient = ['performance', 'crypto', 'setTimeout', 'setInterval', 'queueMicrotask'];
const globals = ['globalThis', 'self', 'window'];

function clockOrDice(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const name = `${node.expression.text}.${node.name.text}`;
    if (name === 'Date.now' || name === 'Math.random') return name;
    if (globals.includes(node.expression.text) && ambient.includes(node.name.text)) return name;
  }
  if (ts.isNewExpression(node) && isDate(node.expression) && (node.arguments ?? []).length === 0)
    return 'new Date() without an argument';
  if (ts.isCallExpression(node) && isDate(node.expression)) return 'Date()';
  if (ts.isIdentifier(node) && ambient.includes(node.text) && isFreeName(node)) return node.text;
  return undefined;
}

function isDate(node: ts.Node): boolean {
  return ts.isIdentifier(node) && node.text === 'Date';
}

/** Not the name of somebody's property, parameter or declaration. */
function isFreeName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isQualifiedName(parent) || ts.isTypeReferenceNode(parent) || ts.isImportSpecifier(parent))
    return false;
  return !('name' in parent && parent.name === node);
}

/** What other programs import it from is part of what it is (DESIGN §3). */
const contracts: ReadonlySet<string> = new Set(['src/core/authorize/authorize.ts']);

/** Files that only re-export, `index` files, and `export *`: import a thing from where it is. */
export function barrelViolations(files: readonly SourceFile[]): readonly Violation[] {
  return files.flatMap(({ path, source }) => {
    const message = barrelProblem(path, scriptsOf(path, source));
    return message === undefined ? [] : [{ path, line: 1, message }];
  });
}

function barrelProblem(path: string, scripts: readonly ts.SourceFile[]): string | undefined {
  if (/\/(index|utils|helpers)\.[^/]*$/.test(path) && !path.endsWith('.html'))
    return 'is named for nothing: a file is named as its main export';
  const statements = scripts.flatMap((script) => [...script.statements]);
  const reExports = statements.filter(
    (node): node is ts.ExportDeclaration =>
      ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined,
  );
  if (reExports.some((node) => node.exportClause === undefined))
    return 'has `export *`: name what you export';
  const onlyPassesOn = statements.every(
    (node) => ts.isImportDeclaration(node) || ts.isExportDeclaration(node),
  );
  return reExports.length > 0 && onlyPassesOn && !contracts.has(path)
    ? 'only passes on other files: import each thing from where it is'
    : undefined;
}

/** Files past the length at which they must be split (STYLE, "Files"). */
export function lengthViolations(files: readonly SourceFile[]): readonly Violation[] {
  return files
    .filter(({ path }) => !catalogues.test(path))
    .map(({ path, source }) => ({ path, lines: source.split('\n').length - (source.endsWith('\n') ? 1 : 0) }))
    .filter(({ lines }) => lines > longestFile)
    .map(({ path, lines }) => ({ path, line: longestFile + 1, message: `has ${lines} lines: split it` }));
}
