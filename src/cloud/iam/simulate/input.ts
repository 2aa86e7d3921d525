// What the two simulations take in common, and what is wrong with it. The API reference names the code, InvalidInput; the
// sentences are those that AWS is known to send, where nothing else is said.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html

import type { SimulateCustomPolicyRequest } from '@aws-sdk/client-iam';
import { parseArn } from '../../../core/names/arn.ts';
import { invalidInput, type Fault } from '../../fault.ts';
import type { Decoded } from '../../sdk-types.ts';
import { markerFault } from '../paging.ts';
import { parsePrincipalArn } from '../principal-arn.ts';
import { contextFault } from './context-entries.ts';

export type SimulationInput = Omit<
  Decoded<SimulateCustomPolicyRequest>,
  'PolicyInputList' | 'OrderedOrganizationPolicyInputList'
>;

/** "If this parameter is not provided, then the value defaults to *". */
export function resourcesOf({ ResourceArns = [] }: SimulationInput): readonly string[] {
  return ResourceArns.length === 0 ? ['*'] : ResourceArns;
}

/** Whether resources are named, and not all meant. */
export function namesResources(input: SimulationInput): boolean {
  return !resourcesOf(input).includes('*');
}

/** `caller`: the ARN of the simulated caller, where there is one. */
export function inputFault(input: SimulationInput, caller: string | undefined): Fault | undefined {
  return (
    resourceFault(resourcesOf(input)) ??
    actionFault(input.ActionNames) ??
    contextFault(input.ContextEntries) ??
    boundaryFault(input) ??
    callerFault(input, caller) ??
    ownerFault(input) ??
    (markerFault(input) === undefined ? undefined : invalidInput('Invalid marker for pagination.'))
  );
}

/** `arn:aws:iam::123456789012:root` → `123456789012` */
export function ownerOf({ ResourceOwner }: Pick<SimulationInput, 'ResourceOwner'>): string | undefined {
  const arn = ResourceOwner === undefined ? undefined : parseArn(ResourceOwner);
  return arn?.service === 'iam' && arn.resource === 'root' && /^\d{12}$/.test(arn.accountId)
    ? arn.accountId
    : undefined;
}

function resourceFault(resources: readonly string[]): Fault | undefined {
  const wrong = resources.find((resource) =>
    resource === '*' ? resources.length > 1 : !isResourceArn(resource),
  );
  return wrong === undefined
    ? undefined
    : invalidInput(`ResourceNames are not in a valid ARN format: ${wrong}.`);
}

function isResourceArn(text: string): boolean {
  const arn = parseArn(text);
  return arn !== undefined && arn.partition !== '' && arn.service !== '' && arn.resource !== '';
}

function actionFault(actions: readonly string[]): Fault | undefined {
  if (actions.some((action) => !action.includes(':'))) {
    return invalidInput('The action is invalid since it is missing names');
  }
  // "This operation does not support using wildcards (*) in an action name." What AWS answers is not documented.
  const wild = actions.find((action) => /[*?]/.test(action));
  return wild === undefined
    ? undefined
    : invalidInput(`Wildcards are not supported in an action name: ${wild}.`);
}

function boundaryFault({ PermissionsBoundaryPolicyInputList = [] }: SimulationInput): Fault | undefined {
  return PermissionsBoundaryPolicyInputList.length > 1
    ? invalidInput('The list of Permissions Boundary policies cannot exceed 1 items.')
    : undefined;
}

/** "CallerArn is required if you include a ResourcePolicy". */
function callerFault(input: SimulationInput, caller: string | undefined): Fault | undefined {
  if (caller !== undefined && parsePrincipalArn(caller) === undefined) {
    // "You cannot specify the ARN of an assumed role, federated user, or a service principal."
    return invalidInput('Invalid caller - Caller must be an IAM user, role or group in this context.');
  }
  if (input.ResourcePolicy === undefined) return undefined;
  if (caller === undefined) return invalidInput('Invalid caller - Caller cannot be null or empty.');
  return namesResources(input)
    ? undefined
    : invalidInput('Invalid Entity Arn: * does not clearly define entity type and name.');
}

function ownerFault(input: SimulationInput): Fault | undefined {
  return input.ResourceOwner !== undefined && ownerOf(input) === undefined
    ? invalidInput(`'${input.ResourceOwner}' is not a valid as a Resource Owner.`)
    : undefined;
}
