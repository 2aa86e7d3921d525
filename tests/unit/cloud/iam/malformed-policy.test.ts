// What IAM says of texts that are no policy: its sentence as it was recorded to answer in February 2026, and after it
// where it is that we found something, and what.

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { makeWorld, type Reply, type World } from '../world.ts';

let world: World;
let root: Credentials;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
});

/** A policy of one statement, or of several. */
function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

function createPolicy(document: string): Promise<Reply> {
  return world.query(root, 'CreatePolicy', { PolicyName: 'Read', PolicyDocument: document });
}

describe('CreatePolicy', () => {
  const syntax = 'Syntax errors in policy.';
  const actions = 'Policy statement must contain actions.';
  const resources = 'Policy statement must contain resources.';
  const prefaced = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
  const colons = 'Actions/Condition can contain only one colon.';

  it.each([
    ['no JSON', 'no policy at all', syntax],
    ['no statement', '{"Version":"2012-10-17"}', syntax],
    ['an empty list of statements', policy(), syntax],
    ['a statement that is a text', '{"Version":"2012-10-17","Statement":["Allow"]}', syntax],
    ['a version that never was', '{"Version":"2013-10-17","Statement":[]}', syntax],
    ['an element that there is not', policy({ ...read, Comment: 'mine' }), syntax],
    ['an effect that is none', policy({ ...read, Effect: 'Permit' }), syntax],
    ['no effect', policy({ Action: 's3:*', Resource: '*' }), syntax],
    ['Action beside NotAction', policy({ ...read, NotAction: 's3:*' }), syntax],
    ['a condition that is a list', policy({ ...read, Condition: [] }), syntax],
    ['an operator that there is not', policy({ ...read, Condition: { Same: { 'aws:username': 'a' } } }), syntax],
    ['no action', policy({ Effect: 'Allow', Resource: '*' }), actions],
    ['neither action nor resource', policy({ Effect: 'Allow' }), actions],
    ['an empty list of actions', policy({ ...read, Action: [] }), actions],
    ['no resource', policy({ Effect: 'Allow', Action: 's3:GetObject' }), resources],
    ['an empty list of resources', policy({ ...read, Resource: [] }), resources],
    ['an action without service, and no resource', policy({ Effect: 'Allow', Action: 'read' }), resources],
    ['an action without service', policy({ ...read, Action: 'read' }), prefaced],
    ['an action that is empty', policy({ Effect: 'Allow', NotAction: '', Resource: '*' }), prefaced],
    ['an action with two colons', policy({ ...read, Action: 's3:Get:Object' }), colons],
    ['a service with a space', policy({ ...read, Action: 's 3:GetObject' }), 'Vendor s 3 is not valid.'],
    ['a resource that is no ARN', policy({ ...read, Resource: ['*', 'my bucket'] }), 'Resource my bucket must be in ARN format or "*".'],
    ['a wrong resource before a wrong action', policy({ ...read, Action: 'read', Resource: 'b' }), 'Resource b must be in ARN format or "*".'],
    ['a partition that there is not', policy({ ...read, Resource: 'arn:amazon:s3' }), 'Partition "amazon" is not valid for resource "arn:amazon:s3:*:*:*".'],
    ['a Region in a bucket’s ARN', policy({ ...read, Resource: 'arn:aws:s3:us-east-1::photos/*' }), 'Resource arn:aws:s3:us-east-1::photos/* can not contain region information.'],
    ['a Region in IAM’s', policy({ ...read, Resource: 'arn:aws:iam:us-east-1:123456789012:user/a' }), 'IAM resource arn:aws:iam:us-east-1:123456789012:user/a cannot contain region information.'],
    ['a resource that IAM does not have', policy({ ...read, Resource: 'arn:aws:iam::123456789012:users/a' }), 'IAM resource path must either be "*", root, or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.'],
    ['a statement id twice', policy({ ...read, Sid: 'a' }, { ...read, Sid: 'a' }), 'Statement IDs (SID) in a single policy must be unique.'],
    ['a principal', policy({ ...read, Principal: '*' }), 'Policy document should not specify a principal.'],
  ])('refuses %s', async (_, document, sentence) => {
    const reply = await createPolicy(document);
    expect(reply).toMatchObject({ status: 400, code: 'MalformedPolicyDocument' });
    expect(reply.message?.slice(0, sentence.length)).toBe(sentence);
    expect(reply.message?.slice(sentence.length)).toMatch(/^ Line 1, column \d+: ./);
  }); // prettier-ignore

  it.each([
    '*',
    'arn:aws:s3:::photos/*',
    'arn:aws:s3:us-east-1:123456789012:accesspoint/a/object/*',
    'arn:*:s3:*::photos',
    'arn:aws-us-gov:s3:::photos',
    'arn:aws:iam::*:*',
    'arn:aws:iam::123456789012:root',
    'arn:aws:iam::123456789012:user/${aws:username}',
    'arn:aws:iam::123456789012:us*',
    'arn:aws:iam',
    'arn:aws:ec2:us-east-1:123456789012:instance/*',
  ])('takes the resource %s', async (Resource) => {
    expect((await createPolicy(policy({ ...read, Action: '*', Resource }))).status).toBe(200);
  });

  it('says where', async () => {
    const document = `{\n "Version": "2012-10-17",\n "Statement": {\n  "Effect": "Allow",\n  "Action": "read",\n  "Resource": "*"\n }\n}`;
    expect((await createPolicy(document)).message).toMatch(/ Line 5, column 13: /);
  });

  // "2008-10-17. This was an earlier version of the policy language. … Do not use this version for any new policies"
  // (reference_policies_elements_version)
  it.each([
    ['the version of before', '{"Version":"2008-10-17","Statement":'],
    ['no version, which means that one', '{"Statement":'],
  ])('takes no managed policy with %s', async (_, beginning) => {
    const document = `${beginning}${JSON.stringify([read])}}`;
    const refused = {
      status: 400,
      code: 'MalformedPolicyDocument',
      message: 'Policy document must be version 2012-10-17 or greater.',
    };
    expect(await createPolicy(document)).toMatchObject(refused);
    await createPolicy(policy(read));
    const version = { PolicyArn: `arn:aws:iam::${world.accountId}:policy/Read`, PolicyDocument: document };
    expect(await world.query(root, 'CreatePolicyVersion', version)).toMatchObject(refused);
    // An inline policy may have it: IAM is known to store such texts to this day.
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    const inline = { UserName: 'alice', PolicyName: 'p', PolicyDocument: document };
    expect((await world.query(root, 'PutUserPolicy', inline)).status).toBe(200);
  });
});
