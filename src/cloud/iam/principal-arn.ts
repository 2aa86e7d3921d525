// The ARN of a user, group or role, where a request names one so: `PolicySourceArn`, `CallerArn`.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns

import { parseArn } from '../../core/names/arn.ts';
import { invalidInput, type Fault } from '../fault.ts';
import type { EntityKind } from './entities.ts';

export interface PrincipalArn {
  readonly arn: string;
  readonly kind: EntityKind;
  readonly accountId: string;
  /** Without the path. */
  readonly name: string;
}

/** Undefined for what is no ARN of a user, group or role: a session's is none. */
export function parsePrincipalArn(arn: string): PrincipalArn | undefined {
  const parsed = parseArn(arn);
  if (parsed?.service !== 'iam' || parsed.region !== '' || !/^\d{12}$/.test(parsed.accountId))
    return undefined;
  const [, kind, name] = /^(user|group|role)\/(?:.*\/)?([^/]+)$/s.exec(parsed.resource) ?? [];
  if (kind === undefined || name === undefined) return undefined;
  return { arn, kind: kind as EntityKind, accountId: parsed.accountId, name };
}

/** For `check`: what is not the ARN of somebody in the account. The sentences are those that AWS is known to send. */
export function policySourceFault(arn: string, accountId: string): Fault | undefined {
  const principal = parsePrincipalArn(arn);
  if (principal === undefined) {
    return invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  }
  return principal.accountId === accountId
    ? undefined
    : invalidInput(
        `Invalid Policy Source Arn: caller's account ${accountId} does not have access to policies in account ${principal.accountId}`,
      );
}
