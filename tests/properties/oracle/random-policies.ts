// Random policy sets: every layer, mostly allowing, so that each gets its turn to be the only one that blocks.

import fc from 'fast-check';
import type { NamedPolicy, PolicyLevel, PolicySet, PolicyType } from '../../../src/core/authorize/types.ts';
import { randomCondition, type Make, type Vocabulary } from './random-conditions.ts';
import { oneOrMore, randomNotPrincipal, randomPrincipal, type Patterns } from './random-patterns.ts';
import { isObject, type PlainObject } from './stored-policy.ts';

export interface PolicyOptions {
  readonly vocabulary: Vocabulary;
  readonly patterns: Patterns;
  /** In a hundred: NotAction, and NotResource. */
  readonly negations: number;
  /** In a hundred: statements that have a condition. */
  readonly conditions: number;
  /** In a hundred: policies that allow everything beside their random statements. */
  readonly broad: number;
  /** In a hundred: documents that AWS would not have stored. */
  readonly broken: number;
  readonly maxStatements: number;
  /** In a hundred: sets that have the layer. */
  readonly layers: Readonly<Record<Exclude<PolicyType, 'identity' | 'trust'>, number>>;
}

export function randomPolicySet(options: PolicyOptions): fc.Arbitrary<Make<PolicySet>> {
  const policy = (type: PolicyType) => randomPolicy(type, options);
  const { layers } = options;
  const asResource = policy('resource');
  const asTrust = policy('trust');
  return fc
    .record({
      identity: fc.tuple(listOf(policy('identity'), 2), share(15)),
      boundary: sometimes(layers.boundary, policy('boundary')),
      // The same document stands for a bucket's policy and for a role's trust policy: the action says which.
      resource: sometimes(layers.resource, fc.tuple(asResource, asTrust)),
      endpoint: sometimes(layers.endpoint, policy('endpoint')),
      sessions: sometimes(layers.session, listOf(policy('session'), 2)),
      scps: sometimes(layers.scp, levelsOf(policy('scp'), 1)),
      rcps: sometimes(layers.rcp, levelsOf(policy('rcp'), 0)),
    })
    .map(({ identity: [identity, hasTwin], ...rest }) => (about) => {
      const { boundary, resource, endpoint, sessions, scps, rcps } = rest;
      const isTrust = /^sts:(?:assumerole|tagsession)/i.test(about.action);
      const isSession = /:(?:assumed-role\/|federated-user\/|role\/|root$)/.test(about.principal);
      return {
        identity: hasTwin ? identity(about).flatMap(withTwin) : identity(about),
        ...(boundary === undefined ? {} : { boundary: boundary(about) }),
        ...(resource === undefined ? {} : { resource: resource[isTrust ? 1 : 0](about) }),
        ...(endpoint === undefined ? {} : { endpoint: endpoint(about) }),
        // Users have no session policies, and the contract does not say what they would mean.
        ...(sessions === undefined || !isSession ? {} : { sessions: sessions(about) }),
        ...(scps === undefined ? {} : { scps: scps(about) }),
        ...(rcps === undefined ? {} : { rcps: rcps(about) }),
      };
    });
}

function sometimes<Value>(share: number, arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof({ weight: 100 - share, arbitrary: fc.constant(undefined) }, { weight: share, arbitrary });
}

function listOf<Value>(
  make: fc.Arbitrary<Make<Value>>,
  maxLength: number,
): fc.Arbitrary<Make<readonly Value[]>> {
  return fc.array(make, { maxLength }).map((makers) => (about) => makers.map((each) => each(about)));
}

/** The policy once more in the other version, in which its variables are or are not some. */
function withTwin(policy: NamedPolicy): readonly NamedPolicy[] {
  const { document } = policy;
  if (!isObject(document)) return [policy];
  const Version = document['Version'] === '2012-10-17' ? '2008-10-17' : '2012-10-17';
  return [policy, { ...policy, document: { ...document, Version } }];
}

/** One to three levels, root first. */
function levelsOf(
  policy: fc.Arbitrary<Make<NamedPolicy>>,
  minLength: number,
): fc.Arbitrary<Make<readonly PolicyLevel[]>> {
  const level = fc.array(policy, { minLength, maxLength: 2 });
  return fc.array(level, { minLength: 1, maxLength: 3 }).map(
    (levels) => (about) =>
      levels.map((makers, index) => ({
        id: `level-${index}`,
        policies: makers.map((each) => each(about)),
      })),
  );
}

function randomPolicy(type: PolicyType, options: PolicyOptions): fc.Arbitrary<Make<NamedPolicy>> {
  const statements = fc.array(randomStatement(type, options), {
    minLength: 1,
    maxLength: options.maxStatements,
  });
  const isBroad = type === 'rcp' ? fc.constant(false) : share(options.broad);
  return fc
    .record({
      version: fc.constantFrom('2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17', undefined),
      statements,
      isBroad,
      isText: share(10),
      fault: sometimes(options.broken, fc.constantFrom(...faults)),
    })
    .map(({ version, statements: makers, isBroad: broad, isText, fault }) => (about) => {
      const made = makers.map((make) => make(about));
      const whole = {
        ...(version === undefined ? {} : { Version: version }),
        Statement: broad ? [broadest(type), ...made] : made.length === 1 ? made[0] : made,
      };
      const document = fault === undefined ? whole : fault(whole);
      return { name: type, document: isText ? JSON.stringify(document) : document };
    });
}

const pinned: Make<PlainObject> = () => ({ ArnLike: { 'aws:PrincipalArn': '*' } });

/** Each for a reason of its own; the last is stored in some types of policy. */
const faults: readonly ((document: PlainObject) => PlainObject)[] = [
  (document) => ({ ...document, Statement: [] }),
  (document) => ({ ...document, Version: '2012-10-18' }),
  (document) => ({ ...document, Statements: [] }),
  ({ Version }) => ({ Version, Statement: { Effect: 'allow', Action: 's3:*', Resource: '*' } }),
  ({ Version }) => ({
    Version,
    Statement: { Effect: 'Deny', NotAction: 's*:Get', Principal: '*', Resource: '*' },
  }),
  ({ Version }) => ({
    Version,
    Statement: { Effect: 'Deny', Action: 'sts:*', Condition: { stringequals: {} } },
  }),
  ({ Version }) => ({ Version, Statement: { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3' } }),
];

function broadest(type: PolicyType): PlainObject {
  const action = type === 'trust' ? { Action: 'sts:*' } : { Action: '*', Resource: '*' };
  const isOfResource = type === 'resource' || type === 'trust' || type === 'endpoint';
  return { Effect: 'Allow', ...(isOfResource ? { Principal: '*' } : {}), ...action };
}

function randomStatement(type: PolicyType, options: PolicyOptions): fc.Arbitrary<Make<PlainObject>> {
  const isTrust = type === 'trust';
  const isRcp = type === 'rcp';
  const hasPrincipal = ['resource', 'trust', 'endpoint'].includes(type);
  const isWhole = type !== 'identity' && type !== 'boundary';
  return fc
    .record({
      denies: isRcp ? fc.constant(true) : share(16),
      action: oneOrMore(options.patterns.action(isTrust || isRcp)),
      isNotAction: isRcp ? fc.constant(false) : share(options.negations),
      resource: oneOrMore(options.patterns.resource(isWhole)),
      isNotResource: share(options.negations),
      principal: randomPrincipal,
      isPinned: share(hasPrincipal ? 15 : 0),
      notPrincipal: sometimes(40, randomNotPrincipal),
      condition: sometimes(options.conditions, randomCondition(options.vocabulary)),
      // Denies go with a condition more often, or nothing would be left to be allowed.
      moreCondition: sometimes(60, randomCondition(options.vocabulary)),
    })
    .map((chosen) => (about) => {
      const { denies, action, isNotAction, resource, isNotResource, principal, notPrincipal } = chosen;
      const given = chosen.condition ?? (denies ? chosen.moreCondition : undefined);
      const exempts = denies && !isTrust && notPrincipal !== undefined;
      const isPinned = chosen.isPinned && !denies;
      const who = exempts
        ? { NotPrincipal: notPrincipal(about) }
        : { Principal: isPinned ? '*' : principal(about) };
      // "The aws:PrincipalArn condition key with a wildcard(*) in the Principal element": a case of its own.
      const condition = isPinned ? pinned : given;
      const what = { [isNotResource ? 'NotResource' : 'Resource']: resource(about) };
      return {
        Effect: denies ? 'Deny' : 'Allow',
        ...(isRcp ? { Principal: '*' } : hasPrincipal ? who : {}),
        [isNotAction ? 'NotAction' : 'Action']: action(about),
        ...(isTrust ? {} : what),
        ...(condition === undefined ? {} : { Condition: condition(about) }),
      };
    });
}

function share(inAHundred: number): fc.Arbitrary<boolean> {
  return fc.oneof(
    { weight: 100 - inAHundred, arbitrary: fc.constant(false) },
    { weight: inAHundred, arbitrary: fc.constant(true) },
  );
}
