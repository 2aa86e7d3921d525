import { expect, it } from 'vitest';
import { parsePolicy } from '../../../../src/core/policy/parse.ts';
import { printPolicy } from '../../../../src/core/policy/print.ts';
import { policySize } from '../../../../src/core/policy/size.ts';

it('prints in one form, whatever the order and shape of the text', () => {
  const text =
    '{"Statement":{"Resource":["*"],"Condition":{"Bool":{"aws:x":[true,"false"]},"Null":{}},"Action":["s3:A","s3:B"],"Principal":{"AWS":["123456789012"]},"Effect":"Deny","Sid":"x"},"Id":"i","Version":"2012-10-17"}';
  const { policy } = parsePolicy(text, 'resource');
  expect(policy && printPolicy(policy)).toBe(`{
  "Version": "2012-10-17",
  "Id": "i",
  "Statement": [
    {
      "Sid": "x",
      "Effect": "Deny",
      "Principal": {
        "AWS": "123456789012"
      },
      "Action": [
        "s3:A",
        "s3:B"
      ],
      "Resource": "*",
      "Condition": {
        "Bool": {
          "aws:x": [
            "true",
            "false"
          ]
        },
        "Null": {}
      }
    }
  ]
}`);
});

it('prints what AWS does not take in a text as an escape', () => {
  const { policy } = parsePolicy(
    String.raw`{"Statement":{"Effect":"Deny","Action":"*","Resource":"arn:aws:s3:::\u4e2dÿ"}}`,
    'identity',
  );
  const printed = policy === undefined ? '' : printPolicy(policy);
  expect(printed).toContain(String.raw`arn:aws:s3:::\u4e2dÿ`);
  expect(parsePolicy(printed, 'identity').problems).toEqual([]);
});

// reference_iam-quotas; orgs_manage_policies_scps_syntax
it.each([
  ['identity', 10],
  ['trust', 10],
  ['boundary', 10],
  ['session', 15],
  ['scp', 15],
  ['rcp', 15],
] as const)('%s policies: %i characters', (type, size) => {
  expect(policySize('{ "a b":\t"c"\n\r}', type)).toBe(size);
});
