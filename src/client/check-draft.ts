// Whether a draft can be made into a message at all, and where it cannot.

import { parseArn } from '../core/names/arn.ts';
import type { RequestDraft } from './draft.ts';
import { findOperation } from './operations.ts';

export interface DraftProblem {
  readonly field: 'service' | 'action' | 'resource' | 'region' | 'parameters';
  /** Lower case, no full stop, user input in backticks. */
  readonly message: string;
}

const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** The first thing wrong with a draft, in the order of the form; undefined when it can be sent. */
export function checkDraft(draft: RequestDraft): DraftProblem | undefined {
  const { service, action, region, resource, parameters } = draft;
  if (service === '') return { field: 'service', message: 'name a service, such as `iam` or `s3`' };
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(service)) {
    return {
      field: 'service',
      message: `\`${service}\` is not a service prefix: lower-case letters, digits and hyphens`,
    };
  }
  if (action === '') return { field: 'action', message: 'name an action, such as `ListUsers`' };
  if (action.includes(':')) {
    return {
      field: 'action',
      message: `\`${action}\` names a service too: the action stands without its prefix`,
    };
  }
  if (/[*?]/.test(action)) {
    return {
      field: 'action',
      message: `\`${action}\` is a pattern: a request is for one action, wildcards belong in policies`,
    };
  }
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(action)) {
    return { field: 'action', message: `\`${action}\` is not an action: letters, digits and hyphens only` };
  }
  if (!regionPattern.test(region)) {
    return {
      field: 'region',
      message: `\`${region}\` is not a Region: expected a code such as \`eu-central-1\``,
    };
  }
  const operation = findOperation(service, action);
  if (operation === undefined) return checkResources(resource);
  if (operation.names === 'resource') return checkObject(resource);
  return checkParameters(parameters);
}

/** The ARNs of the resource field, one to a line; `*` alone when it is empty. */
export function resourcesOf(resource: string): readonly string[] {
  const resources = resource
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return resources.length === 0 ? ['*'] : resources;
}

/** The bucket and key of an object's ARN; undefined when it is none. */
export function objectOf(resource: string): { readonly bucket: string; readonly key: string } | undefined {
  const arn = parseArn(resource.trim());
  const slash = arn?.resource.indexOf('/') ?? -1;
  if (arn?.service !== 's3' || slash < 1) return undefined;
  const key = arn.resource.slice(slash + 1);
  return key === '' ? undefined : { bucket: arn.resource.slice(0, slash), key };
}

function checkResources(resource: string): DraftProblem | undefined {
  for (const text of resourcesOf(resource)) {
    const message = text === '*' ? undefined : arnProblem(text);
    if (message !== undefined) return { field: 'resource', message };
  }
  return undefined;
}

function checkObject(resource: string): DraftProblem | undefined {
  const message = arnProblem(resource.trim());
  if (message !== undefined) return { field: 'resource', message };
  const object = objectOf(resource);
  if (object === undefined) {
    return {
      field: 'resource',
      message: `\`${resource.trim()}\` is not an object: expected \`arn:aws:s3:::bucket/key\``,
    };
  }
  // General purpose buckets: 3 to 63 of a–z 0–9 . - (S3 user guide, bucketnamingrules).
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(object.bucket)
    ? undefined
    : { field: 'resource', message: `\`${object.bucket}\` is not a bucket name` };
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
function arnProblem(text: string): string | undefined {
  const arn = parseArn(text);
  if (arn === undefined) {
    return `\`${text}\` is not an ARN: expected \`arn:partition:service:region:account:resource\` or \`*\``;
  }
  if (!/^aws(-[a-z]+)*$/.test(arn.partition))
    return `\`${arn.partition}\` is not a partition: expected \`aws\``;
  if (!/^[a-z0-9-]+$/.test(arn.service)) return `\`${text}\` names no service in its third part`;
  if (arn.region !== '' && !regionPattern.test(arn.region)) return `\`${arn.region}\` is not a Region`;
  if (!/^(\d{12}|aws)?$/.test(arn.accountId))
    return `\`${arn.accountId}\` is not an account id: expected 12 digits`;
  if (arn.resource === '') return `\`${text}\` names no resource in its last part`;
  return /[\u0000-\u001f\u007f]/.test(text) ? `\`${text}\` has a control character` : undefined;
}

function checkParameters(parameters: RequestDraft['parameters']): DraftProblem | undefined {
  const seen = new Set<string>();
  for (const [name] of parameters) {
    if (!/^[A-Za-z][A-Za-z0-9.]*$/.test(name)) {
      return {
        field: 'parameters',
        message: name === '' ? 'a parameter has no name' : `\`${name}\` is not a parameter name`,
      };
    }
    if (name === 'Action' || name === 'Version') {
      return { field: 'parameters', message: `\`${name}\` is set from the action` };
    }
    if (seen.has(name)) return { field: 'parameters', message: `\`${name}\` is given twice` };
    seen.add(name);
  }
  return undefined;
}
