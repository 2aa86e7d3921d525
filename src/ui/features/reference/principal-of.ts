// Which kind of principal an ARN names: who asks, rather than what is asked about.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html

import { parseArn } from '../../../core/names/arn.ts';

/** `session`: made by a call of STS, so that no resource type has its ARN. */
export type PrincipalKind = 'session' | 'role' | 'user' | 'root' | 'federated';

export function principalOf(arn: string): PrincipalKind | undefined {
  const parsed = parseArn(arn);
  if (parsed === undefined) return undefined;
  const { service, resource } = parsed;
  if (service === 'sts') {
    if (/^assumed-role\//.test(resource)) return 'session';
    return /^federated-user\//.test(resource) ? 'federated' : undefined;
  }
  if (service !== 'iam') return undefined;
  if (resource === 'root') return 'root';
  if (/^role\//.test(resource)) return 'role';
  return /^user\//.test(resource) ? 'user' : undefined;
}
