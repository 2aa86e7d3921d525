import { expect, it } from 'vitest';
import { findConditionKey, makeConditionKeys } from '../../../../src/core/catalog/condition-keys.ts';
import { makeDetails } from '../../../../src/core/catalog/service-details.ts';
import { makeServiceIndex } from '../../../../src/core/catalog/service-index.ts';
import { compile } from '../../../../src/core/authorize/authorize.ts';
import { decide } from '../../../../src/core/authorize/decide.ts';
import { globalKeyKind } from '../../../../src/core/authorize/global-keys.ts';
import { compiledFile } from '../../compiled-catalog.ts';

const keys = makeConditionKeys(
  makeDetails(makeServiceIndex(compiledFile('services')), compiledFile('details')),
);
const kindOf = (name: string) => {
  const found = findConditionKey(keys, name);
  return found.ok ? { multivalued: found.value.multivalued } : undefined;
};

it('says of every global key of the catalogue whether it has several values', () => {
  // Services set some of the page's keys, under their own names.
  const globals = keys.details.file.globalKeys
    .map((key) => keys.details.file.keys[key] ?? '')
    .filter((name) => name.toLowerCase().startsWith('aws:'));
  expect(globals.length).toBeGreaterThan(40);
  const told = globals.map((name) => [name, globalKeyKind(name.toLowerCase())?.multivalued]);
  expect(told).toEqual(globals.map((name) => [name, kindOf(name)?.multivalued]));
});

// reference_policies_variables: "You can't use a multivalued condition key as a variable."
it('takes from the catalogue which keys of services are no variables', () => {
  const name = 'dynamodb:Attributes';
  expect(kindOf(name)).toEqual({ multivalued: true });
  const resource = `arn:aws:dynamodb:us-east-1:111122223333:table/\${${name}}`;
  const document = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: resource } };
  const request = {
    principal: 'arn:aws:iam::111122223333:user/alice',
    action: 'dynamodb:GetItem',
    resource: 'arn:aws:dynamodb:us-east-1:111122223333:table/t',
    resourceAccountId: '111122223333',
    context: { 'DynamoDB:attributes': 't' },
  };
  const set = { identity: [{ name: 'i', document }] };
  expect(decide(request, compile(set, { findKeyKind: kindOf }))).toBe('implicitDeny');
  expect(decide(request, compile(set))).toBe('allowed');
});
