// Reads what a source file imports, by TypeScript's own parser: an import in a comment or a string is none.

import ts from 'typescript';

export interface ImportOf {
  readonly specifier: string;
  /** `static` holds the module up; `dynamic` is `import()`; `type` is gone when the program runs. */
  readonly kind: 'static' | 'dynamic' | 'type';
  readonly line: number;
}

/** Imports and re-exports of a `.ts`, `.js` or `.svelte` file, in order. */
export function importsOf(fileName: string, source: string): readonly ImportOf[] {
  return scriptsOf(fileName, source).flatMap((script) => importsOfScript(script));
}

/** The file as syntax trees: itself, or the scripts of a Svelte component, at their place in the file. */
export function scriptsOf(fileName: string, source: string): readonly ts.SourceFile[] {
  const parse = (text: string): ts.SourceFile =>
    ts.createSourceFile(`${fileName}.ts`, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  if (!fileName.endsWith('.svelte')) return [parse(source)];
  return [...source.matchAll(/<script\b[^>]*>(.*?)<\/script>/gs)].map((match) => {
    const text = match[1] ?? '';
    const start = match.index + match[0].indexOf('>') + 1;
    // Blank lines instead of what comes before keep the line numbers right.
    return parse(source.slice(0, start).replace(/[^\n]/g, '') + text);
  });
}

function importsOfScript(script: ts.SourceFile): readonly ImportOf[] {
  const found: ImportOf[] = [];
  const add = (literal: ts.Node | undefined, kind: ImportOf['kind']): void => {
    if (literal === undefined || !ts.isStringLiteralLike(literal)) return;
    const line = script.getLineAndCharacterOfPosition(literal.getStart(script)).line + 1;
    found.push({ specifier: literal.text, kind, line });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(
        node.moduleSpecifier,
        node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword ? 'type' : 'static',
      );
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'static');
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], 'dynamic');
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, 'type');
    }
    ts.forEachChild(node, visit);
  };
  visit(script);
  return found;
}
