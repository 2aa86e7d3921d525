// Amazon Resource Names: `arn:partition:service:region:account-id:resource`.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html

export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  /** Everything after the fifth colon, colons and slashes included. */
  readonly resource: string;
}

/** Splits an ARN at its first five colons; undefined when there are fewer or it does not begin with `arn:`. */
export function parseArn(text: string): Arn | undefined {
  const [scheme, partition, service, region, accountId, ...rest] = text.split(':');
  if (scheme !== 'arn' || rest.length === 0) return undefined;
  if (partition === undefined || service === undefined || region === undefined || accountId === undefined) {
    return undefined;
  }
  return { partition, service, region, accountId, resource: rest.join(':') };
}

/** `aws`, `aws-cn`; undefined for what is no ARN. */
export function partitionOf(text: string): string | undefined {
  return text.startsWith('arn:') ? text.slice(4, Math.max(4, text.indexOf(':', 4))) : undefined;
}

export function formatArn({ partition, service, region, accountId, resource }: Arn): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}
