import { describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../../../src/core/catalog/types.ts';
import { ok } from '../../../../src/core/lang/result.ts';
import type { Reference } from '../../../../src/client/ports.ts';
import { findInReference as findIn } from '../../../../src/ui/features/reference/find-in-reference.ts';
import { GlobalKeys } from '../../../../src/ui/features/reference/global-keys.ts';
import { actionOf, fails, fakeReference } from './fake-reference.ts';

const nothing: SearchAnswer = { matches: [], counts: { services: 0, actions: 0, policies: 0 } };
const one: SearchAnswer = {
  matches: [{ kind: 'action', action: actionOf('s3:GetObject'), serviceName: 'Amazon S3', marks: [] }],
  counts: { services: 0, actions: 1, policies: 0 },
};
const key = {
  name: 'aws:PrincipalTag/tag-key',
  type: 'String',
  multivalued: false,
  category: 'principal',
  description: undefined,
} as const;
const unknownKey = { kind: 'unknown-condition-key', name: 'x', closest: [] } as const;

function findInReference(reference: Reference, typed: string, most: number) {
  return findIn({ reference, globalKeys: new GlobalKeys(reference) }, typed, most);
}
const noKeys = { globalConditionKeys: () => Promise.resolve([]) };

describe('findInReference', () => {
  it('searches for words', async () => {
    const reference = fakeReference({
      ...noKeys,
      search: (text, { most }) => Promise.resolve(text === 's3 get' && most === 7 ? one : nothing),
    });
    expect(await findInReference(reference, ' s3 get ', 7)).toEqual({
      text: ' s3 get ',
      answer: one,
      finding: undefined,
    });
  });

  it('asks for nothing where nothing is typed', async () => {
    expect((await findInReference(fakeReference({}), ' ', 7)).answer).toEqual(nothing);
  });

  it('tells what a pattern stands for', async () => {
    const reference = fakeReference({ expandAction: () => Promise.resolve(ok(['s3:GetObject'])) });
    expect((await findInReference(reference, 's3:Get*', 7)).finding).toEqual({
      kind: 'pattern',
      pattern: 's3:Get*',
      actions: ['s3:GetObject'],
    });
  });

  it('tells what an ARN is, that of a managed policy too', async () => {
    const reference = fakeReference({
      resourceTypesOf: () => Promise.resolve(ok([])),
      managedPolicy: (text) => fails({ kind: 'unknown-policy', text, closest: [] }),
    });
    expect((await findInReference(reference, 'arn:aws:s3:::a', 7)).finding?.kind).toBe('arn');
    const policy = await findInReference(reference, 'arn:aws:iam::aws:policy/Nope', 7);
    expect(policy.finding).toMatchObject({ kind: 'problem', problem: { kind: 'unknown-policy' } });
  });

  it('tells what a condition key is, beside the actions that match', async () => {
    const reference = fakeReference({
      search: () => Promise.resolve(one),
      conditionKey: () => Promise.resolve(ok(key)),
    });
    const found = await findInReference(reference, 's3:prefix', 7);
    expect(found).toMatchObject({ answer: one, finding: { kind: 'key', typed: 's3:prefix', key } });
  });

  it('says nothing of a name that is not typed to its end', async () => {
    const reference = fakeReference({
      search: () => Promise.resolve(one),
      conditionKey: () => fails(unknownKey),
    });
    expect((await findInReference(reference, 's3:GetObj', 7)).finding).toBeUndefined();
  });

  it.each([
    [
      's3:GetObjekt',
      { kind: 'unknown-action', service: 's3', name: 'GetObjekt', closest: ['s3:GetObject'] },
      [],
    ],
    ['foo:Bar', { kind: 'unknown-service', service: 'foo', closest: [] }, []],
    ['was:SourceIp', { kind: 'unknown-service', service: 'was', closest: ['waf'] }, ['aws:SourceIp']],
    ['s3:prefx', { kind: 'unknown-action', service: 's3', name: 'prefx', closest: [] }, ['s3:prefix']],
  ] as const)('offers for %s what is near', async (text, ofAction, closestKeys) => {
    const reference = fakeReference({
      search: () => Promise.resolve(nothing),
      conditionKey: () => fails({ kind: 'unknown-condition-key', name: text, closest: closestKeys }),
      action: () => fails(ofAction),
      service: (service) => fails({ kind: 'unknown-service', service, closest: [] }),
    });
    const { finding } = await findInReference(reference, text, 7);
    const wanted = closestKeys.length > 0 ? { kind: 'unknown-condition-key' } : ofAction;
    expect(finding).toMatchObject({ kind: 'problem', problem: wanted });
  });

  it('offers for a word that matches nothing the service or policy that is near', async () => {
    const reference = fakeReference({
      ...noKeys,
      search: () => Promise.resolve(nothing),
      service: (service) => fails({ kind: 'unknown-service', service, closest: [] }),
      managedPolicy: (text) => fails({ kind: 'unknown-policy', text, closest: ['ReadOnlyAccess'] }),
    });
    const { finding } = await findInReference(reference, 'ReadOnlyAcces', 7);
    expect(finding).toMatchObject({ problem: { kind: 'unknown-policy', closest: ['ReadOnlyAccess'] } });
    expect((await findInReference(reference, 'two words', 7)).finding).toBeUndefined();
  });

  it('says that a service has no page, beside the policies that name it', async () => {
    const reference = fakeReference({
      ...noKeys,
      search: () => Promise.resolve(one),
      service: (service) =>
        service === 'deepracer'
          ? fails({ kind: 'unlisted-service', service })
          : fails({ kind: 'unknown-service', service, closest: ['s3'] }),
    });
    expect(await findInReference(reference, 'deepracer', 7)).toMatchObject({
      answer: one,
      finding: { problem: { kind: 'unlisted-service' } },
    });
    expect((await findInReference(reference, 'getobject', 7)).finding).toBeUndefined();
  });
});
