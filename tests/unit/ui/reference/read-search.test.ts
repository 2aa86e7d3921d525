import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { principalOf } from '../../../../src/ui/features/reference/principal-of.ts';
import { readSearch, withoutWrapping } from '../../../../src/ui/features/reference/read-search.ts';

describe('readSearch', () => {
  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['", ', 'empty'],
    ['s3 get', 'words'],
    ['s3', 'words'],
    ['s3:', 'words'],
    ['s3 get*', 'words'],
    ["don't know", 'words'],
    ['at 12:30 o’clock', 'words'],
    ['https://example.com/a b', 'words'],
    ['*', 'pattern'],
    ['s3:Get*', 'pattern'],
    ['s3:Get?bject', 'pattern'],
    ['"s3:Get*",', 'pattern'],
    [' s3:GetObject ', 'name'],
    ['accounts.google.com:aud', 'name'],
    ['aws:', 'key'],
    ['aws:PrincipalTag/team', 'key'],
    ['AWS:SourceIp', 'key'],
    ['arn:aws:s3:::reports/*', 'arn'],
    ['arn:', 'arn'],
    ['s3:GetObject, s3:PutObject', 'passage'],
    ['"Action": "s3:GetObject"', 'passage'],
  ])('takes `%s` for: %s', (text, kind) => {
    expect(readSearch(text).kind).toBe(kind);
  });
});

describe('what stands around a name', () => {
  it.each([
    ['"s3:GetObject",', 's3:GetObject'],
    ['["s3:GetObject"]', 's3:GetObject'],
    ["'s3:GetObject';", 's3:GetObject'],
    ['“s3:GetObject”', 's3:GetObject'],
    ['"arn:aws:s3:::b/*"', 'arn:aws:s3:::b/*'],
    ['aws:RequestTag/${TagKey}', 'aws:RequestTag/${TagKey}'],
    ['"aws:RequestTag/${TagKey}"}', 'aws:RequestTag/${TagKey}'],
    ['s3:ExistingObjectTag/<key>', 's3:ExistingObjectTag/<key>'],
    ['\n  s3 get\n', 's3 get'],
    ['"aws:SourceIp": [', 'aws:SourceIp'],
    ['s3:', 's3:'],
  ])('of %j leaves `%s`', (typed, text) => {
    expect(withoutWrapping(typed)).toBe(text);
  });

  it('leaves nothing more to take away', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'"\'[]{}(),; as3:*$/') }), (typed) => {
        const once = withoutWrapping(typed);
        expect(withoutWrapping(once)).toBe(once);
      }),
      { seed: 20261124, numRuns: 500 },
    );
  });
});

describe('the names in a text', () => {
  const namesIn = (text: string) => {
    const search = readSearch(text);
    return search.kind === 'passage' ? search.names : undefined;
  };

  it('are those of a denial', () => {
    const denial =
      'User: arn:aws:sts::123456789012:assumed-role/Admin/bob is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::reports/secret/plan.txt" with an explicit deny in an identity-based policy';
    expect(namesIn(denial)).toEqual({
      actions: ['s3:GetObject'],
      arns: ['arn:aws:sts::123456789012:assumed-role/Admin/bob', 'arn:aws:s3:::reports/secret/plan.txt'],
      keys: [],
      resources: ['arn:aws:s3:::reports/secret/plan.txt'],
    });
  });

  it('are those of a statement, and no more', () => {
    const statement = JSON.stringify({
      Sid: 'x:y z',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::123456789012:user/alice' },
      Action: ['s3:Get*', 'iam:PassRole'],
      Resource: 'arn:aws:s3:::b/${aws:username}/*',
      Condition: { StringEquals: { 'aws:RequestTag/team': 'a', 's3:prefix': ['${aws:userid}'] } },
    });
    expect(namesIn(statement)).toMatchObject({
      actions: expect.arrayContaining(['s3:Get*', 'iam:PassRole', 's3:prefix']) as unknown,
      arns: ['arn:aws:iam::123456789012:user/alice', 'arn:aws:s3:::b/${aws:username}/*'],
      keys: ['aws:RequestTag/team', 'aws:userid'],
      resources: [],
    });
  });

  it('stand once each, and are not without end', () => {
    expect(namesIn('s3:GetObject S3:getobject')?.actions).toHaveLength(1);
    const many = Array.from({ length: 5000 }, (_, number) => `s3:Get${number}`).join(', ');
    expect(namesIn(many)?.actions).toHaveLength(20);
  });
});

describe('principalOf', () => {
  it.each([
    ['arn:aws:sts::123456789012:assumed-role/Admin/bob', 'session'],
    ['arn:aws:sts::123456789012:federated-user/bob', 'federated'],
    ['arn:aws:iam::123456789012:role/path/Admin', 'role'],
    ['arn:aws:iam::123456789012:user/bob', 'user'],
    ['arn:aws:iam::123456789012:root', 'root'],
    ['arn:aws:iam::123456789012:policy/p', undefined],
    ['arn:aws:s3:::user/bob', undefined],
    ['arn:', undefined],
  ])('of %s is %s', (arn, kind) => {
    expect(principalOf(arn)).toBe(kind);
  });
});
