// Whether a bucket policy is public, and whom S3's RestrictPublicBuckets then keeps out. The settings
// BlockPublicAcls and BlockPublicPolicy refuse Put calls, and are not for here.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html

import { parseCidrBlock } from '../conditions/ip-address.ts';
import { accountOf, type Caller } from '../match/caller.ts';
import type { ConditionBlock, PolicyDocument, Statement } from '../policy/document.ts';
import type { OperatorName } from '../policy/operator-form.ts';
import type { PolicySet } from './types.ts';

/** What S3 knows beside the policies. */
export type S3Access = NonNullable<PolicySet['s3']>;

/** A setting of S3 Block Public Access that stood in the way. */
export interface PublicAccessReason {
  readonly kind: 'public-access-block';
  readonly setting: keyof typeof fields;
  /** Where the setting is on: one or both. It must be off in each to be out of the way. */
  readonly levels: readonly (keyof S3Access['publicAccessBlock'])[];
}

const fields = {
  IgnorePublicAcls: 'ignorePublicAcls',
  RestrictPublicBuckets: 'restrictPublicBuckets',
} as const;

/** "Amazon S3 applies the most restrictive combination": the setting is on where one level has it. */
export function publicAccessReason(
  setting: PublicAccessReason['setting'],
  publicAccessBlock: S3Access['publicAccessBlock'],
): PublicAccessReason | undefined {
  const levels = (['account', 'bucket'] as const).filter(
    (level) => publicAccessBlock[level][fields[setting]],
  );
  return levels.length === 0 ? undefined : { kind: 'public-access-block', setting, levels };
}

/**
 * The statements that make the policy public; one "renders the entire policy public". Actions and
 * resources play no role, nor do denies: S3 asks what the policy grants, also by actions yet to come.
 */
export function publicStatements({ statements }: Pick<PolicyDocument, 'statements'>): readonly Statement[] {
  return statements.filter(
    (statement) =>
      statement.effect === 'Allow' &&
      !namesFixedPrincipals(statement) &&
      statement.condition?.blocks.some(limitsToFixedValues) !== true,
  );
}

/**
 * Why S3 refuses the caller what a policy grants; undefined when it does not. RestrictPublicBuckets
 * "restricts access to an access point or bucket with a public policy to only AWS service principals and
 * authorized users within the bucket owner's account", and so takes from other accounts also what the
 * policy's other statements grant: "including non-public delegation to specific accounts". Within the
 * account the policy remains in effect as written.
 */
export function restrictsPublicBucket({
  isPublic,
  caller,
  bucketAccountId,
  publicAccessBlock,
}: {
  /** Whether the bucket's policy has `publicStatements`. */
  readonly isPublic: boolean;
  readonly caller: Caller;
  readonly bucketAccountId: string;
  readonly publicAccessBlock: S3Access['publicAccessBlock'];
}): PublicAccessReason | undefined {
  if (!isPublic || caller.kind === 'service' || accountOf(caller) === bucketAccountId) return undefined;
  return publicAccessReason('RestrictPublicBuckets', publicAccessBlock);
}

/**
 * "An AWS principal, user, role, or service principal". An identity provider is none: the page's own
 * example of a public policy was, in earlier editions, `{ "Federated": "graph.facebook.com" }`.
 */
function namesFixedPrincipals({ principal }: Statement): boolean {
  return (
    principal?.element === 'Principal' &&
    principal.entries.every(({ kind, value }) => kind !== 'Federated' && value !== '*')
  );
}

/**
 * The page names keys, not operators. Ours are those that hold for the given values only: not the negated
 * ones, nor what holds without the key, which are `…IfExists` and `ForAllValues`.
 */
function limitsToFixedValues({ form, keys }: ConditionBlock): boolean {
  return (
    limitingOperators.has(form.name) &&
    !form.ifExists &&
    form.quantifier !== 'ForAllValues' &&
    keys.some(({ key, values }) => {
      const isFixedValue = limitingKeys.get(key.toLowerCase());
      return isFixedValue !== undefined && values.every(({ value }) => isFixedValue(value));
    })
  );
}

const limitingOperators: ReadonlySet<OperatorName> = new Set([
  'StringEquals',
  'StringEqualsIgnoreCase',
  'StringLike',
  'ArnEquals',
  'ArnLike',
  'IpAddress',
]);

/** The page's list in lower case; of the keys for a principal it gives `aws:PrincipalOrgID` as an example. */
const limitingKeys: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ...[
    'aws:principalaccount',
    'aws:principalarn',
    'aws:principalorgid',
    'aws:principalorgpaths',
    'aws:principalservicename',
    'aws:principalservicenameslist',
    'aws:sourceaccount',
    'aws:sourcearn',
    'aws:sourceowner',
    'aws:sourcevpc',
    'aws:sourcevpce',
    's3:dataaccesspointaccount',
  ].map((key) => [key, isFixed] as const),
  ['aws:sourceip', isNarrowBlock],
  // "outside the pattern `AROLEID:*`": a role's sessions.
  ['aws:userid', (value) => isFixed(value) && !/^AROA[^:]*:/i.test(value)],
  // "this value can contain a wildcard for the access point name […], as long as the account ID is fixed".
  ['s3:dataaccesspointarn', (value) => /^arn:[\w-]+:s3:[\w-]*:\d{12}:accesspoint\/[^$]+$/.test(value)],
]);

/**
 * "values that don't contain a wildcard or an AWS Identity and Access Management Policy Variable", with
 * any operator. `anonymous` is what `aws:userid` and `aws:PrincipalAccount` of unsigned requests are.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
function isFixed(value: string): boolean {
  return !/[*?]|\$\{|^anonymous$/i.test(value);
}

/** Public are "values broader than /8 for IPv4 and /32 for IPv6"; no range of RFC 1918 is broader. */
function isNarrowBlock(value: string): boolean {
  const block = parseCidrBlock(value);
  return block !== undefined && block.prefix >= (block.address.length === 2 ? 8 : 32);
}
