// The tutorial on attribute-based access control: roles and secrets by the tags of team and project.

import { documentation, policy, type Case, type Context } from './cases.ts';

const account = '111122223333';
const assumeRolePolicy = policy('access-assume-role', {
  Sid: 'TutorialAssumeRole',
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Resource: `arn:aws:iam::${account}:role/access-*`,
  Condition: {
    StringEquals: {
      'iam:ResourceTag/access-project': '${aws:PrincipalTag/access-project}',
      'iam:ResourceTag/access-team': '${aws:PrincipalTag/access-team}',
      'iam:ResourceTag/cost-center': '${aws:PrincipalTag/cost-center}',
    },
  },
});
const sameProjectTeam = policy(
  'access-same-project-team',
  {
    Sid: 'AllActionsSecretsManagerSameProjectSameTeam',
    Effect: 'Allow',
    Action: 'secretsmanager:*',
    Resource: '*',
    Condition: {
      StringEquals: {
        'aws:ResourceTag/access-project': '${aws:PrincipalTag/access-project}',
        'aws:ResourceTag/access-team': '${aws:PrincipalTag/access-team}',
        'aws:ResourceTag/cost-center': '${aws:PrincipalTag/cost-center}',
      },
      'ForAllValues:StringEquals': {
        'aws:TagKeys': ['access-project', 'access-team', 'cost-center', 'Name', 'OwnedBy'],
      },
      StringEqualsIfExists: {
        'aws:RequestTag/access-project': '${aws:PrincipalTag/access-project}',
        'aws:RequestTag/access-team': '${aws:PrincipalTag/access-team}',
        'aws:RequestTag/cost-center': '${aws:PrincipalTag/cost-center}',
      },
    },
  },
  {
    Sid: 'AllResourcesSecretsManagerNoTags',
    Effect: 'Allow',
    Action: ['secretsmanager:GetRandomPassword', 'secretsmanager:ListSecrets'],
    Resource: '*',
  },
  {
    Sid: 'ReadSecretsManagerSameTeam',
    Effect: 'Allow',
    Action: ['secretsmanager:Describe*', 'secretsmanager:Get*', 'secretsmanager:List*'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:ResourceTag/access-team': '${aws:PrincipalTag/access-team}' } },
  },
  {
    Sid: 'DenyUntagSecretsManagerReservedTags',
    Effect: 'Deny',
    Action: 'secretsmanager:UntagResource',
    Resource: '*',
    Condition: { 'ForAnyValue:StringLike': { 'aws:TagKeys': 'access-*' } },
  },
  {
    Sid: 'DenyPermissionsManagement',
    Effect: 'Deny',
    Action: 'secretsmanager:*Policy',
    Resource: '*',
  },
);

type Tags = readonly [project: string, team: string, costCenter: string];
const peg: Readonly<Record<'eng' | 'qas', Tags>> = {
  eng: ['peg', 'eng', '987654'],
  qas: ['peg', 'qas', '987654'],
};
const uni: Readonly<Record<'eng' | 'qas', Tags>> = {
  eng: ['uni', 'eng', '123456'],
  qas: ['uni', 'qas', '123456'],
};
const tagged = (key: string, [project, team, costCenter]: Tags): Context => ({
  [`${key}/access-project`]: project,
  [`${key}/access-team`]: team,
  [`${key}/cost-center`]: costCenter,
});
const page = 'IAM/latest/UserGuide/tutorial_attribute-based-access-control.html';

const users: readonly (readonly [name: string, tags: Tags])[] = [
  ['access-Arnav-peg-eng', peg.eng],
  ['access-Mary-peg-qas', peg.qas],
  ['access-Saanvi-uni-eng', uni.eng],
  ['access-Carlos-uni-qas', uni.qas],
];
const roles: readonly (readonly [name: string, tags: Tags])[] = [
  ['access-peg-engineering', peg.eng],
  ['access-peg-quality-assurance', peg.qas],
  ['access-uni-engineering', uni.eng],
  ['access-uni-quality-assurance', uni.qas],
];
const trust = policy('trust', {
  Sid: 'Account',
  Effect: 'Allow',
  Principal: { AWS: account },
  Action: 'sts:AssumeRole',
});
documentation(
  `${page}: step 1, assuming roles`,
  users.flatMap(([user, userTags]) =>
    roles.map(([role, roleTags]): Case => ({
      title: `${user} assumes ${role}`,
      request: {
        principal: `arn:aws:iam::${account}:user/${user}`,
        action: 'sts:AssumeRole',
        resource: `arn:aws:iam::${account}:role/${role}`,
        resourceAccountId: account,
        context: { ...tagged('aws:PrincipalTag', userTags), ...tagged('iam:ResourceTag', roleTags) },
      },
      policies: { identity: [assumeRolePolicy], resource: trust },
      ...(userTags === roleTags
        ? { outcome: 'allowed', blockedBy: [], statements: ['identity:TutorialAssumeRole', 'trust:Account'] }
        : { outcome: 'implicitDeny', blockedBy: ['identity'], statements: ['trust:Account'] }),
    })),
  ),
);

const engineer: Context = tagged('aws:PrincipalTag', peg.eng);
const inRole = (action: string, context: Context, name = 'test-access-peg-eng') => ({
  principal: `arn:aws:sts::${account}:assumed-role/access-peg-engineering/s`,
  action,
  resource: `arn:aws:secretsmanager:us-east-1:${account}:secret:${name}-AbCdEf`,
  resourceAccountId: account,
  context: { ...engineer, ...context },
});
/** A secret that is made with tags has them as the resource's and as the request's. */
const creating = (tags: Tags | undefined, more: Readonly<Record<string, string>> = {}): Context =>
  tags === undefined
    ? {}
    : {
        ...tagged('aws:ResourceTag', tags),
        ...tagged('aws:RequestTag', tags),
        ...Object.fromEntries(Object.entries(more).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
        'aws:TagKeys': ['access-project', 'access-team', 'cost-center', ...Object.keys(more)],
      };
const allActions = 'identity:AllActionsSecretsManagerSameProjectSameTeam';
const refusals: readonly (readonly [title: string, context: Context])[] = [
  ['no tags', creating(undefined)],
  ['another project', creating(['uni', 'eng', '987654'])],
  ['another team', creating(['peg', 'qas', '987654'])],
  ['another cost center', creating(['peg', 'eng', '123456'])],
  ['an additional tag that is not allowed', creating(peg.eng, { Owner: 'Jane' })],
];
documentation(`${page}: step 4, creating secrets`, [
  ...refusals.map(([title, context]): Case => ({
    title,
    request: inRole('secretsmanager:CreateSecret', context),
    policies: { identity: [sameProjectTeam] },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  })),
  {
    title: 'all three tags and the optional Name',
    request: inRole('secretsmanager:CreateSecret', creating(peg.eng, { Name: 'Jane' })),
    policies: { identity: [sameProjectTeam] },
    outcome: 'allowed',
    blockedBy: [],
    statements: [allActions],
  },
  {
    title: 'the three tags alone',
    request: inRole('secretsmanager:CreateSecret', creating(peg.eng)),
    policies: { identity: [sameProjectTeam] },
    outcome: 'allowed',
    blockedBy: [],
    statements: [allActions],
  },
]);

const secrets: readonly (readonly [name: string, tags: Tags])[] = [
  ['test-access-peg-eng', peg.eng],
  ['test-access-peg-qas', peg.qas],
  ['test-access-uni-eng', uni.eng],
  ['test-access-uni-qas', uni.qas],
];
documentation(
  `${page}: step 5, viewing secrets`,
  roles.flatMap(([role, roleTags]) =>
    secrets.map(([secret, secretTags]): Case => ({
      title: `${role} views ${secret}`,
      request: {
        ...inRole('secretsmanager:GetSecretValue', {}, secret),
        principal: `arn:aws:sts::${account}:assumed-role/${role}/s`,
        context: {
          ...tagged('aws:PrincipalTag', roleTags),
          ...tagged('aws:ResourceTag', secretTags),
        },
      },
      policies: { identity: [sameProjectTeam] },
      ...(roleTags[1] === secretTags[1]
        ? {
            outcome: 'allowed',
            blockedBy: [],
            statements: [
              'identity:ReadSecretsManagerSameTeam',
              ...(roleTags[0] === secretTags[0] ? [allActions] : []),
            ],
          }
        : { outcome: 'implicitDeny', blockedBy: ['identity'], statements: [] }),
    })),
  ),
);

// The last line of the page's table names a role twice; it is read as Unicorn's quality assurance.
documentation(
  `${page}: step 7, updating and deleting secrets`,
  ['secretsmanager:UpdateSecret', 'secretsmanager:DeleteSecret'].flatMap((action) =>
    roles.flatMap(([role, roleTags]) =>
      secrets.map(([secret, secretTags]): Case => ({
        title: `${role}: ${action} on ${secret}`,
        request: {
          ...inRole(action, {}, secret),
          principal: `arn:aws:sts::${account}:assumed-role/${role}/s`,
          context: {
            ...tagged('aws:PrincipalTag', roleTags),
            ...tagged('aws:ResourceTag', secretTags),
          },
        },
        policies: { identity: [sameProjectTeam] },
        ...(roleTags === secretTags
          ? { outcome: 'allowed', blockedBy: [], statements: [allActions] }
          : { outcome: 'implicitDeny', blockedBy: ['identity'], statements: [] }),
      })),
    ),
  ),
);

documentation(`${page}: step 2, what the policy does`, [
  {
    title: 'everybody lists all secrets',
    request: { ...inRole('secretsmanager:ListSecrets', {}), resource: '*' },
    policies: { identity: [sameProjectTeam] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:AllResourcesSecretsManagerNoTags'],
  },
  {
    title: 'a secret of the own team and project is updated',
    request: inRole('secretsmanager:UpdateSecret', tagged('aws:ResourceTag', peg.eng)),
    policies: { identity: [sameProjectTeam] },
    outcome: 'allowed',
    blockedBy: [],
    statements: [allActions],
  },
  {
    title: 'a secret of the own team and another project is not',
    request: inRole('secretsmanager:UpdateSecret', tagged('aws:ResourceTag', uni.eng)),
    policies: { identity: [sameProjectTeam] },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
  {
    title: 'a secret of the own team and project is deleted',
    request: inRole('secretsmanager:DeleteSecret', tagged('aws:ResourceTag', peg.eng)),
    policies: { identity: [sameProjectTeam] },
    outcome: 'allowed',
    blockedBy: [],
    statements: [allActions],
  },
  {
    title: 'tags that begin with access- cannot be removed',
    request: inRole('secretsmanager:UntagResource', {
      ...tagged('aws:ResourceTag', peg.eng),
      'aws:TagKeys': ['access-team'],
    }),
    policies: { identity: [sameProjectTeam] },
    outcome: 'explicitDeny',
    blockedBy: ['identity'],
    statements: [allActions, 'identity:DenyUntagSecretsManagerReservedTags'],
  },
  {
    title: 'the optional tag can',
    request: inRole('secretsmanager:UntagResource', {
      ...tagged('aws:ResourceTag', peg.eng),
      'aws:TagKeys': ['Name'],
    }),
    policies: { identity: [sameProjectTeam] },
    outcome: 'allowed',
    blockedBy: [],
    statements: [allActions],
  },
  {
    title: 'the policies of the secrets cannot be edited',
    request: inRole('secretsmanager:PutResourcePolicy', tagged('aws:ResourceTag', peg.eng)),
    policies: { identity: [sameProjectTeam] },
    outcome: 'explicitDeny',
    blockedBy: ['identity'],
    statements: [allActions, 'identity:DenyPermissionsManagement'],
  },
  {
    title: 'a role without tags gets nothing by variables that have no value',
    request: {
      ...inRole('secretsmanager:UpdateSecret', {}),
      context: tagged('aws:ResourceTag', peg.eng),
    },
    policies: { identity: [sameProjectTeam] },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
]);

// Step 6: Saanvi works for two more projects and is given the roles by name.
const specificRoles = policy('access-assume-specific-roles', {
  Sid: 'TutorialAssumeSpecificRoles',
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Resource: [
    `arn:aws:iam::${account}:role/access-peg-engineering`,
    `arn:aws:iam::${account}:role/access-cen-engineering`,
  ],
});
const saanvi = (role: string): Case['request'] => ({
  principal: `arn:aws:iam::${account}:user/access-Saanvi-uni-eng`,
  action: 'sts:AssumeRole',
  resource: `arn:aws:iam::${account}:role/${role}`,
  resourceAccountId: account,
  context: tagged('aws:PrincipalTag', uni.eng),
});
documentation(`${page}: step 6, specific roles`, [
  ...['access-peg-engineering', 'access-cen-engineering'].map((role): Case => ({
    title: `Saanvi assumes ${role}`,
    request: saanvi(role),
    policies: { identity: [specificRoles], resource: trust },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:TutorialAssumeSpecificRoles', 'trust:Account'],
  })),
  {
    title: 'and no quality assurance',
    request: saanvi('access-peg-quality-assurance'),
    policies: { identity: [specificRoles], resource: trust },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['trust:Account'],
  },
]);
