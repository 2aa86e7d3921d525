import { expect, it } from 'vitest';
import { matchAction, splitAction } from '../../../../src/core/match/action.ts';

// reference_policies_elements_action: prefix and name are case insensitive; wildcards in the name.
it.each([
  ['*', 's3:GetObject', true],
  ['s3:GetObject', 's3:GetObject', true],
  ['S3:getobject', 's3:GetObject', true],
  ['iam:listaccesskeys', 'IAM:ListAccessKeys', true],
  ['s3:*', 's3:GetObject', true],
  ['s3:*', 's3express:CreateSession', false],
  ['iam:*AccessKey*', 'iam:CreateAccessKey', true],
  ['iam:*AccessKey*', 'iam:CreateUser', false],
  ['s3:Get?bject', 's3:GetObject', true],
  ['s3:Get', 's3:GetObject', false],
])('%s against %s is %s', (pattern, action, expected) => {
  expect(matchAction(pattern, splitAction(action))).toBe(expected);
});
