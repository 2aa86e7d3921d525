// How a principal is named in the UI.

import { parseArn } from '../../core/names/arn.ts';

export interface PrincipalWords {
  /** `root`, `alice`, `admin/session` */
  readonly name: string;
  /** `Root user`, `IAM user`, … */
  readonly kind: string;
}

/** Reads a principal's ARN; an unreadable one is shown as it is. */
export function principalWords(arn: string): PrincipalWords {
  const resource = parseArn(arn)?.resource;
  if (resource === undefined) return { name: arn, kind: 'Principal' };
  if (resource === 'root') return { name: 'root', kind: 'Root user' };
  const [type = '', ...rest] = resource.split('/');
  if (type === 'user') return { name: rest.at(-1) ?? arn, kind: 'IAM user' };
  if (type === 'assumed-role') return { name: rest.join('/'), kind: 'Role session' };
  if (type === 'federated-user') return { name: rest.join('/'), kind: 'Federated user' };
  return { name: resource, kind: 'Principal' };
}
