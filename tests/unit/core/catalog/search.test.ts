// What is found for what one types, and in which order.

import { describe, expect, it } from 'vitest';
import { initialsOf } from '../../../../src/core/catalog/word-starts.ts';
import type { CatalogMatch } from '../../../../src/core/catalog/types.ts';
import { compiledCatalog } from '../../compiled-catalog.ts';

const catalog = compiledCatalog();

function labelOf(match: CatalogMatch): string {
  switch (match.kind) {
    case 'service':
      return match.service.prefix;
    case 'action':
      return match.action.action;
    case 'policy':
      return match.policy.name;
  }
}

async function labels(text: string, most = 8): Promise<readonly string[]> {
  return (await catalog.search(text, { most })).matches.map(labelOf);
}

describe('searching as one types', () => {
  it.each([
    // Prefix, and service and name apart, in any order.
    ['s3 get', 's3:GetObject'],
    ['get s3', 's3:GetObject'],
    ['s3:get', 's3:GetObject'],
    ['s3:GetObject', 's3:GetObject'],
    ['s3:Get*', 's3:GetObject'],
    ['getobject', 's3:GetObject'],
    ['passrole', 'iam:PassRole'],
    ['create user', 'iam:CreateUser'],
    ['lambda inv', 'lambda:InvokeAsync'],
    // By the service's name.
    ['dynamodb get item', 'dynamodb:GetItem'],
    ['simple email send', 'ses:SendEmail'],
    // Infix.
    ['rolewithweb', 'sts:AssumeRoleWithWebIdentity'],
    // Initials of the words, also of names with a run of capitals.
    ['gbp', 's3:GetBucketPolicy'],
    ['arwwi', 'sts:AssumeRoleWithWebIdentity'],
    ['iam lmd', 'iam:ListMFADevices'],
    // As somebody says it who does not know the names yet.
    ['read a file from s3', 's3:GetObject'],
    ['read s3 object', 's3:GetObject'],
    ['download s3', 's3:GetObject'],
    ['upload to s3', 's3:PutObject'],
    ['create a user', 'iam:CreateUser'],
    ['change my password', 'iam:ChangePassword'],
    ['send message to queue', 'sqs:SendMessage'],
    ['restart instances', 'ec2:RebootInstances'],
    // As programs and documents write it.
    ['get-object', 's3:GetObject'],
    ['s3.get', 's3:GetObject'],
    ['GetObjectCommand', 's3:GetObject'],
    ['"s3:GetObject",', 's3:GetObject'],
    // Services.
    ['s3.amazonaws.com', 's3'],
    ['s3', 's3'],
    ['iam', 'iam'],
    ['key management', 'kms'],
    ['ec2', 'ec2'],
    // Policies.
    ['admin', 'AdministratorAccess'],
    ['read only', 'ReadOnlyAccess'],
    ['s3 full access', 'AmazonS3FullAccess'],
    ['arn:aws:iam::aws:policy/job-function/Billing', 'Billing'],
  ])('%s finds %s first', async (text, first) => {
    expect((await labels(text))[0]).toBe(first);
  });

  it('finds every action by its own name, first or among those of the same name', async () => {
    for (const service of ['s3', 'iam', 'sts', 'kms', 'lambda', 'sqs']) {
      const actions = await catalog.actions(service);
      for (const { action } of actions.ok ? actions.value : []) {
        expect(await labels(action, 3), action).toContain(action);
      }
    }
  });

  it('goes on finding what is typed on', async () => {
    const typed = 'iam create acc';
    for (let length = 1; length <= typed.length; length++) {
      const text = typed.slice(0, length);
      const { counts } = await catalog.search(text, { most: 5 });
      expect(counts.actions, text).toBeGreaterThan(0);
    }
    expect((await labels(typed))[0]).toBe('iam:CreateAccessKey');
  });

  it('finds the actions of a level beside a service, those named for it first', async () => {
    const read = await catalog.search('s3 read', { most: 8 });
    const actions = read.matches.flatMap((match) => (match.kind === 'action' ? [match.action] : []));
    expect(actions[0]?.action).toBe('s3:GetObject');
    expect(read.counts.actions).toBeGreaterThan(60);
    const tagging = await catalog.search('sqs tagging', { most: 8 });
    expect(tagging.matches.map(labelOf)).toEqual(expect.arrayContaining(['sqs:TagQueue', 'sqs:UntagQueue']));
    expect((await labels('s3 permissions')).length).toBeGreaterThan(0);
  });

  it('looks into descriptions where no name has the words', async () => {
    const { matches, counts } = await catalog.search('launch one or more instances', { most: 3 });
    expect(counts.actions).toBeGreaterThan(0);
    expect(matches.map(labelOf)).toContain('ec2:RunInstances');
    expect(await labels('multifactor hardware token serial')).toEqual([]);
  });

  it('counts what it does not show', async () => {
    const { matches, counts } = await catalog.search('describe', { most: 3 });
    expect(matches.filter(({ kind }) => kind === 'action')).toHaveLength(3);
    expect(counts.actions).toBeGreaterThan(1_000);
  });

  it('marks what was typed', async () => {
    const marked = async (text: string): Promise<readonly string[]> => {
      const [match] = (await catalog.search(text, { most: 1 })).matches;
      if (match === undefined) throw new Error(`nothing for ${text}`);
      return match.marks.map(([start, end]) => labelOf(match).slice(start, end));
    };
    expect(await marked('s3 getobj')).toEqual(['s3', 'GetObj']);
    expect(await marked('gbp')).toEqual(['G', 'B', 'P']);
    expect(await marked('passrole')).toEqual(['PassRole']);
    expect(await marked('admin')).toEqual(['Admin']);
  });

  it.each([
    '',
    '   ',
    ':',
    '*',
    '😀',
    'nothing-at-all',
    'constructor __proto__',
    '<script>',
    'x'.repeat(100_000),
  ])('finds nothing for `%.20s`, and says so', async (text) => {
    expect(await catalog.search(text, { most: 5 })).toEqual({
      matches: [],
      counts: { services: 0, actions: 0, policies: 0 },
    });
  });

  it('puts retired policies last', async () => {
    const names = await labels('guardduty full', 10);
    expect(names.indexOf('AmazonGuardDutyFullAccess')).toBeGreaterThan(0);
  });
});

describe('the initials of a name', () => {
  it.each([
    ['GetObject', 'go'],
    ['GetBucketCORS', 'gbc'],
    ['ListMFADevices', 'lmd'],
    ['GET', 'g'],
    ['AmazonS3ReadOnlyAccess', 'asroa'],
    ['AdministratorAccess-Amplify', 'aaa'],
    ['AssociateViaAWSService-EventsAndStates', 'avaseas'],
  ])('%s: %s', (name, initials) => expect(initialsOf(name)).toBe(initials));
});
