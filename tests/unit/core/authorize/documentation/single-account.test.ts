// How the layers combine inside one account.

import { documentation, level, policy, type Case, type Context, type Statement } from './cases.ts';
import type { PolicySet, PolicyType } from '../../../../../src/core/authorize/types.ts';

const account = '111122223333';
const bucket = ['arn:aws:s3:::amzn-s3-demo-bucket', 'arn:aws:s3:::amzn-s3-demo-bucket/*'];

// An explicit and an implicit deny in one policy; a second policy cannot lift the explicit one.
const allowGetList: Statement = {
  Sid: 'AllowGetList',
  Effect: 'Allow',
  Action: ['iam:Get*', 'iam:List*'],
  Resource: '*',
};
const denyReports: Statement = {
  Sid: 'DenyReports',
  Effect: 'Deny',
  Action: 'iam:*Report',
  Resource: '*',
};
const interplay = policy('Interplay', allowGetList, denyReports);
const reportsToo = policy('ReportsToo', {
  Sid: 'Reports',
  Effect: 'Allow',
  Action: 'iam:*Report',
  Resource: '*',
});
const iam = (action: string) => ({
  principal: `arn:aws:iam::${account}:user/someone`,
  action,
  resource: '*',
  resourceAccountId: account,
});

documentation(
  'IAM/latest/UserGuide/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html',
  [
    {
      title: 'an action of the allowed prefix',
      request: iam('iam:GetUser'),
      policies: { identity: [interplay] },
      outcome: 'allowed',
      blockedBy: [],
      statements: ['identity:AllowGetList'],
    },
    {
      title: 'the other allowed prefix',
      request: iam('iam:ListRoles'),
      policies: { identity: [interplay] },
      outcome: 'allowed',
      blockedBy: [],
      statements: ['identity:AllowGetList'],
    },
    {
      title: 'all other actions are implicitly denied',
      request: iam('iam:CreatePolicy'),
      policies: { identity: [interplay] },
      outcome: 'implicitDeny',
      blockedBy: ['identity'],
      statements: [],
    },
    {
      title: 'a report whose name begins with Get is explicitly denied',
      request: iam('iam:GetOrganizationsAccessReport'),
      policies: { identity: [interplay] },
      outcome: 'explicitDeny',
      blockedBy: ['identity'],
      statements: ['identity:AllowGetList', 'identity:DenyReports'],
    },
    {
      title: 'a report that is not allowed either',
      request: iam('iam:GenerateCredentialReport'),
      policies: { identity: [interplay] },
      outcome: 'explicitDeny',
      blockedBy: ['identity'],
      statements: ['identity:DenyReports'],
    },
    {
      title: 'adding another policy that grants reports does not help',
      request: iam('iam:GenerateCredentialReport'),
      policies: { identity: [interplay, reportsToo] },
      outcome: 'explicitDeny',
      blockedBy: ['identity'],
      statements: ['identity:DenyReports', 'identity:Reports'],
    },
    {
      title: 'without the deny the other policy does',
      request: iam('iam:GenerateCredentialReport'),
      policies: { identity: [policy('Interplay', allowGetList), reportsToo] },
      outcome: 'allowed',
      blockedBy: [],
      statements: ['identity:Reports'],
    },
  ],
);

// Carlos saves a file.
const own = [
  'arn:aws:s3:::amzn-s3-demo-bucket-carlossalazar/*',
  'arn:aws:s3:::amzn-s3-demo-bucket-carlossalazar',
];
const carlosPolicy = policy(
  'carlossalazar',
  {
    Sid: 'AllowS3ListRead',
    Effect: 'Allow',
    Action: [
      's3:GetBucketLocation',
      's3:GetAccountPublicAccessBlock',
      's3:ListAccessPoints',
      's3:ListAllMyBuckets',
    ],
    Resource: 'arn:aws:s3:::*',
  },
  { Sid: 'AllowS3Self', Effect: 'Allow', Action: 's3:*', Resource: own },
  { Sid: 'DenyS3Logs', Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::*log*' },
);
const carlosBucket = policy('bucket', {
  Sid: 'Bucket',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::123456789012:user/carlossalazar' },
  Action: 's3:*',
  Resource: own,
});
const carlos = (action: string, resource: string) => ({
  principal: 'arn:aws:iam::123456789012:user/carlossalazar',
  action,
  resource,
  resourceAccountId: '123456789012',
});
const ownFile = 'arn:aws:s3:::amzn-s3-demo-bucket-carlossalazar/file';

documentation('IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html', [
  {
    title: 'saving to the logs bucket',
    request: carlos('s3:PutObject', 'arn:aws:s3:::amzn-s3-demo-bucket-carlossalazar-logs/file'),
    policies: { identity: [carlosPolicy] },
    outcome: 'explicitDeny',
    blockedBy: ['identity'],
    statements: ['identity:DenyS3Logs'],
  },
  {
    title: 'saving to his own bucket, which both policies allow',
    request: carlos('s3:PutObject', ownFile),
    policies: { identity: [carlosPolicy], resource: carlosBucket },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:AllowS3Self', 'resource:Bucket'],
  },
  {
    title: 'only the bucket policy allows',
    request: carlos('s3:PutObject', ownFile),
    policies: { identity: [], resource: carlosBucket },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:Bucket'],
  },
  {
    title: 'only his own policy allows',
    request: carlos('s3:PutObject', ownFile),
    policies: { identity: [carlosPolicy] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:AllowS3Self'],
  },
  {
    title: 'had the bucket policy denied it',
    request: carlos('s3:PutObject', ownFile),
    policies: {
      identity: [carlosPolicy],
      resource: policy('bucket', {
        Sid: 'DenyPut',
        Effect: 'Deny',
        Principal: { AWS: 'arn:aws:iam::123456789012:user/carlossalazar' },
        Action: 's3:PutObject',
        Resource: own,
      }),
    },
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:AllowS3Self', 'resource:DenyPut'],
  },
  {
    title: 'had his own policy denied it, the bucket policy does not help',
    request: carlos('s3:PutObject', ownFile),
    policies: {
      identity: [
        carlosPolicy,
        policy('more', { Sid: 'DenyPut', Effect: 'Deny', Action: 's3:PutObject', Resource: '*' }),
      ],
      resource: carlosBucket,
    },
    outcome: 'explicitDeny',
    blockedBy: ['identity'],
    statements: ['identity:AllowS3Self', 'identity:DenyPut', 'resource:Bucket'],
  },
  {
    title: 'listing the buckets of the account',
    request: carlos('s3:ListAllMyBuckets', 'arn:aws:s3:::*'),
    policies: { identity: [carlosPolicy] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:AllowS3ListRead'],
  },
  {
    title: 'a bucket of another name',
    request: carlos('s3:GetObject', 'arn:aws:s3:::amzn-s3-demo-bucket-other/file'),
    policies: { identity: [carlosPolicy] },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
  {
    title: 'where such a bucket is',
    request: carlos('s3:GetBucketLocation', 'arn:aws:s3:::amzn-s3-demo-bucket-other'),
    policies: { identity: [carlosPolicy] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:AllowS3ListRead'],
  },
  {
    title: 'where a logs bucket is',
    request: carlos('s3:GetBucketLocation', 'arn:aws:s3:::amzn-s3-demo-bucket-logs'),
    policies: { identity: [carlosPolicy] },
    outcome: 'explicitDeny',
    blockedBy: ['identity'],
    statements: ['identity:AllowS3ListRead', 'identity:DenyS3Logs'],
  },
]);

// Who the resource-based policy names decides which implicit denies limit it; every explicit deny does.
const user = `arn:aws:iam::${account}:user/exampleuser`;
const role = `arn:aws:iam::${account}:role/examplerole`;
const session = `arn:aws:sts::${account}:assumed-role/examplerole/examplerolesessionname`;
const federated = `arn:aws:sts::${account}:federated-user/exampleuser`;
const allowAll: Statement = { Sid: 'Allow', Effect: 'Allow', Action: 's3:*', Resource: '*' };
const allowOther: Statement = { Sid: 'Other', Effect: 'Allow', Action: 'ec2:*', Resource: '*' };
const denyAll: Statement = { Sid: 'Deny', Effect: 'Deny', Action: 's3:GetObject', Resource: '*' };
type Limiting = 'identity' | 'boundary' | 'session';
const order: readonly Limiting[] = ['identity', 'boundary', 'session'];

interface Named {
  readonly who: string;
  readonly principal: string;
  readonly issuer?: string;
  readonly grant: Statement;
  /** The layers that this principal can have. */
  readonly layers: readonly Limiting[];
  /** Those whose implicit deny limits the grant. */
  readonly limitedBy: readonly Limiting[];
}

const grant = (more: Statement): Statement => ({
  Sid: 'Grant',
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: bucket,
  ...more,
});
const pinned = (operator: string, arn: string) => ({
  Condition: { [operator]: { 'aws:PrincipalArn': arn } },
});
const named: readonly Named[] = [
  {
    who: 'IAM user',
    principal: user,
    grant: grant({ Principal: { AWS: user } }),
    layers: ['identity', 'boundary'],
    limitedBy: [],
  },
  {
    who: 'IAM role session',
    principal: session,
    grant: grant({ Principal: { AWS: session } }),
    layers: order,
    limitedBy: [],
  },
  {
    who: 'IAM role',
    principal: session,
    grant: grant({ Principal: { AWS: role } }),
    layers: order,
    limitedBy: ['boundary', 'session'],
  },
  {
    who: 'federated user',
    principal: federated,
    issuer: user,
    grant: grant({ Principal: { AWS: federated } }),
    layers: order,
    limitedBy: [],
  },
  {
    who: 'IAM user who federated',
    principal: federated,
    issuer: user,
    grant: grant({ Principal: { AWS: user } }),
    layers: order,
    limitedBy: ['boundary', 'session'],
  },
  {
    who: 'everyone with aws:PrincipalArn in ArnEquals',
    principal: session,
    grant: grant({ Principal: '*', ...pinned('ArnEquals', role) }),
    layers: order,
    limitedBy: [],
  },
  {
    who: 'everyone with aws:PrincipalArn in StringEquals',
    principal: session,
    grant: grant({ Principal: { AWS: '*' }, ...pinned('StringEquals', role) }),
    layers: order,
    limitedBy: [],
  },
  {
    // "This delegates authority to the account", reference_policies_elements_principal.
    who: 'account with aws:PrincipalArn',
    principal: session,
    grant: grant({ Principal: { AWS: account }, ...pinned('ArnEquals', role) }),
    layers: order,
    limitedBy: order,
  },
];

function layered(layers: readonly Limiting[], say: (layer: Limiting) => Statement): PolicySet {
  const of = (layer: Limiting) => policy(layer, say(layer));
  return {
    identity: [of('identity')],
    ...(layers.includes('boundary') ? { boundary: of('boundary') } : {}),
    ...(layers.includes('session') ? { sessions: [of('session')] } : {}),
  };
}

function casesOf({ who, principal, issuer, grant: resource, layers, limitedBy }: Named): readonly Case[] {
  const request = {
    principal,
    ...(issuer === undefined ? {} : { issuer }),
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::amzn-s3-demo-bucket/key',
    resourceAccountId: account,
  };
  const set = (say: (layer: Limiting) => Statement): PolicySet => ({
    ...layered(layers, say),
    resource: policy('bucket', resource),
  });
  const limited = (silent: readonly Limiting[]): Pick<Case, 'outcome' | 'blockedBy' | 'statements'> => {
    const blockedBy: readonly PolicyType[] = silent.filter((layer) => limitedBy.includes(layer));
    return {
      outcome: blockedBy.length > 0 ? 'implicitDeny' : 'allowed',
      blockedBy,
      statements: [
        'resource:Grant',
        ...layers.filter((layer) => !silent.includes(layer)).map((layer) => `${layer}:Allow`),
      ],
    };
  };
  return [
    {
      title: `${who}: all layers are silent`,
      request,
      policies: set(() => allowOther),
      ...limited(layers),
    },
    ...layers.map((silent) => ({
      title: `${who}: implicit deny in ${silent}`,
      request,
      policies: set((layer) => (layer === silent ? allowOther : allowAll)),
      ...limited([silent]),
    })),
    ...layers.map((denying): Case => ({
      title: `${who}: explicit deny in ${denying}`,
      request,
      policies: set((layer) => (layer === denying ? denyAll : allowAll)),
      outcome: 'explicitDeny',
      blockedBy: [denying],
      statements: [
        'resource:Grant',
        ...layers.map((layer) => (layer === denying ? `${layer}:Deny` : `${layer}:Allow`)),
      ],
    })),
  ];
}

documentation(
  'IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html',
  named.flatMap(casesOf),
);

// "For most resources, you only need an explicit Allow in either"; the session's own default policy.
const s3Read = policy('read', { Sid: 'Read', Effect: 'Allow', Action: 's3:Get*', Resource: '*' });
const ask = (principal: string, context: Context = {}) => ({
  principal,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::amzn-s3-demo-bucket/key',
  resourceAccountId: account,
  context,
});
documentation(
  'IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html: sessions, groups, SCPs and RCPs',
  [
    {
      title: 'a role session without session policy: a default one is made, which allows',
      request: ask(session),
      policies: { identity: [s3Read] },
      outcome: 'allowed',
      blockedBy: [],
      statements: ['identity:Read'],
    },
    {
      title: 'a federated session without session policy is denied',
      request: { ...ask(federated), issuer: user },
      policies: { identity: [s3Read], sessions: [] },
      outcome: 'implicitDeny',
      blockedBy: ['session'],
      statements: ['identity:Read'],
    },
    {
      title: 'a user is no session principal: identity and boundary decide',
      request: ask(user),
      policies: { identity: [s3Read], boundary: s3Read },
      outcome: 'allowed',
      blockedBy: [],
      statements: ['identity:Read', 'boundary:Read'],
    },
    {
      title: 'a group\u2019s policy is an identity-based policy of the user',
      request: ask(user),
      policies: { identity: [policy('inline', allowOther), policy('of-group', allowAll)] },
      outcome: 'allowed',
      blockedBy: [],
      statements: ['identity:Allow'],
    },
    {
      title: 'the SCP limits also what a bucket policy grants to the user',
      request: ask(user),
      policies: {
        identity: [],
        resource: policy('bucket', grant({ Principal: { AWS: user } })),
        scps: [level('r-root', policy('scp', allowOther))],
      },
      outcome: 'implicitDeny',
      blockedBy: ['scp'],
      statements: ['resource:Grant'],
    },
    {
      title: 'an RCP limits also what a bucket policy grants to the session',
      request: ask(session),
      policies: {
        identity: [],
        resource: policy('bucket', grant({ Principal: { AWS: session } })),
        rcps: [
          level(
            'r-root',
            policy('rcp', { Sid: 'Rcp', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }),
          ),
        ],
      },
      outcome: 'explicitDeny',
      blockedBy: ['rcp'],
      statements: ['rcp:Rcp', 'resource:Grant'],
    },
  ],
);

// "This means that an action must be allowed by all three policy types."
interface Venn {
  readonly scp: boolean;
  readonly identity: boolean;
  readonly rcpDenies: boolean;
}
const venns: readonly Venn[] = [true, false].flatMap((scp) =>
  [true, false].flatMap((identity) => [true, false].map((rcpDenies) => ({ scp, identity, rcpDenies }))),
);
documentation(
  'IAM/latest/UserGuide/reference_policies_evaluation-logic.html: SCPs and RCPs',
  venns.map(({ scp, identity, rcpDenies }): Case => {
    const silent: readonly PolicyType[] = [
      ...(scp ? [] : (['scp'] as const)),
      ...(identity ? [] : (['identity'] as const)),
    ];
    return {
      title: `SCP ${scp ? 'allows' : 'is silent'}, identity ${identity ? 'allows' : 'is silent'}, RCP ${rcpDenies ? 'denies' : 'lets pass'}`,
      request: ask(user),
      policies: {
        identity: [policy('i', identity ? allowAll : allowOther)],
        scps: [level('r-root', policy('s', scp ? allowAll : allowOther))],
        rcps: [
          level(
            'r-root',
            policy('r', {
              Sid: 'Rcp',
              Effect: 'Deny',
              Principal: '*',
              Action: rcpDenies ? 's3:GetObject' : 's3:DeleteObject',
              Resource: '*',
            }),
          ),
        ],
      },
      outcome: rcpDenies ? 'explicitDeny' : silent.length > 0 ? 'implicitDeny' : 'allowed',
      blockedBy: [...(rcpDenies ? (['rcp'] as const) : []), ...silent],
      statements: [
        ...(rcpDenies ? ['rcp:Rcp'] : []),
        ...(scp ? ['scp:Allow'] : []),
        ...(identity ? ['identity:Allow'] : []),
      ],
    };
  }),
);

// The figure: what four users may do with the resources X, Y and Z.
const queue = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
const list = ['sqs:ListQueueTags'];
const read = ['sqs:GetQueueAttributes'];
const write = ['sqs:SendMessage'];
const may = (Sid: string, actions: readonly string[], ...names: readonly string[]): Statement => ({
  Sid,
  Effect: 'Allow',
  Action: actions,
  Resource: names.map(queue),
});
const figureUser = (name: string) => `arn:aws:iam::123456789012:user/${name}`;
const x = policy('X', {
  ...may('XListRead', [...list, ...read], 'X'),
  Principal: { AWS: [figureUser('John'), figureUser('Mary')] },
});
const y = policy(
  'Y',
  { ...may('YListWrite', write, 'Y'), Principal: { AWS: figureUser('Carlos') } },
  { ...may('YListRead', [...list, ...read], 'Y'), Principal: { AWS: figureUser('Zhang') } },
);
const z = policy(
  'Z',
  {
    Sid: 'ZDeny',
    Effect: 'Deny',
    Principal: { AWS: figureUser('Carlos') },
    Action: 'sqs:*',
    Resource: queue('Z'),
  },
  { ...may('ZFull', ['sqs:*'], 'Z'), Principal: { AWS: figureUser('Zhang') } },
);
const john = policy('John', may('JohnX', [...list, ...read], 'X'));
const carlosFigure = policy('Carlos', may('CarlosY', [...list, ...read], 'Y'), may('CarlosZ', read, 'Z'));
const mary = policy('Mary', may('MaryAll', [...list, ...read, ...write], 'X', 'Y', 'Z'));
const figure = (name: string, action: string, resource: string) => ({
  principal: figureUser(name),
  action,
  resource: queue(resource),
  resourceAccountId: '123456789012',
});

documentation('IAM/latest/UserGuide/access_policies_identity-vs-resource.html', [
  {
    title: 'John reads X: both policies allow',
    request: figure('John', 'sqs:GetQueueAttributes', 'X'),
    policies: { identity: [john], resource: x },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:JohnX', 'resource:XListRead'],
  },
  {
    title: 'John writes to X: neither does',
    request: figure('John', 'sqs:SendMessage', 'X'),
    policies: { identity: [john], resource: x },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
  {
    title: 'Carlos writes to Y by its policy',
    request: figure('Carlos', 'sqs:SendMessage', 'Y'),
    policies: { identity: [carlosFigure], resource: y },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:YListWrite'],
  },
  {
    title: 'Carlos reads Y by his own policy',
    request: figure('Carlos', 'sqs:GetQueueAttributes', 'Y'),
    policies: { identity: [carlosFigure], resource: y },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:CarlosY'],
  },
  {
    title: 'Carlos is denied Z although his own policy allows',
    request: figure('Carlos', 'sqs:GetQueueAttributes', 'Z'),
    policies: { identity: [carlosFigure], resource: z },
    outcome: 'explicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:CarlosZ', 'resource:ZDeny'],
  },
  {
    title: 'Mary writes to X, whose policy gives her less',
    request: figure('Mary', 'sqs:SendMessage', 'X'),
    policies: { identity: [mary], resource: x },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:MaryAll'],
  },
  {
    title: 'Mary reads Z, whose policy denies others',
    request: figure('Mary', 'sqs:GetQueueAttributes', 'Z'),
    policies: { identity: [mary], resource: z },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:MaryAll'],
  },
  {
    title: 'Zhang has no policies and full access to Z',
    request: figure('Zhang', 'sqs:DeleteQueue', 'Z'),
    policies: { identity: [], resource: z },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:ZFull'],
  },
  {
    title: 'Zhang reads Y',
    request: figure('Zhang', 'sqs:GetQueueAttributes', 'Y'),
    policies: { identity: [], resource: y },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:YListRead'],
  },
  {
    title: 'Zhang may not write to Y',
    request: figure('Zhang', 'sqs:SendMessage', 'Y'),
    policies: { identity: [], resource: y },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
]);

// Three statements; a policy that trusts the account only.
const confidential = 'arn:aws:s3:::amzn-s3-demo-bucket-confidential-data';
const three = policy(
  'three',
  { Sid: 'FirstStatement', Effect: 'Allow', Action: ['iam:ChangePassword'], Resource: '*' },
  { Sid: 'SecondStatement', Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
  {
    Sid: 'ThirdStatement',
    Effect: 'Allow',
    Action: ['s3:List*', 's3:Get*'],
    Resource: [confidential, `${confidential}/*`],
    Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  },
);
const trustsAccount = policy('bucket', {
  Sid: '1',
  Effect: 'Allow',
  Principal: { AWS: [`arn:aws:iam::${account}:root`] },
  Action: 's3:*',
  Resource: bucket,
});
const confidentialRead = (context: Context) => ({
  principal: user,
  action: 's3:GetObject',
  resource: `${confidential}/report`,
  resourceAccountId: account,
  context,
});

documentation('IAM/latest/UserGuide/access_policies.html: overview of JSON policies', [
  {
    title: 'the own password',
    request: { principal: user, action: 'iam:ChangePassword', resource: user, resourceAccountId: account },
    policies: { identity: [three] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:FirstStatement'],
  },
  {
    title: 'the confidential data with MFA',
    request: confidentialRead({ 'aws:MultiFactorAuthPresent': 'true' }),
    policies: { identity: [three] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:ThirdStatement'],
  },
  {
    title: 'the confidential data with a session without MFA',
    request: confidentialRead({ 'aws:MultiFactorAuthPresent': 'false' }),
    policies: { identity: [three] },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
    missingContext: [],
  },
  {
    title: 'the confidential data with a long-term key, where the key is absent',
    request: confidentialRead({}),
    policies: { identity: [three] },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
    missingContext: ['aws:MultiFactorAuthPresent'],
  },
  {
    title: 'a policy that trusts the account: its users must still be granted',
    request: ask(user),
    policies: { identity: [], resource: trustsAccount },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['resource:1'],
  },
  {
    title: 'one who is',
    request: ask(user),
    policies: { identity: [s3Read], resource: trustsAccount },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:1', 'identity:Read'],
  },
]);
