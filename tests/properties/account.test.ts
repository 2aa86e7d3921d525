// Users, groups, roles, policies and instance profiles on random sequences of operations over names that differ by case,
// held against a model of AWS's rules: what is answered, what is listed and counted, and that whoever gets a name that
// was another's gets nothing else of his.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Credentials } from '../../src/core/sigv4/credentials.ts';
import { allow, element, elements, makeWorld, type World } from '../unit/cloud/world.ts';
import { arnOf, emptyModel, take, usesOf, type Kind, type Model, type Step } from './account-model.ts';

type Parameters = Readonly<Record<string, string>>;

const name = fc.constantFrom('ann', 'Ann', 'ANN', 'bob');
const policy = fc.constantFrom(
  'read',
  'read',
  'Read',
  'write',
  'aws/IAMReadOnlyAccess',
  'aws/job-function/Billing',
);
const ownPolicy = fc.constantFrom('read', 'read', 'Read', 'write');
const inline = fc.constantFrom('p', 'P', 'q');
const profile = fc.constantFrom('box', 'Box', 'other');
const of = fc.constantFrom<Kind>('user', 'group', 'role');
const limited = fc.constantFrom<'user' | 'role'>('user', 'role');
const kinds = <Name extends Step['kind']>(...all: Name[]): fc.Arbitrary<Name> => fc.constantFrom(...all);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: kinds('create'), of, name }) },
  { weight: 3, arbitrary: fc.record({ kind: kinds('delete'), of, name }) },
  { weight: 3, arbitrary: fc.record({ kind: kinds('createPolicy'), policy: ownPolicy }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: kinds('deletePolicy', 'addVersion', 'addVersion'), policy: ownPolicy }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: kinds('deleteVersion'),
      policy: ownPolicy,
      version: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 8, arbitrary: fc.record({ kind: kinds('attach', 'detach'), of, name, policy }) },
  { weight: 3, arbitrary: fc.record({ kind: kinds('putInline', 'deleteInline'), of, name, inline }) },
  { weight: 2, arbitrary: fc.record({ kind: kinds('limit'), of: limited, name, policy }) },
  fc.record({ kind: kinds('free'), of: limited, name }),
  { weight: 3, arbitrary: fc.record({ kind: kinds('join', 'leave'), name, group: name }) },
  fc.record({ kind: kinds('createKey'), name }),
  { weight: 2, arbitrary: fc.record({ kind: kinds('createProfile', 'deleteProfile'), profile }) },
  { weight: 2, arbitrary: fc.record({ kind: kinds('addRole', 'removeRole'), profile, name }) },
);

/** So that there is something from the start. */
const beginning: readonly Step[] = [
  ...(['user', 'group', 'role'] as const).map((each) => ({ kind: 'create', of: each, name: 'Ann' }) as const),
  { kind: 'createPolicy', policy: 'read' },
  { kind: 'createProfile', profile: 'Box' },
];

it('answers, lists and counts as the rules say, and lets nothing be inherited', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), async (random) => {
      const steps = [...beginning, ...random];
      const world = await makeWorld();
      const root = await world.actAs(world.rootArn);
      const model = emptyModel(world.accountId);
      for (const [place, each] of steps.entries()) {
        const expected = take(model, each, place);
        const [action, parameters] = requestOf(model, each, place);
        const { status, code, message } = await world.query(root, action, parameters);
        expect({ step: each, done: status === 200, code, message }).toEqual({
          step: each,
          done: expected === undefined,
          code: expected?.code,
          message: expected?.message,
        });
      }
      await expectSame(world, root, model);
      expect(world.bugs).toEqual([]);
    }),
    { seed: 61, numRuns: 80 },
  );
}, 60_000);

const trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'; // prettier-ignore

function requestOf(model: Model, step: Step, place: number): readonly [string, Parameters] {
  const noun = 'of' in step ? nounOf(step.of) : '';
  const named = 'name' in step ? { [`${noun === '' ? 'User' : noun}Name`]: step.name } : {};
  const managed = 'policy' in step ? { PolicyArn: arnOf(model, step.policy) } : {};
  switch (step.kind) {
    case 'create':
      return [
        `Create${noun}`,
        {
          ...named,
          ...(step.of === 'role' ? { AssumeRolePolicyDocument: trust } : {}),
          // So that one that was made later under the same name is known from the one before.
          ...(step.of === 'group'
            ? {}
            : { 'Tags.member.1.Key': 'step', 'Tags.member.1.Value': String(place) }),
        },
      ];
    case 'delete':
      return [`Delete${noun}`, named];
    case 'createPolicy':
      return ['CreatePolicy', { PolicyName: step.policy, PolicyDocument: allow('s3:Get*') }];
    case 'deletePolicy':
      return ['DeletePolicy', managed];
    case 'addVersion':
      return ['CreatePolicyVersion', { ...managed, PolicyDocument: allow('s3:*'), SetAsDefault: 'true' }];
    case 'deleteVersion':
      return ['DeletePolicyVersion', { ...managed, VersionId: `v${step.version}` }];
    case 'attach':
      return [`Attach${noun}Policy`, { ...named, ...managed }];
    case 'detach':
      return [`Detach${noun}Policy`, { ...named, ...managed }];
    case 'putInline':
      return [`Put${noun}Policy`, { ...named, PolicyName: step.inline, PolicyDocument: allow('s3:*') }];
    case 'deleteInline':
      return [`Delete${noun}Policy`, { ...named, PolicyName: step.inline }];
    case 'limit':
      return [`Put${noun}PermissionsBoundary`, { ...named, PermissionsBoundary: arnOf(model, step.policy) }];
    case 'free':
      return [`Delete${noun}PermissionsBoundary`, named];
    case 'join':
      return ['AddUserToGroup', { ...named, GroupName: step.group }];
    case 'leave':
      return ['RemoveUserFromGroup', { ...named, GroupName: step.group }];
    case 'createKey':
      return ['CreateAccessKey', named];
    case 'createProfile':
      return ['CreateInstanceProfile', { InstanceProfileName: step.profile }];
    case 'deleteProfile':
      return ['DeleteInstanceProfile', { InstanceProfileName: step.profile }];
    case 'addRole':
      return ['AddRoleToInstanceProfile', { InstanceProfileName: step.profile, RoleName: step.name }];
    case 'removeRole':
      return ['RemoveRoleFromInstanceProfile', { InstanceProfileName: step.profile, RoleName: step.name }];
  }
}

function nounOf(kind: Kind): 'User' | 'Group' | 'Role' {
  return ({ user: 'User', group: 'Group', role: 'Role' } as const)[kind];
}

/** Whether all that IAM tells of the account is what the model has. */
async function expectSame(world: World, root: Credentials, model: Model): Promise<void> {
  const ask = async (action: string, parameters: Parameters = {}): Promise<string> => {
    const { status, text } = await world.query(root, action, parameters);
    if (status !== 200) throw new Error(text);
    return text;
  };
  for (const kind of ['user', 'group', 'role'] as const) await expectEntities(ask, model, kind);
  await expectPolicies(ask, model);
  const profiles = await ask('ListInstanceProfiles');
  expect(elements(profiles, 'InstanceProfileName')).toEqual(inOrder(model.profiles));
  const summary = await ask('GetAccountSummary');
  const values = elements(summary, 'value').map(Number);
  const map = Object.fromEntries(elements(summary, 'key').map((key, place) => [key, values[place]]));
  const { user, group, role } = model.entities;
  const all = [user, group, role].flatMap((each) => [...each.values()]);
  const used = all.flatMap(({ attached, boundary }) => [...attached, boundary ?? []].flat());
  expect(map).toMatchObject({
    Users: user.size,
    Groups: group.size,
    Roles: role.size,
    Policies: model.policies.size,
    PolicyVersionsInUse: new Set(used).size,
    InstanceProfiles: model.profiles.size,
  });
}

async function expectEntities(
  ask: (action: string, parameters?: Parameters) => Promise<string>,
  model: Model,
  kind: Kind,
): Promise<void> {
  const noun = nounOf(kind);
  const all = model.entities[kind];
  expect(elements(await ask(`List${noun}s`), `${noun}Name`)).toEqual(inOrder(all));
  for (const [key, entity] of all) {
    const named = { [`${noun}Name`]: key };
    const attached = await ask(`ListAttached${noun}Policies`, named);
    expect(elements(attached, 'PolicyArn').toSorted()).toEqual([...entity.attached].toSorted());
    expect(elements(await ask(`List${noun}Policies`, named), 'member')).toEqual(
      inOrder(new Map([...entity.inline].map(([id, each]) => [id, { name: each }]))),
    );
    const got = await ask(`Get${noun}`, named);
    if (kind === 'group') {
      const members = [...entity.members].map(
        (id) => [id, model.entities.user.get(id) ?? { name: '' }] as const,
      );
      expect(elements(got, 'UserName')).toEqual(inOrder(new Map(members)));
      continue;
    }
    expect(element(got, 'Value')).toBe(String(entity.madeBy));
    expect(element(got, 'PermissionsBoundaryArn')).toBe(entity.boundary);
    if (kind === 'role') continue;
    const keys = await ask('ListAccessKeys', named);
    expect(elements(keys, 'AccessKeyId')).toHaveLength(entity.keys);
    const groups = [...model.entities.group].filter(([, { members }]) => members.has(key));
    expect(elements(await ask('ListGroupsForUser', named), 'GroupName')).toEqual(inOrder(new Map(groups)));
  }
}

async function expectPolicies(
  ask: (action: string, parameters?: Parameters) => Promise<string>,
  model: Model,
): Promise<void> {
  const listed = await ask('ListPolicies', { Scope: 'Local' });
  expect(elements(listed, 'PolicyName')).toEqual(inOrder(model.policies));
  for (const { name: policyName, versions, defaultVersion } of model.policies.values()) {
    const PolicyArn = arnOf(model, policyName);
    const got = await ask('GetPolicy', { PolicyArn });
    const { attachments, boundaries } = usesOf(model, PolicyArn);
    expect(element(got, 'AttachmentCount')).toBe(String(attachments));
    expect(element(got, 'PermissionsBoundaryUsageCount')).toBe(String(boundaries));
    expect(element(got, 'DefaultVersionId')).toBe(`v${defaultVersion}`);
    expect(elements(await ask('ListPolicyVersions', { PolicyArn }), 'VersionId')).toEqual(
      [...versions].sort((a, b) => b - a).map((version) => `v${version}`),
    );
    const holders = await ask('ListEntitiesForPolicy', { PolicyArn });
    for (const kind of ['user', 'group', 'role'] as const) {
      const held = [...model.entities[kind]].filter(
        ([, { attached, boundary }]) => attached.has(PolicyArn) || boundary === PolicyArn,
      );
      expect(elements(holders, `${nounOf(kind)}Name`)).toEqual(inOrder(new Map(held)));
    }
  }
}

/** Names as they were given first, in the order of their keys. */
function inOrder(all: ReadonlyMap<string, { readonly name: string }>): readonly string[] {
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { name: each }]) => each);
}
