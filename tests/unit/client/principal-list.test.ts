import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { listPrincipals } from '../../../src/client/principal-list.ts';
import { sign } from '../../../src/core/sigv4/sign.ts';
import type { HttpRequest, HttpResponse } from '../../../src/core/wire/message.ts';
import { headerValue } from '../../../src/core/wire/message.ts';
import { utf8ToText } from '../../../src/core/wire/utf8.ts';

function makeCaller(...bodies: string[]) {
  const sent: HttpRequest[] = [];
  const answer = (body: string): HttpResponse => ({
    status: body.startsWith('<ErrorResponse') ? 403 : 200,
    headers: [],
    body: utf8ToBytes(body),
  });
  const caller = {
    signer: {
      sign: (request: HttpRequest, options: Parameters<typeof sign>[1]) =>
        Promise.resolve(sign(request, options)),
    },
    wire: {
      send: (request: HttpRequest) => {
        sent.push(request);
        return Promise.resolve(answer(bodies[sent.length - 1] ?? ''));
      },
    },
    clock: { now: () => 0 },
    credentials: { accessKeyId: 'ASIAY34FZKBOKMUTVV7A', secretAccessKey: 'secret', sessionToken: 'token' },
  };
  return { caller, sent };
}

const member = (kind: string, name: string, path = '/') =>
  `<member><${kind}Name>${name}</${kind}Name><Path>${path}</Path><Arn>arn:aws:iam::1:${name}</Arn></member>`;
const page = (kind: string, members: string, marker?: string) =>
  `<List${kind}sResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><List${kind}sResult><${kind}s>${members}</${kind}s>` +
  `<IsTruncated>${marker !== undefined}</IsTruncated>${marker === undefined ? '' : `<Marker>${marker}</Marker>`}</List${kind}sResult>` +
  `<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></List${kind}sResponse>`;

describe('the users and roles of an account', () => {
  it('are all pages, asked for as the console', async () => {
    const { caller, sent } = makeCaller(
      page('Role', member('Role', 'a', '/ops/'), 'm'),
      page('Role', member('Role', 'b')),
    );
    expect(await listPrincipals(caller, 'Role')).toMatchObject({
      kind: 'ok',
      value: [
        { name: 'a', arn: 'arn:aws:iam::1:a', path: '/ops/' },
        { name: 'b', arn: 'arn:aws:iam::1:b', path: '/' },
      ],
    });
    expect(sent.map(({ body }) => utf8ToText(body))).toEqual([
      'Action=ListRoles&Version=2010-05-08&MaxItems=1000',
      'Action=ListRoles&Version=2010-05-08&MaxItems=1000&Marker=m',
    ]);
    expect(sent.map((request) => headerValue(request, 'x-gatehouse-console'))).toEqual(['true', 'true']);
  });

  it('are so many of the first page where no more are wanted', async () => {
    const { caller, sent } = makeCaller(page('User', member('User', 'a'), 'm'));
    expect(await listPrincipals(caller, 'User', 1)).toMatchObject({ kind: 'ok', value: [{ name: 'a' }] });
    expect(sent).toHaveLength(1);
  });

  it('end where a marker comes twice', async () => {
    const same = page('User', member('User', 'a'), 'm');
    const { caller, sent } = makeCaller(same, same, same);
    await listPrincipals(caller, 'User');
    expect(sent).toHaveLength(2);
  });

  it('are AWS’s refusal where they may not be listed', async () => {
    const { caller } = makeCaller(
      '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error><RequestId>r</RequestId></ErrorResponse>',
    );
    expect(await listPrincipals(caller, 'User')).toMatchObject({ kind: 'error', code: 'AccessDenied' });
  });
});
