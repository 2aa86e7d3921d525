// Whether a policy lets somebody do anything in a service, as far as its own Allow statements say. It takes no other
// policy, and no resource or condition, into account.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPoliciesGrantingServiceAccess.html

import { parsePolicy } from '../../core/policy/parse.ts';

export function grantsAccessTo(document: string, service: string): boolean {
  const { policy } = parsePolicy(document, 'identity');
  const prefix = `${service.toLowerCase()}:`;
  return (policy?.statements ?? []).some(({ effect, action }) => {
    if (effect !== 'Allow') return false;
    const patterns = action.values.map(({ value }) => value.toLowerCase());
    return action.element === 'Action'
      ? patterns.some((pattern) => pattern === '*' || pattern.startsWith(prefix))
      : // All but these: the whole service is among them only where one pattern has all of it.
        !patterns.some((pattern) => pattern === '*' || pattern === `${prefix}*`);
  });
}
