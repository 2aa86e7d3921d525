// The users and roles of an account, by name and ARN alone, for who chooses one of them.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { xmlText, type XmlTree } from '../core/wire/xml-reader.ts';
import type { Answer } from './aws-api.ts';
import { encodeForm } from './form.ts';
import { readPage } from './iam-shapes.ts';
import { consoleHeader } from './make-aws-api.ts';
import { readQueryAnswer } from './read-answer.ts';
import { send, type Caller } from './send.ts';

export interface ListedPrincipal {
  readonly name: string;
  readonly arn: string;
  readonly path: string;
}

/** The most that IAM gives in one page (API reference, MaxItems). */
const pageSize = 1000;

/** `atMost`: of the first page, so many and no more; default: all pages. */
export async function listPrincipals(
  caller: Caller,
  kind: 'User' | 'Role',
  atMost?: number,
): Promise<Answer<readonly ListedPrincipal[]>> {
  const found: ListedPrincipal[] = [];
  let marker: string | undefined;
  for (;;) {
    const page = await listPage(caller, kind, String(atMost ?? pageSize), marker);
    if (page.kind !== 'ok') return page;
    found.push(...page.value.members);
    // A marker that comes twice would go on for ever.
    const ends = page.value.marker === undefined || page.value.marker === marker;
    if (ends || atMost !== undefined) return { ...page, value: found };
    marker = page.value.marker;
  }
}

async function listPage(caller: Caller, kind: 'User' | 'Role', maxItems: string, marker?: string) {
  const action = `List${kind}s`;
  const body = encodeForm([
    ['Action', action],
    ['Version', '2010-05-08'],
    ['MaxItems', maxItems],
    ...(marker === undefined ? [] : [['Marker', marker] as const]),
  ]);
  const request = {
    method: 'POST',
    path: '/',
    query: '',
    headers: [
      ['Host', 'iam.amazonaws.com'],
      ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'],
      [consoleHeader, 'true'],
    ] as const,
    body: utf8ToBytes(body),
  };
  const reply = await send({ request, signing: { service: 'iam', region: 'us-east-1' } }, caller);
  return readQueryAnswer(reply, action, (result) =>
    readPage(result, `${kind}s`, (member) => readPrincipal(member, kind)),
  );
}

function readPrincipal(tree: XmlTree, kind: 'User' | 'Role'): ListedPrincipal | undefined {
  const name = xmlText(tree, `${kind}Name`);
  const arn = xmlText(tree, 'Arn');
  const path = xmlText(tree, 'Path');
  return name === undefined || arn === undefined || path === undefined ? undefined : { name, arn, path };
}
