// What the search box says of what people paste, over the compiled reference itself.

import { describe, expect, it } from 'vitest';
import { findInReference } from '../../../../src/ui/features/reference/find-in-reference.ts';
import { findingHref, findingSentence } from '../../../../src/ui/features/reference/finding-words.ts';
import { GlobalKeys } from '../../../../src/ui/features/reference/global-keys.ts';
import { compiledCatalog } from '../../compiled-catalog.ts';

async function find(typed: string) {
  const reference = compiledCatalog();
  return findInReference({ reference, globalKeys: new GlobalKeys(reference) }, typed, 20);
}
const denial =
  'User: arn:aws:sts::123456789012:assumed-role/Admin/bob is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::reports/secret/plan.txt" with an explicit deny in an identity-based policy';

describe('condition keys', () => {
  it.each([
    ['SourceIp', 'aws:SourceIp'],
    ['sourceip', 'aws:SourceIp'],
    ['PrincipalOrgID', 'aws:PrincipalOrgID'],
    ['MultiFactorAuthPresent', 'aws:MultiFactorAuthPresent'],
    ['aws:RequestTag', 'aws:RequestTag/tag-key'],
    ['aws:ResourceTag', 'aws:ResourceTag/tag-key'],
    ['RequestTag', 'aws:RequestTag/tag-key'],
    ['principal tag', 'aws:PrincipalTag/tag-key'],
    ['"aws:SourceIp":', 'aws:SourceIp'],
    ['s3:ExistingObjectTag', 's3:ExistingObjectTag/<key>'],
    ['s3:prefix', 's3:prefix'],
  ])('`%s` finds %s', async (typed, name) => {
    expect((await find(typed)).finding).toMatchObject({ kind: 'key', key: { name } });
  });

  it.each([
    ['aws:Source', 'aws:SourceIp'],
    ['aws:', 'aws:CurrentTime'],
    ['aws:MultifactorAuth', 'aws:MultiFactorAuthPresent'],
    ['Principal', 'aws:PrincipalArn'],
    ['s3:x-amz-', 's3:x-amz-acl'],
  ])('`%s` finds several, %s among them', async (typed, name) => {
    const { finding } = await find(typed);
    expect(finding?.kind === 'keys' ? finding.keys.map((key) => key.name) : []).toContain(name);
  });

  it.each([['s3'], ['s3 get'], ['iam:PassRole'], ['s3:GetObj'], ['lambda'], ['get']])(
    '`%s` is not about keys',
    async (typed) => {
      expect((await find(typed)).finding).toBeUndefined();
    },
  );

  it('takes an unknown prefix for that of a service, and `aws` never', async () => {
    expect((await find('foo:Bar')).finding).toMatchObject({ problem: { kind: 'unknown-service' } });
    expect((await find('aws:Nothing')).finding).toMatchObject({ problem: { kind: 'unknown-condition-key' } });
    expect((await find('aws:SourceIpp')).finding).toMatchObject({
      problem: { closest: ['aws:SourceIp', 'aws:SourceVpc'] },
    });
  });
});

describe('what is pasted', () => {
  it('finds a name with what stood around it', async () => {
    expect((await find('"s3:GetObject",')).answer.matches[0]).toMatchObject({
      action: { action: 's3:GetObject' },
    });
    expect((await find('"arn:aws:s3:::b/*"')).finding?.kind).toBe('arn');
  });

  it('reads a denial, and builds its request', async () => {
    const { finding } = await find(denial);
    expect(finding).toMatchObject({
      kind: 'mentions',
      mentions: {
        actions: ['s3:GetObject'],
        request: { action: 's3:GetObject', resources: ['arn:aws:s3:::reports/secret/plan.txt'] },
      },
    });
    expect(finding && findingHref(finding)).toMatch(/^#\/requests\?service=s3&action=GetObject&resource=/);
    expect(finding && findingSentence(finding)).toMatch(/^In this text: s3:GetObject, arn:/);
  });

  it('reads a statement', async () => {
    const text = `"Action": ["s3:getobject", "iam:*Key", "s3:GetNothing", "foo:Bar"],
      "Condition": {"Bool": {"aws:SecureTransport": "true"}, "StringLike": {"s3:prefix": "a"}}`;
    expect((await find(text)).finding).toMatchObject({
      mentions: {
        actions: ['s3:GetObject'],
        patterns: ['iam:*Key'],
        unknown: ['s3:GetNothing'],
        keys: ['s3:prefix', 'aws:SecureTransport'],
        request: undefined,
      },
    });
  });

  it('says of a session that it is a principal, and of users and roles that they are resources too', async () => {
    const session = (await find('arn:aws:sts::123456789012:assumed-role/Admin/bob')).finding;
    expect(session).toMatchObject({ kind: 'principal', principal: 'session', types: [] });
    expect(session && findingSentence(session)).toMatch(/^A role session: a principal of a request\.$/);
    const role = (await find('arn:aws:iam::123456789012:role/x')).finding;
    expect(role?.kind === 'principal' && role.types.length).toBeGreaterThan(1);
  });

  it('lets more words go on from half a name', async () => {
    expect((await find('s3:Get obj')).finding).toBeUndefined();
  });
});

describe('the Enter key', () => {
  it.each([
    ['aws:SourceIp', '#/reference?tab=keys&text=aws%3ASourceIp'],
    ['s3:prefix', '#/reference/s3?tab=keys&text=s3%3Aprefix'],
    ['s3:GetObjekt', '#/reference/s3/GetObject'],
    ['dynamdb', '#/reference/dynamodb'],
    ['arn:aws:s3:::b/k', '#/reference/s3?tab=resources&text=object'],
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', '#/reference/policy/ReadOnlyAccess'],
    ['iam:PassR*', '#/reference/iam/PassRole'],
    ['s3:*', undefined],
  ])('goes from `%s` to %s', async (typed, href) => {
    const { finding } = await find(typed);
    expect(finding && findingHref(finding)).toBe(href);
  });
});
