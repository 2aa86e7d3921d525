// The documents of AWS's managed policies, decoded one at a time when somebody asks.

import type { JsonValue } from './json-value.ts';
import {
  decodeStep,
  shapeKeys,
  type EncodedStatement,
  type PolicyDocumentsFile,
  type ShapeKey,
} from './policy-documents-file.ts';
import { nameOf, requireSameBuild, serviceOf, type ServiceIndex } from './service-index.ts';

export interface PolicyDocuments {
  readonly index: ServiceIndex;
  readonly file: PolicyDocumentsFile;
  readonly shapes: readonly (readonly ShapeKey[])[];
}

/** Throws when the two are of different builds: actions would come out as others. */
export function makePolicyDocuments(index: ServiceIndex, file: PolicyDocumentsFile): PolicyDocuments {
  requireSameBuild(index, 'policy documents', file);
  return { index, file, shapes: file.shapes.map(shapeKeys) };
}

/** The text of a document, indented by four spaces as AWS shows it; undefined when there is none of the number. */
export function documentText(documents: PolicyDocuments, number: number): string | undefined {
  const document = decodeDocument(documents, number);
  return document === undefined ? undefined : JSON.stringify(document, null, 4);
}

/** The document as it was before it was encoded, its keys in the same order. */
export function decodeDocument(documents: PolicyDocuments, number: number): JsonValue | undefined {
  const encoded = documents.file.documents[number];
  if (encoded === undefined) return undefined;
  if ('whole' in encoded) return encoded.whole;
  const [shape, ...rest] = encoded as readonly [number, ...EncodedStatement[]];
  const statements = rest.map((statement) => decodeStatement(documents, statement));
  return Object.fromEntries(
    shapeOf(documents, shape).map((key): [string, JsonValue] => {
      if (key.kind === 'constant') return [key.name, key.value];
      return [key.name, key.kind === 'list' ? statements : (statements[0] ?? null)];
    }),
  );
}

/** What a document's Allow statements say of services. */
export interface AllowedServices {
  /** Prefixes of the services whose actions they name, in order; none for the action `*`. */
  readonly services: readonly string[];
  /** Whether one of them has `NotAction`. */
  readonly allBut: boolean;
}

export function allowedServices(documents: PolicyDocuments, number: number): AllowedServices {
  const encoded = documents.file.documents[number];
  if (encoded === undefined || 'whole' in encoded) return { services: [], allBut: false };
  const prefixes = new Set<string>();
  let allBut = false;
  for (const statement of encoded.slice(1) as readonly EncodedStatement[]) {
    const keys = shapeOf(documents, statement[0] as number);
    if (!keys.some((key) => key.kind === 'constant' && key.name === 'Effect' && key.value === 'Allow'))
      continue;
    let place = 1;
    allBut ||= keys.some(({ name }) => name === 'NotAction');
    for (const key of keys) {
      if (key.kind === 'constant') continue;
      const value = statement[place++];
      if (key.name !== 'Action' || value === undefined || typeof value === 'string') continue;
      for (const action of decodeActions(documents, typeof value === 'number' ? [value] : value)) {
        const colon = action.indexOf(':');
        if (colon > 0) prefixes.add(action.slice(0, colon).toLowerCase());
      }
    }
  }
  return { services: [...prefixes].sort(), allBut };
}

function decodeStatement(documents: PolicyDocuments, statement: EncodedStatement): JsonValue {
  let place = 1;
  return Object.fromEntries(
    shapeOf(documents, statement[0] as number).map((key): [string, JsonValue] => [
      key.name,
      key.kind === 'constant' ? key.value : decodeValue(documents, key.name, statement[place++] ?? 0),
    ]),
  );
}

function decodeValue(documents: PolicyDocuments, name: string, value: EncodedStatement[number]): JsonValue {
  if (typeof value === 'string') return value;
  const { strings, fragments } = documents.file;
  const list = typeof value === 'number' ? [value] : value;
  if (name === 'Action' || name === 'NotAction') {
    const actions = decodeActions(documents, list);
    return typeof value === 'number' ? (actions[0] ?? '') : actions;
  }
  if (name === 'Resource' || name === 'NotResource') {
    const resources = list.map((number) => strings[number] ?? '');
    return typeof value === 'number' ? (resources[0] ?? '') : resources;
  }
  return fragments[list[0] ?? -1] ?? null;
}

function decodeActions({ index, file }: PolicyDocuments, codes: readonly number[]): readonly string[] {
  let action = 0;
  return codes.map((code) => {
    if (code % 2 === 1) return file.strings[(code - 1) / 2] ?? '';
    action += decodeStep(code);
    return `${serviceOf(index, action).prefix}:${nameOf(index, action)}`;
  });
}

function shapeOf({ shapes }: PolicyDocuments, number: number): readonly ShapeKey[] {
  return shapes[number] ?? [];
}
