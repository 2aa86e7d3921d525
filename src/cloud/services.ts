// The services of the simulated AWS and the protocols they speak. What is not in the table is not
// modelled; its requests travel by `x-gatehouse-action` (see `other.ts`).

import { errorFamilyOf, type ErrorFamily } from '../core/authenticate/error-family.ts';
import { lookupEvents } from './cloudtrail/lookup-events.ts';
import { accessKeyOperations } from './iam/access-keys.ts';
import { accountOperations } from './iam/account.ts';
import { attachmentOperations } from './iam/attachments.ts';
import { inlinePolicyOperations } from './iam/inline-policies.ts';
import { policyOperations } from './iam/policies.ts';
import { userOperations } from './iam/users.ts';
import type { Operation } from './operation.ts';
import { getObject } from './s3/get-object.ts';
import { listBuckets } from './s3/list-buckets.ts';
import { getAccessKeyInfo } from './sts/get-access-key-info.ts';
import { getCallerIdentity } from './sts/get-caller-identity.ts';

export type Protocol =
  | { readonly family: 'query'; readonly namespace: string; readonly version: string }
  | { readonly family: 'ec2' }
  | { readonly family: 'rest-xml' }
  | { readonly family: 'json' };

export interface Service {
  /** The name it signs with. */
  readonly name: string;
  /** As CloudTrail names it. */
  readonly eventSource: string;
  readonly protocol: Protocol;
  /** One endpoint for all Regions, whose `aws:RequestedRegion` is us-east-1. */
  readonly global: boolean;
  readonly operations: ReadonlyMap<string, Operation>;
}

export const iam = service({
  name: 'iam',
  protocol: {
    family: 'query',
    namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    version: '2010-05-08',
  },
  global: true,
  operations: [
    ...userOperations,
    ...accessKeyOperations,
    ...inlinePolicyOperations,
    ...attachmentOperations,
    ...policyOperations,
    ...accountOperations,
  ],
});

export const sts = service({
  name: 'sts',
  protocol: {
    family: 'query',
    namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    version: '2011-06-15',
  },
  global: false,
  operations: [getCallerIdentity, getAccessKeyInfo],
});

export const s3 = service({
  name: 's3',
  protocol: { family: 'rest-xml' },
  global: false,
  operations: [listBuckets, getObject],
});

export const cloudtrail = service({
  name: 'cloudtrail',
  protocol: { family: 'json' },
  global: false,
  operations: [lookupEvents],
});

/** Not AWS's: signing in to the console, behind the wire like everything else. */
export const signin = service({
  name: 'signin',
  protocol: { family: 'json' },
  global: true,
  operations: [],
});

const modelled: ReadonlyMap<string, Service> = new Map(
  [iam, sts, s3, cloudtrail, signin].map((each) => [each.name, each]),
);

/** The service with this signing name; one without operations when it is not modelled. */
export function serviceNamed(name: string): Service {
  const known = modelled.get(name);
  if (known !== undefined) return known;
  return service({ name, protocol: protocolOf(errorFamilyOf(name)), global: false, operations: [] });
}

/** In which form a family answers when the service itself cannot be known. */
export function protocolOf(family: ErrorFamily): Protocol {
  if (family === 'query') return iam.protocol;
  return { family: family === 'rest-json' ? 'json' : family };
}

function service({
  operations,
  ...facts
}: Omit<Service, 'eventSource' | 'operations'> & { readonly operations: readonly Operation[] }): Service {
  return {
    ...facts,
    eventSource: `${facts.name}.amazonaws.com`,
    operations: new Map(operations.map((operation) => [operation.name, operation])),
  };
}
