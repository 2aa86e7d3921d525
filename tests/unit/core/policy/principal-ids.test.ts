// Users and roles in a Principal: kept by id, shown by ARN, and nothing else touched.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  awsPrincipals,
  isEntityArn,
  isPrincipalId,
  withPrincipalArns,
  withPrincipalIds,
} from '../../../../src/core/policy/principal-ids.ts';

const alice = 'arn:aws:iam::111122223333:user/alice';
const admin = 'arn:aws:iam::111122223333:role/team/admin';
const living = new Map([
  [alice, 'AIDAALICEALICEALICEAA'],
  [admin, 'AROAADMINADMINADMINAA'],
]);
const arns = new Map(Array.from(living, ([arn, id]) => [id, arn]));
const idOf = (arn: string) => living.get(arn);
const arnOf = (id: string) => arns.get(id);

/** All that a Principal may name (reference_policies_elements_principal). */
const names = [
  alice,
  admin,
  'arn:aws:iam::111122223333:user/nobody',
  'arn:aws:iam::111122223333:root',
  '111122223333',
  '*',
  'arn:aws:sts::111122223333:assumed-role/admin/session',
  'arn:aws:sts::111122223333:federated-user/alice',
  'AIDADELETEDDELETEDDEL',
];

describe('withPrincipalIds', () => {
  it.each<[string, string, string]>([
    ['one', `{"AWS":"${alice}"}`, '{"AWS":"AIDAALICEALICEALICEAA"}'],
    [
      'of a list, white space and all',
      `{ "AWS" : [ "${alice}",\n\t"111122223333" , "${admin}"] }`,
      '{ "AWS" : [ "AIDAALICEALICEALICEAA",\n\t"111122223333" , "AROAADMINADMINADMINAA"] }',
    ],
    ['one that nobody has', `{"AWS":"${alice}s"}`, `{"AWS":"${alice}s"}`],
    ['an account', '{"AWS":"arn:aws:iam::111122223333:root"}', '{"AWS":"arn:aws:iam::111122223333:root"}'],
    ['everyone', '"*"', '"*"'],
    ['another kind of principal', `{"Federated":"${alice}"}`, `{"Federated":"${alice}"}`],
    ['one written with escapes', `{"AWS":"${alice.replace('/', '\\/')}"}`, '{"AWS":"AIDAALICEALICEALICEAA"}'],
  ])('replaces %s', (_, principal, expected) => {
    const text = (given: string) =>
      `{"Statement":[{"Sid":"${alice}","Effect":"Allow","Principal":${given},"Action":"sts:AssumeRole"}]}`;
    expect(withPrincipalIds(text(principal), idOf)).toBe(text(expected));
  });

  it('replaces in NotPrincipal, and in a statement that is no list', () => {
    const text = (name: string) => `{"Statement":{"Effect":"Deny","NotPrincipal":{"AWS":"${name}"}}}`;
    expect(withPrincipalIds(text(alice), idOf)).toBe(text('AIDAALICEALICEALICEAA'));
  });

  // "Because AWS does not convert condition key ARNs to IDs" (reference_policies_elements_principal)
  it('leaves conditions as they are', () => {
    const text = JSON.stringify({
      Statement: {
        Principal: '*',
        Condition: { ArnEquals: { 'aws:PrincipalArn': alice, Principal: { AWS: alice } } },
      },
    });
    expect(withPrincipalIds(text, idOf)).toBe(text);
  });

  it('asks about users and roles only', () => {
    const asked: string[] = [];
    withPrincipalIds(JSON.stringify({ Statement: { Principal: { AWS: names } } }), (name) => {
      asked.push(name);
      return undefined;
    });
    expect(asked).toEqual([alice, admin, 'arn:aws:iam::111122223333:user/nobody']);
  });
});

describe('withPrincipalArns', () => {
  it('shows those that live by ARN, and leaves the ids of the others to be seen', () => {
    const text = (one: string, two: string) => `{"Statement":{"Principal":{"AWS":["${one}", "${two}"]}}}`;
    expect(withPrincipalArns(text('AIDAALICEALICEALICEAA', 'AIDADELETEDDELETEDDEL'), arnOf)).toBe(
      text(alice, 'AIDADELETEDDELETEDDEL'),
    );
  });

  it('writes an ARN as JSON has it', () => {
    const path = 'arn:aws:iam::111122223333:user/"quoted"/alice';
    const shown = withPrincipalArns('{"Statement":{"Principal":{"AWS":"AIDAX"}}}', () => path);
    expect(JSON.parse(shown)).toEqual({ Statement: { Principal: { AWS: path } } });
  });
});

it('awsPrincipals: what AWS names, in the order of the text', () => {
  const document = {
    Statement: [
      { Principal: { Service: 'ec2.amazonaws.com', AWS: [alice, '*'] } },
      { Principal: '*' },
      { NotPrincipal: { AWS: admin, CanonicalUser: 'c' } },
    ],
  };
  expect(awsPrincipals(JSON.stringify(document))).toEqual([alice, '*', admin]);
});

it.each([
  ...['', '{', '[]', '"*"', 'null', '{"Statement":1}', '{"Statement":[1,"x",null,{"Principal":[1]}]}'],
  ...[`{"Statement":{"Principal":{"AWS":["${alice}"`, `{"Statement":{"Principal":{"AWS":["${alice}"]}}} x`],
])('what is no policy stays as it is: %j', (text) => {
  expect(withPrincipalIds(text, idOf)).toBe(text);
  expect(withPrincipalArns(text, arnOf)).toBe(text);
  expect(awsPrincipals(text)).toEqual([]);
});

it.each([
  [alice, true, false],
  ['arn:aws-cn:iam::111122223333:role/a', true, false],
  ['arn:aws:iam::111122223333:role/', false, false],
  ['arn:aws:iam::111122223333:group/a', false, false],
  ['arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1', false, false],
  ['arn:aws:sts::111122223333:assumed-role/a/b', false, false],
  ['AIDAALICEALICEALICEAA', false, true],
  ['AROAADMINADMINADMINAA', false, true],
  ['AROAADMIN:session', false, false],
  ['AKIAIOSFODNN7EXAMPLE', false, false],
])('%s: ARN of a user or role %s, id %s', (name, arn, id) => {
  expect([isEntityArn(name), isPrincipalId(name)]).toEqual([arn, id]);
});

describe('properties', () => {
  const seed = 20261124;
  const name = fc.constantFrom(...names);
  // The ids of those who live are given by nobody: their ARNs would come back in their place.
  const principal = fc.oneof(
    fc.constant('*'),
    fc.record(
      {
        Service: fc.constant('ec2.amazonaws.com'),
        AWS: fc.oneof(name, fc.array(name, { maxLength: 4 })),
        Federated: name,
      },
      { requiredKeys: [] },
    ),
  );
  const anything = fc.oneof(name, fc.string(), fc.dictionary(fc.string(), name), fc.array(name));
  const statement = fc.record(
    {
      Sid: anything,
      Principal: principal,
      NotPrincipal: principal,
      Action: anything,
      Resource: anything,
      Condition: fc.dictionary(fc.constantFrom('ArnEquals', 'Principal', 'AWS'), anything),
    },
    { requiredKeys: [] },
  );
  const document = fc
    .tuple(
      fc.record({ Id: anything, Statement: fc.oneof(statement, fc.array(statement, { maxLength: 3 })) }),
      fc.constantFrom('', ' ', '\t', '\r\n  '),
    )
    .map(([value, indent]) => JSON.stringify(value, null, indent));

  type Bare = { Id: unknown; Statement: Record<string, unknown> | Record<string, unknown>[] };
  const withoutPrincipals = (text: string): unknown => {
    const { Id, Statement } = JSON.parse(text) as Bare;
    const rest = (one: Record<string, unknown>) =>
      Object.entries(one).filter(([key]) => key !== 'Principal' && key !== 'NotPrincipal');
    return { Id, Statement: Array.isArray(Statement) ? Statement.map(rest) : rest(Statement) };
  };

  it('saved and shown again is the same text while the entities live', () => {
    fc.assert(
      fc.property(document, (text) => {
        expect(withPrincipalArns(withPrincipalIds(text, idOf), arnOf)).toBe(text);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('nothing outside Principal and NotPrincipal changes', () => {
    fc.assert(
      fc.property(document, (text) => {
        const saved = withPrincipalIds(text, idOf);
        expect(withoutPrincipals(saved)).toEqual(withoutPrincipals(text));
        expect(awsPrincipals(saved)).toEqual(awsPrincipals(text).map((each) => idOf(each) ?? each));
      }),
      { seed, numRuns: 500 },
    );
  });

  it('saving what is saved, and showing what is shown, changes nothing', () => {
    fc.assert(
      fc.property(document, (text) => {
        const saved = withPrincipalIds(text, idOf);
        expect(withPrincipalIds(saved, idOf)).toBe(saved);
        expect(withPrincipalArns(text, arnOf)).toBe(text);
      }),
      { seed, numRuns: 200 },
    );
  });

  it('once somebody is deleted, the id is shown and no ARN of it', () => {
    fc.assert(
      fc.property(document, (text) => {
        const shown = withPrincipalArns(withPrincipalIds(text, idOf), (id) =>
          id === idOf(alice) ? undefined : arnOf(id),
        );
        expect(awsPrincipals(shown)).toEqual(
          awsPrincipals(text).map((each) => (each === alice ? idOf(alice) : each)),
        );
      }),
      { seed, numRuns: 200 },
    );
  });
});
