// What IAM looks at in the resources of a policy beyond their form, before it stores the policy. None of it is documented:
// the rules and the sentences are as IAM was recorded to answer CreatePolicy in February 2026. Where a wildcard or a
// variable leaves open what is meant, nothing is refused.

import type { PolicyDocument, TextAt } from '../../core/policy/document.ts';

export interface ResourceProblem extends TextAt {
  readonly sentence: string;
}

/** The first that AWS does not store. INVARIANT: the policy has no error of form. */
export function malformedResource({ statements }: PolicyDocument): ResourceProblem | undefined {
  for (const { resource } of statements) {
    for (const text of resource?.values ?? []) {
      const sentence = sentenceOf(text.value);
      if (sentence !== undefined) return { ...text, sentence };
    }
  }
  return undefined;
}

function sentenceOf(resource: string): string | undefined {
  if (!resource.startsWith('arn:')) return undefined;
  const [, partition = '', service = '', region = '', account = '', ...rest] = resource.split(':');
  // All of AWS's are `aws`, or begin with it.
  if (isPlain(partition) && !/^aws(-[a-z]+)*$/.test(partition)) {
    return `Partition "${partition}" is not valid for resource "${completed(resource)}".`;
  }
  const hasRegion = region !== '' && isPlain(region);
  if (service === 'iam') {
    if (hasRegion) return `IAM resource ${resource} cannot contain region information.`;
    return rest.length === 0 || isIamPath(rest.join(':')) ? undefined : iamPath;
  }
  // Access points have a Region, and an account beside it.
  return service === 's3' && hasRegion && account === '' && rest.length > 0
    ? `Resource ${resource} can not contain region information.`
    : undefined;
}

/** What is left out of an ARN means all there is. */
function completed(resource: string): string {
  const missing = Math.max(0, partsOfArn - resource.split(':').length);
  return resource + ':*'.repeat(missing);
}

const partsOfArn = 6;

const iamPaths =
  'user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/';

const iamPath = `IAM resource path must either be "*", root, or start with ${iamPaths}.`;

/** The last two are newer than the sentence (Service Authorization Reference, IAM). */
const iamKinds: ReadonlySet<string> = new Set([
  ...iamPaths.split(', ').map((kind) => kind.slice(0, -1)),
  'delegation-request',
  'role-template',
]);

function isIamPath(path: string): boolean {
  const slash = path.indexOf('/');
  const kind = slash < 0 ? path : path.slice(0, slash);
  if (!isPlain(kind)) return true;
  return slash < 0 ? path === 'root' : iamKinds.has(kind);
}

function isPlain(text: string): boolean {
  return !/[*?$]/.test(text);
}
