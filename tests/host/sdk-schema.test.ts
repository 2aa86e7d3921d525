// That the look at an answer sees what is wrong with it.

import * as iam from '@aws-sdk/client-iam';
import { expect, it } from 'vitest';
import { documentedMembers, lookAt } from './sdk-schema.ts';

const user = {
  Path: '/',
  UserName: 'ada',
  UserId: 'AIDA',
  Arn: 'arn:aws:iam::123456789012:user/ada',
  CreateDate: new Date(0),
};

it('finds nothing wrong with what is right', () => {
  const { faults, seen } = lookAt(iam, 'GetUser', { User: { ...user, Tags: [{ Key: 'a', Value: '' }] } });
  expect(faults).toEqual([]);
  expect(seen).toEqual([
    'User',
    'User.Path',
    'User.UserName',
    'User.UserId',
    'User.Arn',
    'User.CreateDate',
    'User.Tags',
    'User.Tags.Key',
    'User.Tags.Value',
  ]);
});

it.each<readonly [string, object, readonly string[]]>([
  ['GetUser', { User: { ...user, Path: undefined } }, ['User.Path: is missing']],
  ['GetUser', {}, ['User: is missing']],
  [
    'GetUser',
    { User: { ...user, CreateDate: '1970-01-01T00:00:00Z' } },
    ['User.CreateDate: expected Date, found string'],
  ],
  ['GetUser', { User: { ...user, Tags: {} } }, ['User.Tags: expected a list, found Object']],
  ['GetUser', { User: { ...user, Tags: [{ Key: 'a' }] } }, ['User.Tags.Value: is missing']],
  ['GetUser', { User: 'ada' }, ['User: expected a structure, found string']],
  ['GetAccountSummary', { SummaryMap: { Users: '1' } }, ['SummaryMap: expected number, found string']],
  ['GetAccountSummary', { SummaryMap: [] }, ['SummaryMap: expected a map, found Array']],
  ['GetCredentialReport', { Content: 'a' }, ['Content: expected Uint8Array, found string']],
  ['ListUsers', { Users: [], IsTruncated: 'false' }, ['IsTruncated: expected boolean, found string']],
  [
    'CreateAccessKey',
    { AccessKey: { UserName: 'a', AccessKeyId: 'b', Status: 'Active', SecretAccessKey: 1 } },
    ['AccessKey.SecretAccessKey: expected string, found number'],
  ],
])('%s of %j', (operation, answer, faults) => {
  expect(lookAt(iam, operation, answer).faults).toEqual(faults);
});

it('knows all members, and of an operation that gives nothing none', () => {
  expect(documentedMembers(iam, 'ListUserTags')).toEqual([
    'Tags',
    'Tags.Key',
    'Tags.Value',
    'IsTruncated',
    'Marker',
  ]);
  expect(documentedMembers(iam, 'TagUser')).toEqual([]);
  expect(() => documentedMembers(iam, 'MakeCoffee')).toThrow('the SDK has no operation MakeCoffee');
});
