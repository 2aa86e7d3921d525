import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import { makeAwsApi } from '../../../src/client/make-aws-api.ts';
import { makeSigninApi } from '../../../src/client/make-signin-api.ts';
import { readError } from '../../../src/client/read-answer.ts';
import { verify } from '../../../src/core/authenticate/verify.ts';
import { sign } from '../../../src/core/sigv4/sign.ts';
import type { Header, HttpRequest, HttpResponse } from '../../../src/core/wire/message.ts';
import { headerValue } from '../../../src/core/wire/message.ts';
import { utf8ToText } from '../../../src/core/wire/utf8.ts';

const credentials = { accessKeyId: 'ASIAY34FZKBOKMUTVV7A', secretAccessKey: 'secret', sessionToken: 'token' };
const now = Date.parse('2026-08-01T12:00:00Z');

function response(status: number, body: string, headers: readonly Header[] = []): HttpResponse {
  return { status, headers, body: utf8ToBytes(body) };
}

/** An API whose wire answers in order from a list, and keeps what was sent. */
function api(answers: readonly HttpResponse[], fromConsole = false) {
  const sent: HttpRequest[] = [];
  const aws = makeAwsApi({
    signer: { sign: (request, options) => Promise.resolve(sign(request, options)) },
    wire: {
      send: (request) => {
        sent.push(request);
        const answer = answers[sent.length - 1];
        return answer === undefined ? Promise.reject(new Error('nothing answers')) : Promise.resolve(answer);
      },
    },
    clock: { now: () => now },
    credentials,
    region: 'eu-central-1',
    fromConsole,
  });
  return { aws, sent };
}

function query(operation: string, result: string): HttpResponse {
  return response(
    200,
    `<${operation}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><${operation}Result>${result}</${operation}Result>` +
      `<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></${operation}Response>`,
  );
}

const form = (request: HttpRequest | undefined): string | undefined => request && utf8ToText(request.body);
const alice =
  '<UserName>alice</UserName><UserId>AIDA1</UserId><Arn>arn:aws:iam::123456789012:user/alice</Arn><Path>/</Path><CreateDate>2026-08-01T10:00:00Z</CreateDate>';
const aliceUser = {
  userName: 'alice',
  userId: 'AIDA1',
  arn: 'arn:aws:iam::123456789012:user/alice',
  path: '/',
  createDate: '2026-08-01T10:00:00Z',
};

describe('makeAwsApi', () => {
  it('signs what it sends, console mark included', async () => {
    const { aws, sent } = api([query('GetUser', `<User>${alice}</User>`)], true);
    expect(await aws.iam.getUser({})).toEqual({ kind: 'ok', value: aliceUser, requestId: 'r-1' });
    const [request] = sent;
    expect(request && headerValue(request, 'x-gatehouse-console')).toBe('true');
    expect(request && verify(request, () => credentials, new Date(now))).toMatchObject({
      kind: 'verified',
      signedHeaders: expect.arrayContaining([
        'host',
        'x-gatehouse-console',
        'x-amz-security-token',
      ]) as string[],
    });
  });

  it('leaves the console mark off other calls', async () => {
    const { aws, sent } = api([query('GetUser', `<User>${alice}</User>`)]);
    await aws.iam.getUser({ userName: 'alice' });
    expect(sent[0] && headerValue(sent[0], 'x-gatehouse-console')).toBeUndefined();
    expect(form(sent[0])).toBe('Action=GetUser&Version=2010-05-08&UserName=alice');
  });

  it('follows the pages of a list', async () => {
    const { aws, sent } = api([
      query(
        'ListUsers',
        `<Users><member>${alice}</member></Users><IsTruncated>true</IsTruncated><Marker>m 1</Marker>`,
      ),
      query('ListUsers', `<Users><member>${alice}</member></Users><IsTruncated>false</IsTruncated>`),
    ]);
    expect(await aws.iam.listUsers()).toMatchObject({ kind: 'ok', value: [aliceUser, aliceUser] });
    expect(sent.map(form)).toEqual([
      'Action=ListUsers&Version=2010-05-08&MaxItems=1000',
      'Action=ListUsers&Version=2010-05-08&MaxItems=1000&Marker=m%201',
    ]);
  });

  it('does not go round in circles', async () => {
    const page = query('ListUsers', '<Users/><IsTruncated>true</IsTruncated><Marker>m</Marker>');
    expect(await api([page, page, page]).aws.iam.listUsers()).toEqual({
      kind: 'lost',
      message: '`ListUsers` repeats its pages',
    });
  });

  it('gives an error on a later page as the answer', async () => {
    const { aws } = api([
      query('ListUsers', '<Users/><IsTruncated>true</IsTruncated><Marker>m</Marker>'),
      response(
        403,
        '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no &amp; no</Message></Error><RequestId>r-2</RequestId></ErrorResponse>',
      ),
    ]);
    expect(await aws.iam.listUsers()).toEqual({
      kind: 'error',
      code: 'AccessDenied',
      message: 'no & no',
      status: 403,
      requestId: 'r-2',
    });
  });

  it('reads every shape of IAM', async () => {
    const key =
      '<UserName>alice</UserName><AccessKeyId>AKIA1</AccessKeyId><Status>Active</Status><CreateDate>d</CreateDate>';
    const policy =
      '<PolicyName>P</PolicyName><PolicyId>ANPA1</PolicyId><Arn>a</Arn><Path>/</Path><DefaultVersionId>v1</DefaultVersionId>' +
      '<AttachmentCount>2</AttachmentCount><IsAttachable>true</IsAttachable><CreateDate>c</CreateDate><UpdateDate>u</UpdateDate>';
    const managed = {
      policyName: 'P',
      policyId: 'ANPA1',
      arn: 'a',
      path: '/',
      defaultVersionId: 'v1',
      attachmentCount: 2,
      isAttachable: true,
      createDate: 'c',
      updateDate: 'u',
    };
    const list = (name: string, member: string): string =>
      `<${name}><member>${member}</member></${name}><IsTruncated>false</IsTruncated>`;
    const of = async (
      operation: string,
      result: string,
      call: (aws: ReturnType<typeof api>['aws']) => Promise<unknown>,
    ) => call(api([query(operation, result)]).aws);

    expect(
      await of('CreateUser', `<User>${alice}</User>`, (aws) => aws.iam.createUser({ userName: 'alice' })),
    ).toMatchObject({ value: aliceUser });
    expect(
      await of(
        'CreateAccessKey',
        `<AccessKey>${key}<SecretAccessKey>s</SecretAccessKey></AccessKey>`,
        (aws) => aws.iam.createAccessKey({}),
      ),
    ).toMatchObject({
      value: {
        userName: 'alice',
        accessKeyId: 'AKIA1',
        status: 'Active',
        createDate: 'd',
        secretAccessKey: 's',
      },
    });
    expect(
      await of('ListAccessKeys', list('AccessKeyMetadata', key), (aws) => aws.iam.listAccessKeys({})),
    ).toMatchObject({
      value: [{ accessKeyId: 'AKIA1', status: 'Active' }],
    });
    expect(
      await of('ListUserPolicies', list('PolicyNames', 'one'), (aws) =>
        aws.iam.listUserPolicies({ userName: 'a' }),
      ),
    ).toMatchObject({ value: ['one'] });
    expect(
      await of(
        'GetUserPolicy',
        '<PolicyDocument>%7B%22a%22%3A%20%22%C3%BC%2B%22%7D</PolicyDocument>',
        (aws) => aws.iam.getUserPolicy({ userName: 'a', policyName: 'p' }),
      ),
    ).toMatchObject({ value: { document: '{"a": "ü+"}' } });
    expect(
      await of(
        'ListAttachedUserPolicies',
        list('AttachedPolicies', '<PolicyName>P</PolicyName><PolicyArn>a</PolicyArn>'),
        (aws) => aws.iam.listAttachedUserPolicies({ userName: 'a' }),
      ),
    ).toMatchObject({ value: [{ policyName: 'P', policyArn: 'a' }] });
    expect(
      await of('ListPolicies', list('Policies', policy), (aws) => aws.iam.listPolicies({ scope: 'AWS' })),
    ).toMatchObject({ value: [managed] });
    expect(
      await of('GetPolicy', `<Policy>${policy}<Description>d</Description></Policy>`, (aws) =>
        aws.iam.getPolicy({ policyArn: 'a' }),
      ),
    ).toMatchObject({
      value: { ...managed, description: 'd' },
    });
    expect(
      await of(
        'GetPolicyVersion',
        '<PolicyVersion><VersionId>v1</VersionId><IsDefaultVersion>true</IsDefaultVersion><Document>%7B%7D</Document><CreateDate>c</CreateDate></PolicyVersion>',
        (aws) => aws.iam.getPolicyVersion({ policyArn: 'a', versionId: 'v1' }),
      ),
    ).toMatchObject({ value: { versionId: 'v1', isDefaultVersion: true, document: '{}', createDate: 'c' } });
    expect(
      await of('ListAccountAliases', list('AccountAliases', 'acme'), (aws) => aws.iam.listAccountAliases()),
    ).toMatchObject({ value: ['acme'] });
    expect(
      await of(
        'GetAccountSummary',
        '<SummaryMap><entry><key>Users</key><value>3</value></entry></SummaryMap>',
        (aws) => aws.iam.getAccountSummary(),
      ),
    ).toMatchObject({ value: { Users: 3 } });
  });

  it('needs no result element where the operation has none', async () => {
    const answer = response(
      200,
      '<DeleteUserResponse><ResponseMetadata><RequestId>r-3</RequestId></ResponseMetadata></DeleteUserResponse>',
    );
    const { aws } = api([answer]);
    expect(await aws.iam.deleteUser({ userName: 'alice' })).toEqual({
      kind: 'ok',
      value: null,
      requestId: 'r-3',
    });
  });

  it.each([
    ['not XML', response(200, 'hello')],
    ['another operation', query('GetRole', `<User>${alice}</User>`)],
    ['a missing element', query('GetUser', '<User><UserName>alice</UserName></User>')],
    ['no result', query('GetUser', '')],
    ['bytes that are not UTF-8', { status: 200, headers: [], body: new Uint8Array([0xff]) }],
    ['an error that is none', response(500, '<html/>')],
    ['an empty error', response(503, '')],
  ])('is lost when the answer is %s', async (_, answer) => {
    expect((await api([answer]).aws.iam.getUser({})).kind).toBe('lost');
  });

  it('is lost when nothing answers', async () => {
    expect(await api([]).aws.sts.getCallerIdentity()).toEqual({
      kind: 'lost',
      message: 'wire: nothing answers',
    });
  });

  it('asks STS in its Region', async () => {
    const { aws, sent } = api([
      query('GetCallerIdentity', '<Arn>a</Arn><UserId>u</UserId><Account>1</Account>'),
    ]);
    expect(await aws.sts.getCallerIdentity()).toMatchObject({
      value: { arn: 'a', userId: 'u', account: '1' },
    });
    expect(sent[0] && headerValue(sent[0], 'host')).toBe('sts.eu-central-1.amazonaws.com');
  });

  it('lists buckets over pages, and reads errors of S3', async () => {
    const bucket = '<Bucket><Name>photos</Name><CreationDate>2026</CreationDate></Bucket>';
    const headers: readonly Header[] = [['x-amz-request-id', 'R']];
    const { aws, sent } = api([
      response(
        200,
        `<ListAllMyBucketsResult><Buckets>${bucket}</Buckets><ContinuationToken>a=b</ContinuationToken></ListAllMyBucketsResult>`,
        headers,
      ),
      response(200, `<ListAllMyBucketsResult><Buckets>${bucket}</Buckets></ListAllMyBucketsResult>`, headers),
      response(
        403,
        '<Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>Q</RequestId></Error>',
        headers,
      ),
    ]);
    const photos = { name: 'photos', creationDate: '2026' };
    expect(await aws.s3.listBuckets()).toEqual({ kind: 'ok', value: [photos, photos], requestId: 'R' });
    expect(sent[1]?.query).toBe('continuation-token=a%3Db');
    expect(sent[1] && verify(sent[1], () => credentials, new Date(now)).kind).toBe('verified');
    expect(await aws.s3.listBuckets()).toEqual({
      kind: 'error',
      code: 'AccessDenied',
      message: 'Access Denied',
      status: 403,
      requestId: 'Q',
    });
  });

  it('looks events up, and reads errors of JSON services', async () => {
    const headers: readonly Header[] = [['x-amzn-RequestId', 'J']];
    const event = {
      EventId: 'e',
      EventName: 'CreateUser',
      EventSource: 'iam.amazonaws.com',
      EventTime: 1785585600.25,
      ReadOnly: 'false',
      CloudTrailEvent: '{}',
      Username: 'root',
    };
    const { aws, sent } = api([
      response(200, JSON.stringify({ Events: [event], NextToken: 'n' }), headers),
      response(200, JSON.stringify({ Events: [{ ...event, ReadOnly: false }] }), headers),
      response(400, '{"__type":"com.amazonaws#AccessDeniedException","Message":"no"}', headers),
    ]);
    expect(await aws.trail.lookupEvents({ maxResults: 5 })).toEqual({
      kind: 'ok',
      requestId: 'J',
      value: {
        nextToken: 'n',
        events: [
          {
            eventId: 'e',
            eventName: 'CreateUser',
            eventSource: 'iam.amazonaws.com',
            username: 'root',
            eventTime: '2026-08-01T12:00:00.250Z',
            readOnly: false,
            cloudTrailEvent: '{}',
          },
        ],
      },
    });
    expect(form(sent[0])).toBe('{"MaxResults":5}');
    expect((await aws.trail.lookupEvents({})).kind).toBe('lost');
    expect(await aws.trail.lookupEvents({ nextToken: 'n' })).toEqual({
      kind: 'error',
      code: 'AccessDeniedException',
      message: 'no',
      status: 400,
      requestId: 'J',
    });
  });
});

describe('makeSigninApi', () => {
  const session = {
    accessKeyId: 'ASIA1',
    secretAccessKey: 's',
    sessionToken: 't',
    principalArn: 'arn:aws:iam::1:root',
    accountId: '1',
    issuedAt: 1,
    expiresAt: 2,
  };
  function signin(answer: HttpResponse) {
    const sent: HttpRequest[] = [];
    const wire = { send: (request: HttpRequest) => (sent.push(request), Promise.resolve(answer)) };
    return {
      signinApi: makeSigninApi({ wire, sandboxId: 'box', signer: { sign: never }, clock: { now: never } }),
      sent,
    };
  }
  const never = () => {
    throw new Error('signing in is not signed');
  };
  const headers: readonly Header[] = [['x-amzn-requestid', 'S']];

  it('asks unsigned and gives a session', async () => {
    const { signinApi, sent } = signin(response(200, JSON.stringify(session), headers));
    expect(await signinApi.signInRoot({ email: 'a@b', password: 'p' })).toEqual({
      kind: 'ok',
      requestId: 'S',
      value: {
        sandboxId: 'box',
        credentials: { accessKeyId: 'ASIA1', secretAccessKey: 's', sessionToken: 't' },
        principalArn: 'arn:aws:iam::1:root',
        accountId: '1',
        issuedAt: 1,
        expiresAt: 2,
      },
    });
    expect(sent[0]?.headers).toEqual([
      ['Host', 'signin.aws.amazon.com'],
      ['Content-Type', 'application/x-amz-json-1.1'],
      ['X-Amz-Target', 'GatehouseSignin.SignIn'],
    ]);
    expect(form(sent[0])).toBe('{"kind":"root","email":"a@b","password":"p"}');
    await signinApi.actAs({ principalArn: 'arn:x' });
    expect(form(sent[1])).toBe('{"kind":"actAs","gatehouse:actAs":"arn:x"}');
  });

  it('gives errors, and is lost on half a session', async () => {
    const refused = signin(response(400, '{"__type":"AccessDeniedException","message":"wrong"}', headers));
    expect(await refused.signinApi.signInRoot({ email: 'a', password: 'b' })).toMatchObject({
      kind: 'error',
      message: 'wrong',
    });
    const half = signin(response(200, JSON.stringify({ ...session, sessionToken: undefined }), headers));
    expect((await half.signinApi.actAs({ principalArn: 'x' })).kind).toBe('lost');
  });
});

describe('readError', () => {
  it.each([
    [
      '<ErrorResponse><Error><Code>A</Code><Message>m</Message></Error><RequestId>1</RequestId></ErrorResponse>',
      'A',
    ],
    ['<Error><Code>B</Code><Message>m</Message><RequestId>1</RequestId></Error>', 'B'],
    ['{"__type":"C","message":"m"}', 'C'],
  ])('knows the form of %s', (body, code) => {
    expect(readError(response(400, body, [['x-amzn-requestid', '1']]))).toEqual({
      kind: 'error',
      code,
      message: 'm',
      status: 400,
      requestId: '1',
    });
  });

  it('takes the code from the header where the body has none', () => {
    expect(
      readError(
        response(400, '{}', [
          ['x-amzn-requestid', '1'],
          ['x-amzn-errortype', 'D:http://x'],
        ]),
      ),
    ).toMatchObject({ code: 'D' });
  });
});
