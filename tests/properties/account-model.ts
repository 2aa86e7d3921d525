// What an account holds and what AWS's rules answer, as simply as it can be said: the model that IAM is held against in
// `account.test.ts`. Names are one whatever their case, and keep the case in which they were given first; ARNs have it.

export type Kind = 'user' | 'group' | 'role';

/** A policy as requests name it: AWS's, or one of the account's own, whose ARN is compared with case. */
export type PolicyName = string;

export type Step =
  | { readonly kind: 'create' | 'delete'; readonly of: Kind; readonly name: string }
  | { readonly kind: 'createPolicy' | 'deletePolicy' | 'addVersion'; readonly policy: PolicyName }
  | { readonly kind: 'deleteVersion'; readonly policy: PolicyName; readonly version: number }
  | { readonly kind: 'attach' | 'detach'; readonly of: Kind; readonly name: string; readonly policy: PolicyName }
  | { readonly kind: 'putInline' | 'deleteInline'; readonly of: Kind; readonly name: string; readonly inline: string }
  | { readonly kind: 'limit'; readonly of: 'user' | 'role'; readonly name: string; readonly policy: PolicyName }
  | { readonly kind: 'free'; readonly of: 'user' | 'role'; readonly name: string }
  | { readonly kind: 'join' | 'leave'; readonly name: string; readonly group: string }
  | { readonly kind: 'createKey'; readonly name: string }
  | { readonly kind: 'createProfile' | 'deleteProfile'; readonly profile: string }
  | { readonly kind: 'addRole' | 'removeRole'; readonly profile: string; readonly name: string }; // prettier-ignore

export interface Entity {
  /** As it was given first. */
  readonly name: string;
  /** Of the step that made it. */
  readonly madeBy: number;
  /** ARNs. */
  readonly attached: Set<string>;
  /** By name in lower case, as it was given first. */
  readonly inline: Map<string, string>;
  boundary?: string;
  keys: number;
  /** Of a group: who is in it, by name in lower case. */
  readonly members: Set<string>;
}

export interface Policy {
  readonly name: string;
  readonly versions: Set<number>;
  lastVersion: number;
  defaultVersion: number;
}

export interface Model {
  readonly accountId: string;
  readonly entities: Readonly<Record<Kind, Map<string, Entity>>>;
  readonly policies: Map<string, Policy>;
  readonly profiles: Map<string, { readonly name: string; role?: string }>;
}

/** Undefined: it is done. */
export type Refusal = { readonly code: string; readonly message: string } | undefined;

export function emptyModel(accountId: string): Model {
  const entities = { user: new Map(), group: new Map(), role: new Map() };
  return { accountId, entities, policies: new Map(), profiles: new Map() };
}

export function arnOf({ accountId }: Pick<Model, 'accountId'>, policy: PolicyName): string {
  return policy.startsWith('aws/')
    ? `arn:aws:iam::aws:policy/${policy.slice('aws/'.length)}`
    : `arn:aws:iam::${accountId}:policy/${policy}`;
}

/** How many have it, and whose boundary it is. */
export function usesOf({ entities }: Model, arn: string): { readonly attachments: number; readonly boundaries: number } {
  const all = Object.values(entities).flatMap((each) => [...each.values()]);
  return {
    attachments: all.filter(({ attached }) => attached.has(arn)).length,
    boundaries: all.filter(({ boundary }) => boundary === arn).length,
  };
} // prettier-ignore

/** Does the step, and says what AWS answers. `place`: which step it is. */
export function take(model: Model, step: Step, place: number): Refusal {
  switch (step.kind) {
    case 'create':
      return create(model, step.of, step.name, place);
    case 'delete':
      return remove(model, step.of, step.name);
    case 'createPolicy':
    case 'deletePolicy':
    case 'addVersion':
      return changePolicy(model, step.kind, step.policy);
    case 'deleteVersion':
      return deleteVersion(model, step.policy, step.version);
    case 'createKey':
      return on(model, 'user', step.name, (user) => {
        if (user.keys === 2) return refuse('LimitExceeded', 'Cannot exceed quota for AccessKeysPerUser: 2');
        user.keys += 1;
        return undefined;
      });
    case 'createProfile':
    case 'deleteProfile':
    case 'addRole':
    case 'removeRole':
      return changeProfile(model, step);
    case 'join':
    case 'leave':
      return on(model, 'user', step.name, () =>
        on(model, 'group', step.group, ({ members }) => {
          members[step.kind === 'join' ? 'add' : 'delete'](step.name.toLowerCase());
          return undefined;
        }),
      );
    default:
      return on(model, step.of, step.name, (entity) => changeHeld(model, entity, step));
  }
}

function create({ entities }: Model, kind: Kind, name: string, madeBy: number): Refusal {
  const key = name.toLowerCase();
  const noun = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  if (entities[kind].has(key)) {
    return refuse('EntityAlreadyExists', `${noun} with name ${name} already exists.`);
  }
  entities[kind].set(key, {
    name,
    madeBy,
    attached: new Set(),
    inline: new Map(),
    members: new Set(),
    keys: 0,
  });
  return undefined;
}

function remove(model: Model, kind: Kind, name: string): Refusal {
  return on(model, kind, name, (entity) => {
    const key = name.toLowerCase();
    const conflict = (what: string) => refuse('DeleteConflict', `Cannot delete entity, must ${what} first.`);
    if (entity.members.size > 0) return conflict('remove users from group');
    if (entity.attached.size > 0) return conflict('detach all policies');
    if (entity.inline.size > 0) return conflict('delete policies');
    if (entity.keys > 0) return conflict('delete access keys');
    const groups = [...model.entities.group.values()];
    if (kind === 'user' && groups.some(({ members }) => members.has(key))) {
      return conflict('remove users from group');
    }
    if (kind === 'role' && [...model.profiles.values()].some(({ role }) => role === key)) {
      return conflict('remove roles from instance profile');
    }
    model.entities[kind].delete(key);
    return undefined;
  });
}

type HeldStep = Extract<
  Step,
  { kind: 'attach' | 'detach' | 'putInline' | 'deleteInline' | 'limit' | 'free' }
>;

function changeHeld(model: Model, entity: Entity, step: HeldStep): Refusal {
  switch (step.kind) {
    case 'attach': {
      const arn = arnOf(model, step.policy);
      if (!isThere(model, step.policy)) {
        return refuse('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`);
      }
      entity.attached.add(arn);
      return undefined;
    }
    case 'detach': {
      const arn = arnOf(model, step.policy);
      return entity.attached.delete(arn) ? undefined : refuse('NoSuchEntity', `Policy ${arn} was not found.`);
    }
    case 'putInline': {
      const key = step.inline.toLowerCase();
      entity.inline.set(key, entity.inline.get(key) ?? step.inline);
      return undefined;
    }
    case 'deleteInline': {
      const message = `The ${step.of} policy with name ${step.inline} cannot be found.`;
      return entity.inline.delete(step.inline.toLowerCase()) ? undefined : refuse('NoSuchEntity', message);
    }
    case 'limit': {
      const arn = arnOf(model, step.policy);
      if (!isThere(model, step.policy)) {
        return refuse('NoSuchEntity', `Scope ARN: ${arn} does not exist or is not attachable.`);
      }
      entity.boundary = arn;
      return undefined;
    }
    case 'free':
      if (entity.boundary === undefined) {
        return refuse('NoSuchEntity', `The ${step.of} with name ${step.name} has no permissions boundary.`);
      }
      delete entity.boundary;
      return undefined;
  }
}

/** ARNs are compared with case. */
function isThere({ policies }: Model, policy: PolicyName): boolean {
  return policy.startsWith('aws/') || policies.get(policy.toLowerCase())?.name === policy;
}

function changePolicy(
  model: Model,
  kind: 'createPolicy' | 'deletePolicy' | 'addVersion',
  policy: string,
): Refusal {
  const { policies } = model;
  const key = policy.toLowerCase();
  if (kind === 'createPolicy') {
    const message = `A policy called ${policy} already exists. Duplicate names are not allowed.`;
    if (policies.has(key)) return refuse('EntityAlreadyExists', message);
    policies.set(key, { name: policy, versions: new Set([1]), lastVersion: 1, defaultVersion: 1 });
    return undefined;
  }
  const found = policies.get(key);
  const arn = arnOf(model, policy);
  if (found?.name !== policy) return refuse('NoSuchEntity', `Policy ${arn} was not found.`);
  if (kind === 'addVersion') {
    const message =
      'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.';
    if (found.versions.size === 5) return refuse('LimitExceeded', message);
    found.lastVersion += 1;
    found.versions.add(found.lastVersion);
    // As the steps ask for it.
    found.defaultVersion = found.lastVersion;
    return undefined;
  }
  const { attachments, boundaries } = usesOf(model, arn);
  if (attachments + boundaries > 0) {
    return refuse('DeleteConflict', 'Cannot delete a policy attached to entities.');
  }
  if (found.versions.size > 1) {
    return refuse(
      'DeleteConflict',
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
  }
  policies.delete(key);
  return undefined;
}

function deleteVersion(model: Model, policy: string, version: number): Refusal {
  const found = model.policies.get(policy.toLowerCase());
  if (found?.name !== policy || !found.versions.has(version)) {
    const message = `Policy ${arnOf(model, policy)} version v${version} does not exist or is not attachable.`;
    return refuse('NoSuchEntity', message);
  }
  if (found.defaultVersion === version) {
    return refuse('DeleteConflict', 'Cannot delete the default version of a policy.');
  }
  found.versions.delete(version);
  return undefined;
}

type ProfileStep = Extract<Step, { kind: 'createProfile' | 'deleteProfile' | 'addRole' | 'removeRole' }>;

function changeProfile(model: Model, step: ProfileStep): Refusal {
  const key = step.profile.toLowerCase();
  const found = model.profiles.get(key);
  if (step.kind === 'createProfile') {
    const message = `Instance Profile ${step.profile} already exists.`;
    if (found !== undefined) return refuse('EntityAlreadyExists', message);
    model.profiles.set(key, { name: step.profile });
    return undefined;
  }
  if (found === undefined) {
    return refuse('NoSuchEntity', `Instance Profile ${step.profile} cannot be found.`);
  }
  if (!('name' in step)) {
    const message = 'Cannot delete entity, must remove roles from instance profile first.';
    if (found.role !== undefined) return refuse('DeleteConflict', message);
    model.profiles.delete(key);
    return undefined;
  }
  return on(model, 'role', step.name, () => {
    if (step.kind === 'addRole') {
      const message = 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1';
      if (found.role !== undefined) return refuse('LimitExceeded', message);
      found.role = step.name.toLowerCase();
      return undefined;
    }
    const message = `Role ${step.name} in Instance Profile ${step.profile} cannot be found.`;
    if (found.role !== step.name.toLowerCase()) return refuse('NoSuchEntity', message);
    delete found.role;
    return undefined;
  });
}

function on(model: Model, kind: Kind, name: string, work: (entity: Entity) => Refusal): Refusal {
  const entity = model.entities[kind].get(name.toLowerCase());
  return entity === undefined
    ? refuse('NoSuchEntity', `The ${kind} with name ${name} cannot be found.`)
    : work(entity);
}

function refuse(code: string, message: string): Refusal {
  return { code, message };
}
