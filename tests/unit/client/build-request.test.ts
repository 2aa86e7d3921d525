import { describe, expect, it } from 'vitest';

import { buildRequest } from '../../../src/client/build-request.ts';
import type { RequestDraft } from '../../../src/client/draft.ts';
import { findOperation, operations } from '../../../src/client/operations.ts';
import { requestExamples } from '../../../src/client/request-examples.ts';
import { utf8ToText } from '../../../src/core/wire/utf8.ts';

function draft(service: string, action: string, more: Partial<RequestDraft> = {}): RequestDraft {
  return { service, action, resource: '*', region: 'eu-central-1', parameters: [], ...more };
}

function built(from: RequestDraft) {
  const result = buildRequest(from);
  if (!result.ok) throw new Error(result.error.message);
  const { request, signing } = result.value;
  return { ...request, body: utf8ToText(request.body), signing };
}

describe('buildRequest', () => {
  it('sends IAM by Query, to its one host, signed for us-east-1', () => {
    expect(
      built(
        draft('iam', 'CreateUser', {
          parameters: [
            ['UserName', 'ann+bob & co'],
            ['Path', '/ü/'],
          ],
        }),
      ),
    ).toEqual({
      method: 'POST',
      path: '/',
      query: '',
      headers: [
        ['Host', 'iam.amazonaws.com'],
        ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'],
      ],
      body: 'Action=CreateUser&Version=2010-05-08&UserName=ann%2Bbob%20%26%20co&Path=%2F%C3%BC%2F',
      signing: { service: 'iam', region: 'us-east-1' },
    });
  });

  it('sends STS by Query, to the Region', () => {
    expect(built(draft('sts', 'getcalleridentity'))).toMatchObject({
      headers: [
        ['Host', 'sts.eu-central-1.amazonaws.com'],
        ['Content-Type', expect.any(String)],
      ],
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
      signing: { service: 'sts', region: 'eu-central-1' },
    });
  });

  it.each([
    ['ListAllMyBuckets', '*', '/'],
    ['GetObject', 'arn:aws:s3:::photos/2026/a cat ü.jpg', '/photos/2026/a%20cat%20%C3%BC.jpg'],
    ['GetObject', 'arn:aws:s3:::photos/a//b', '/photos/a//b'],
  ])('sends s3:%s of %s by REST', (action, resource, path) => {
    expect(built(draft('s3', action, { resource }))).toEqual({
      method: 'GET',
      path,
      query: '',
      headers: [['Host', 's3.eu-central-1.amazonaws.com']],
      body: '',
      signing: { service: 's3', region: 'eu-central-1' },
    });
  });

  it('sends cloudtrail:LookupEvents by AWS JSON 1.1', () => {
    expect(
      built(
        draft('cloudtrail', 'LookupEvents', {
          parameters: [
            ['MaxResults', '5'],
            ['NextToken', '7'],
          ],
        }),
      ),
    ).toMatchObject({
      method: 'POST',
      headers: [
        ['Host', 'cloudtrail.eu-central-1.amazonaws.com'],
        ['Content-Type', 'application/x-amz-json-1.1'],
        ['X-Amz-Target', 'CloudTrail_20131101.LookupEvents'],
      ],
      body: '{"MaxResults":5,"NextToken":"7"}',
    });
  });

  it('sends any other action by our own form', () => {
    const resource =
      ' arn:aws:ec2:eu-central-1:123456789012:instance/i-1\n\narn:aws:ec2:eu-central-1:123456789012:instance/i-2 ';
    expect(built(draft('ec2', 'StartInstances', { resource }))).toEqual({
      method: 'POST',
      path: '/',
      query: '',
      headers: [
        ['Host', 'ec2.eu-central-1.amazonaws.com'],
        ['X-Gatehouse-Action', 'ec2:StartInstances'],
        ['X-Gatehouse-Resource', 'arn:aws:ec2:eu-central-1:123456789012:instance/i-1'],
        ['X-Gatehouse-Resource', 'arn:aws:ec2:eu-central-1:123456789012:instance/i-2'],
      ],
      body: '',
      signing: { service: 'ec2', region: 'eu-central-1' },
    });
    expect(built(draft('iam', 'PassRole')).headers).toContainEqual(['X-Gatehouse-Action', 'iam:PassRole']);
    expect(built(draft('s3', 'PutObject', { resource: '' })).headers).toContainEqual([
      'X-Gatehouse-Resource',
      '*',
    ]);
  });

  it.each<[Partial<RequestDraft>, string, string]>([
    [{ service: '' }, 'service', 'name a service, such as `iam` or `s3`'],
    [
      { service: 'Amazon EC2' },
      'service',
      '`Amazon EC2` is not a service prefix: lower-case letters, digits and hyphens',
    ],
    [{ action: '' }, 'action', 'name an action, such as `ListUsers`'],
    [{ action: 'ec2:Run' }, 'action', '`ec2:Run` names a service too: the action stands without its prefix'],
    [
      { action: 'Run*' },
      'action',
      '`Run*` is a pattern: a request is for one action, wildcards belong in policies',
    ],
    [{ action: 'Run it' }, 'action', '`Run it` is not an action: letters, digits and hyphens only'],
    [
      { region: 'Frankfurt' },
      'region',
      '`Frankfurt` is not a Region: expected a code such as `eu-central-1`',
    ],
    [
      { resource: 'i-1' },
      'resource',
      '`i-1` is not an ARN: expected `arn:partition:service:region:account:resource` or `*`',
    ],
    [
      { resource: '*\narn:aws:ec2:x' },
      'resource',
      '`arn:aws:ec2:x` is not an ARN: expected `arn:partition:service:region:account:resource` or `*`',
    ],
    [{ resource: 'arn:amazon:ec2:::x' }, 'resource', '`amazon` is not a partition: expected `aws`'],
    [{ resource: 'arn:aws::::x' }, 'resource', '`arn:aws::::x` names no service in its third part'],
    [{ resource: 'arn:aws:ec2:here::x' }, 'resource', '`here` is not a Region'],
    [{ resource: 'arn:aws:ec2::12345:x' }, 'resource', '`12345` is not an account id: expected 12 digits'],
    [{ resource: 'arn:aws:ec2:::' }, 'resource', '`arn:aws:ec2:::` names no resource in its last part'],
    [
      { service: 's3', action: 'GetObject', resource: 'arn:aws:s3:::photos' },
      'resource',
      '`arn:aws:s3:::photos` is not an object: expected `arn:aws:s3:::bucket/key`',
    ],
    [
      { service: 's3', action: 'GetObject', resource: 'arn:aws:s3:::No/key' },
      'resource',
      '`No` is not a bucket name',
    ],
    [{ service: 'iam', action: 'GetUser', parameters: [['', 'x']] }, 'parameters', 'a parameter has no name'],
    [
      { service: 'iam', action: 'GetUser', parameters: [['Action', 'x']] },
      'parameters',
      '`Action` is set from the action',
    ],
    [
      {
        service: 'iam',
        action: 'GetUser',
        parameters: [
          ['A', '1'],
          ['A', '2'],
        ],
      },
      'parameters',
      '`A` is given twice',
    ],
    [
      { service: 'iam', action: 'GetUser', parameters: [['a b', '1']] },
      'parameters',
      '`a b` is not a parameter name',
    ],
  ])('refuses %j at its field', (change, field, message) => {
    expect(buildRequest({ ...draft('ec2', 'StartInstances'), ...change })).toEqual({
      ok: false,
      error: { field, message },
    });
  });
});

it('can build every operation and suggestion that the form offers', () => {
  for (const { service, action, names } of operations) {
    const resource = names === 'resource' ? 'arn:aws:s3:::photos/cat.jpg' : '*';
    expect(buildRequest(draft(service, action, { resource })).ok).toBe(true);
  }
  for (const { service, action, resource } of requestExamples) {
    expect(findOperation(service, action)).toBeUndefined();
    expect(buildRequest(draft(service, action, { resource })).ok).toBe(true);
  }
});
