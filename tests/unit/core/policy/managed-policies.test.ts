// AWS's own managed policies, all of them: whatever AWS stores, the engine reads, prints and decides by.

import { beforeAll, describe, expect, it } from 'vitest';
import { authorize, compile } from '../../../../src/core/authorize/authorize.ts';
import { decide } from '../../../../src/core/authorize/decide.ts';
import type { AuthorizationRequest, Outcome } from '../../../../src/core/authorize/types.ts';
import type { PolicyDocument, Statement } from '../../../../src/core/policy/document.ts';
import { parsePolicy } from '../../../../src/core/policy/parse.ts';
import { printPolicy } from '../../../../src/core/policy/print.ts';
import { sizeAgainst, sizeProblem } from '../../../../src/core/policy/size.ts';
import { compiledCatalog } from '../../compiled-catalog.ts';

interface Managed {
  readonly name: string;
  readonly text: string;
  readonly policy: PolicyDocument;
}

let all: readonly Managed[] = [];

beforeAll(async () => {
  const catalog = compiledCatalog();
  const listed = await catalog.managedPolicies();
  const texts = await catalog.managedPolicyDocuments(listed.map(({ arn }) => arn));
  all = listed.map(({ name }, index) => {
    const text = texts[index];
    if (text === undefined) throw new Error(`no document of ${name}`);
    const { policy, problems } = parsePolicy(text, 'identity');
    if (policy === undefined) throw new Error(`${name}: ${JSON.stringify(problems)}`);
    expect(problems, name).toEqual([]);
    return { name, text, policy };
  });
});

/** A document without its positions, and without what kind of JSON value a text was (`true` or `"true"`). */
const bare = (document: unknown): unknown =>
  JSON.parse(
    JSON.stringify(document, (name, value: unknown) =>
      ['span', 'path', 'kind'].includes(name) ? undefined : value,
    ),
  );

/** The document that was read, as JSON with lists everywhere. */
function listsOf(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(listsOf);
  if (typeof json !== 'object' || json === null) return String(json);
  return Object.fromEntries(
    Object.entries(json).map(([name, value]): [string, unknown] => {
      const listed = ['Statement', 'Action', 'NotAction', 'Resource', 'NotResource'].includes(name);
      if (name === 'Condition') return [name, conditionLists(value as Conditions)];
      return [name, listsOf(listed && !Array.isArray(value) ? [value] : value)];
    }),
  );
}

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function conditionLists(conditions: Conditions): unknown {
  return Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).map(([key, value]) => [
          key,
          (Array.isArray(value) ? value : [value]).map(String),
        ]),
      ),
    ]),
  );
}

/** A name that the pattern stands for. */
const concrete = (pattern: string) => pattern.replaceAll('*', 'Some').replaceAll('?', 'x');

function answer(text: string, action: string, resource: string): Outcome {
  const request: AuthorizationRequest = {
    principal: 'arn:aws:iam::111122223333:role/some-role',
    action,
    resource,
    resourceAccountId: '111122223333',
    context: {},
  };
  const compiled = compile({ identity: [{ name: 'managed', document: text }] });
  const { outcome, problems } = authorize(request, compiled);
  expect(decide(request, compiled)).toBe(outcome);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return outcome;
}

/** A statement without a condition, and one resource of it that has no variable. */
function plainAllow({ statements }: PolicyDocument): readonly [action: string, resource: string] | undefined {
  for (const { effect, condition, action, resource } of statements) {
    if (effect !== 'Allow' || condition !== undefined || action.element !== 'Action') continue;
    const pattern = resource?.values.find(({ value }) => !value.includes('${'))?.value;
    const named = action.values[0]?.value;
    if (resource?.element !== 'Resource' || pattern === undefined || named === undefined) continue;
    return [named === '*' ? 's3:GetObject' : concrete(named), pattern === '*' ? '*' : concreteArn(pattern)];
  }
  return undefined;
}

/** An ARN that the pattern stands for; an incomplete pattern is completed as AWS does. */
function concreteArn(pattern: string): string {
  const parts = pattern.split(':');
  return concrete([...parts, ...Array.from({ length: Math.max(0, 6 - parts.length) }, () => '*')].join(':'));
}

const allowsBroadly = ({ effect, action }: Statement) =>
  effect === 'Allow' && (action.element === 'NotAction' || action.values.some(({ value }) => value === '*'));

describe('each of the managed policies', () => {
  it('is here', () => {
    expect(all.length).toBeGreaterThan(1_550);
    expect(all.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['AdministratorAccess', 'ReadOnlyAccess', 'PowerUserAccess', 'SecurityAudit']),
    );
  });

  it('is read whole: nothing is lost, and each statement as it stands', () => {
    for (const { name, text, policy } of all) {
      expect(listsOf(JSON.parse(printPolicy(policy))), name).toEqual(listsOf(JSON.parse(text)));
    }
  });

  it('prints, and reads back as the same document', () => {
    for (const { name, policy } of all) {
      const printed = printPolicy(policy);
      const again = parsePolicy(printed, 'identity');
      expect(again.problems, name).toEqual([]);
      expect(bare(again.policy), name).toEqual(bare(policy));
      expect(again.policy && printPolicy(again.policy), name).toBe(printed);
    }
  });

  it('is read as a permissions boundary and as a service control policy too', () => {
    for (const { name, text } of all) {
      expect(parsePolicy(text, 'boundary').problems, name).toEqual([]);
      expect(parsePolicy(text, 'scp').problems, name).toEqual([]);
    }
  });

  it('means the same as text, as an object, and printed', () => {
    for (const { name, text, policy } of all) {
      const request: AuthorizationRequest = {
        principal: 'arn:aws:iam::111122223333:user/alice',
        action: plainAllow(policy)?.[0] ?? 's3:GetObject',
        resource: plainAllow(policy)?.[1] ?? '*',
        resourceAccountId: '111122223333',
        context: {},
      };
      const outcomes = [text, JSON.parse(text) as unknown, printPolicy(policy)].map((document) =>
        decide(request, compile({ identity: [{ name: 'managed', document }] })),
      );
      expect(new Set(outcomes).size, name).toBe(1);
    }
  });
});

describe('as the only policy of a caller', () => {
  it('allows what it names without a condition, unless it denies too', () => {
    let allowed = 0;
    for (const { name, text, policy } of all) {
      const named = plainAllow(policy);
      // A role to be assumed has a trust policy, which must allow too.
      if (named === undefined || named[0].startsWith('sts:')) continue;
      const denies = policy.statements.some(({ effect }) => effect === 'Deny');
      const outcome = answer(text, ...named);
      if (denies) expect(['allowed', 'explicitDeny'], `${name} ${named.join(' ')}`).toContain(outcome);
      else expect(outcome, `${name} ${named.join(' ')}`).toBe('allowed');
      if (outcome === 'allowed') allowed++;
    }
    expect(allowed).toBeGreaterThan(1_300);
  });

  // The Service Authorization Reference has two types for sts:SetContext: a role, and `self-session`
  // (arn:${Partition}:sts::${Account}:self), which is no role and has no trust policy.
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
  it('AmazonRedshiftFederatedAuthorization lets a session set its own context', () => {
    const found = all.find(({ name }) => name === 'AmazonRedshiftFederatedAuthorization');
    expect(found).toBeDefined();
    expect(answer(found?.text ?? '', 'sts:SetContext', 'arn:aws:sts::111122223333:self')).toBe('allowed');
  });

  it('allows nothing that it does not name', () => {
    let silent = 0;
    for (const { name, text, policy } of all) {
      const outcome = answer(
        text,
        'gatehouse:NoSuchAction',
        'arn:aws:gatehouse:eu-west-1:111122223333:thing/x',
      );
      if (policy.statements.some(allowsBroadly)) continue;
      expect(outcome, name).not.toBe('allowed');
      if (outcome === 'implicitDeny') silent++;
    }
    expect(silent).toBeGreaterThan(1_500);
  });

  it('allows nothing to whom it is not attached', () => {
    for (const { name, text } of all) {
      const compiled = compile({ identity: [], boundary: { name: 'managed', document: text } });
      const request: AuthorizationRequest = {
        principal: 'arn:aws:iam::111122223333:user/alice',
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::b/k',
        resourceAccountId: '111122223333',
        context: {},
      };
      expect(decide(request, compiled), name).not.toBe('allowed');
      expect(authorize(request, compiled).outcome, name).toBe(decide(request, compiled));
    }
  });

  // Every action that a statement names, by its first resource: no request breaks the engine, and `decide` and
  // `authorize` answer alike.
  it('is asked about each of its actions', () => {
    let asked = 0;
    for (const { text, policy } of all) {
      const compiled = compile({ identity: [{ name: 'managed', document: text }] });
      for (const { action, resource } of policy.statements) {
        const pattern = resource?.values[0]?.value ?? '*';
        // A few of each are enough: the longest have hundreds.
        for (const { value } of action.values.slice(0, 5)) {
          const request: AuthorizationRequest = {
            principal: 'arn:aws:sts::111122223333:assumed-role/some-role/s1',
            action: value === '*' ? 's3:GetObject' : concrete(value),
            resource: pattern === '*' ? '*' : concreteArn(pattern),
            resourceAccountId: '111122223333',
            context: {
              'aws:PrincipalTag/team': 'blue',
              'aws:ResourceTag/Owner': 'ana',
              'aws:TagKeys': ['a', 'b'],
            },
          };
          expect(decide(request, compiled)).toBe(authorize(request, compiled).outcome);
          asked++;
        }
      }
    }
    expect(asked).toBeGreaterThan(10_000);
  });
});

// "The size of each managed policy can't exceed 6,144 characters" is a quota of customers: AWS's own may be larger.
it('most would fit the quota of a customer’s', () => {
  const large = all.filter(({ text }) => sizeProblem([text], 'managed') !== undefined);
  expect(large.length).toBeGreaterThan(0);
  expect(large.length).toBeLessThan(all.length / 4);
  for (const { name, text } of all) {
    expect(sizeAgainst([text], 'managed'), name).toBe(text.replace(/[ \t\n\r]/g, '').length);
  }
});
