// Encodes policy documents: the writer's side of core/catalog/policy-documents-file.ts.

import {
  encodeStep,
  type EncodedStatement,
  type PolicyDocumentsFile,
} from '../core/catalog/policy-documents-file.ts';
import type { JsonValue } from '../core/catalog/json-value.ts';
import { Table } from './table.ts';

type JsonObject = { readonly [name: string]: JsonValue };

export interface EncodedDocuments {
  readonly file: Omit<PolicyDocumentsFile, 'build'>;
  /** For each of the documents that came in, the number of its encoded form: equal ones share one. */
  readonly numbers: readonly number[];
}

/** `actionNumbers`: of each exact action, as the catalogue numbers them. */
export function encodePolicyDocuments(
  documents: readonly JsonValue[],
  actionNumbers: ReadonlyMap<string, number>,
): EncodedDocuments {
  const distinct = new Table<JsonValue>(JSON.stringify);
  const numbers = documents.map((document) => distinct.numberOf(document));
  // Sorted strings compress better than ones in order of use: they are collected first.
  const strings = sortedTable(distinct.values, actionNumbers);
  const shapes = new Table<string>();
  const fragments = new Table<JsonValue>(JSON.stringify);

  const encodeAction = (previous: number, action: string): { code: number; next: number } => {
    const number = actionNumbers.get(action);
    return number === undefined
      ? { code: strings.numberOf(action) * 2 + 1, next: previous }
      : { code: encodeStep(number - previous), next: number };
  };
  const encodeActions = (actions: readonly string[]): readonly number[] => {
    let previous = 0;
    return actions.map((action) => {
      const { code, next } = encodeAction(previous, action);
      previous = next;
      return code;
    });
  };
  const encodeStatement = (statement: JsonObject): EncodedStatement => {
    const shape: string[] = [];
    const values: (number | string | readonly number[])[] = [];
    for (const [name, value] of Object.entries(statement)) {
      if (isConstant(name, value)) {
        shape.push(`${name}=${value}`);
      } else if (name === 'Sid' && typeof value === 'string') {
        shape.push(name);
        values.push(value);
      } else if (isActions(name)) {
        shape.push(typeof value === 'string' ? name : `${name}[]`);
        values.push(
          typeof value === 'string' ? encodeAction(0, value).code : encodeActions(value as readonly string[]),
        );
      } else if (isResources(name)) {
        shape.push(typeof value === 'string' ? name : `${name}[]`);
        values.push(
          typeof value === 'string'
            ? strings.numberOf(value)
            : (value as readonly string[]).map((each) => strings.numberOf(each)),
        );
      } else {
        shape.push(name);
        values.push(fragments.numberOf(value));
      }
    }
    return [shapes.numberOf(shape.join(',')), ...values];
  };
  const encoded = distinct.values.map((document): PolicyDocumentsFile['documents'][number] => {
    if (!isUsual(document)) return { whole: document };
    const shape: string[] = [];
    const values: EncodedStatement[] = [];
    for (const [name, value] of Object.entries(document)) {
      if (typeof value !== 'string') {
        shape.push(Array.isArray(value) ? `${name}[]` : name);
        values.push(...statementsOf(value).map(encodeStatement));
      } else {
        shape.push(`${name}=${value}`);
      }
    }
    return [shapes.numberOf(shape.join(',')), ...values];
  });
  return {
    file: { shapes: shapes.values, strings: strings.values, fragments: fragments.values, documents: encoded },
    numbers,
  };
}

function sortedTable(
  documents: readonly JsonValue[],
  actionNumbers: ReadonlyMap<string, number>,
): Table<string> {
  const found = new Set<string>();
  for (const document of documents) {
    if (!isUsual(document)) continue;
    for (const statement of statementsOf(document['Statement'])) {
      for (const [name, value] of Object.entries(statement)) {
        if (isConstant(name, value) || !(isActions(name) || isResources(name))) continue;
        for (const text of [value].flat() as readonly string[]) {
          if (isResources(name) || !actionNumbers.has(text)) found.add(text);
        }
      }
    }
  }
  const table = new Table<string>();
  for (const text of [...found].sort()) table.numberOf(text);
  return table;
}

/** What every policy of AWS's is made of; anything else is kept whole rather than guessed at. */
function isUsual(document: JsonValue): document is JsonObject {
  if (!isObject(document)) return false;
  return Object.entries(document).every(([name, value]) =>
    name === 'Statement' && typeof value !== 'string'
      ? statementsOf(value).every(isUsualStatement)
      : typeof value === 'string' && isPlain(name) && isPlain(value),
  );
}

function isUsualStatement(statement: JsonValue): boolean {
  if (!isObject(statement)) return false;
  return Object.entries(statement).every(([name, value]) => {
    if (!isPlain(name)) return false;
    if (isActions(name) || isResources(name)) {
      return (
        typeof value === 'string' || (Array.isArray(value) && value.every((each) => typeof each === 'string'))
      );
    }
    return name === 'Sid' || name === 'Effect' ? typeof value === 'string' : true;
  });
}

function statementsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]) as readonly JsonObject[];
}

function isConstant(name: string, value: JsonValue): value is string {
  return typeof value === 'string' && (name === 'Effect' || value === '*') && isPlain(value);
}

function isActions(name: string): boolean {
  return name === 'Action' || name === 'NotAction';
}

function isResources(name: string): boolean {
  return name === 'Resource' || name === 'NotResource';
}

/** Can stand in the text of a shape. */
function isPlain(text: string): boolean {
  return !/[,=[\]]/.test(text);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
