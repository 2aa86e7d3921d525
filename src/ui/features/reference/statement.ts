// The smallest policy that allows one action.

/** As one pastes it into a policy editor; several resources are all asked about. */
export function policyAllowing(action: string, resources: readonly string[]): string {
  const [first = '*', ...more] = resources;
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: more.length === 0 ? first : [first, ...more] }],
  };
  return JSON.stringify(document, null, 2);
}
