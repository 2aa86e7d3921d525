// The services of the simulated AWS and the protocols they speak. What is not in the table is not
// modelled; its requests travel by `x-gatehouse-action` (see `other.ts`).

import { errorFamilyOf, type ErrorFamily } from '../core/authenticate/error-family.ts';
import type { Family } from './family.ts';
import { iamFamilies } from './iam/families.ts';
import type { Operation } from './operation.ts';
import { stsFamilies } from './sts/families.ts';

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
  /** Whether any of its operations is. */
  readonly isModelled: boolean;
  /** Names of its operations that are modelled. */
  operations(): Promise<ReadonlySet<string>>;
  /** The operation of that name; undefined where it is not modelled. Loads its family when it is first asked for. */
  find(name: string): Promise<Operation | undefined>;
}

export const iam = service({
  name: 'iam',
  protocol: {
    family: 'query',
    namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    version: '2010-05-08',
  },
  global: true,
  families: iamFamilies,
  more: async () => (await import('./iam/more-families.ts')).moreIamFamilies,
});

export const sts = service({
  name: 'sts',
  protocol: {
    family: 'query',
    namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    version: '2011-06-15',
  },
  global: false,
  families: stsFamilies,
});

export const s3 = service({
  name: 's3',
  protocol: { family: 'rest-xml' },
  global: false,
  families: [],
  more: async () => (await import('./s3/families.ts')).s3Families,
});

export const cloudtrail = service({
  name: 'cloudtrail',
  protocol: { family: 'json' },
  global: false,
  families: [
    {
      operations: ['LookupEvents'],
      load: async () => [(await import('./cloudtrail/lookup-events.ts')).lookupEvents],
    },
  ],
});

/** Not AWS's: signing in to the console, behind the wire like everything else. */
export const signin = service({
  name: 'signin',
  protocol: { family: 'json' },
  global: true,
  families: [],
});

const modelled: ReadonlyMap<string, Service> = new Map(
  [iam, sts, s3, cloudtrail, signin].map((each) => [each.name, each]),
);

/** The service with this signing name; one without operations when it is not modelled. */
export function serviceNamed(name: string): Service {
  const known = modelled.get(name);
  if (known !== undefined) return known;
  return service({ name, protocol: protocolOf(errorFamilyOf(name)), global: false, families: [] });
}

/** In which form a family answers when the service itself cannot be known. */
export function protocolOf(family: ErrorFamily): Protocol {
  if (family === 'query') return iam.protocol;
  return { family: family === 'rest-json' ? 'json' : family };
}

/** `more`: families that are loaded when an operation is asked for that is in none of the others. */
function service({
  families,
  more,
  ...facts
}: Pick<Service, 'name' | 'protocol' | 'global'> & {
  readonly families: readonly Family[];
  readonly more?: () => Promise<readonly Family[]>;
}): Service {
  const first = byOperation(families);
  let others: ReadonlyMap<string, Family> | undefined;
  const rest = async () => (others ??= byOperation((await more?.()) ?? []));
  const loaded = new Map<string, Operation>();
  return {
    ...facts,
    eventSource: `${facts.name}.amazonaws.com`,
    isModelled: families.length > 0 || more !== undefined,
    operations: async () => new Set([...first.keys(), ...(await rest()).keys()]),
    async find(name) {
      if (loaded.has(name)) return loaded.get(name);
      const family = first.get(name) ?? (await rest()).get(name);
      for (const operation of (await family?.load()) ?? []) loaded.set(operation.name, operation);
      return loaded.get(name);
    },
  };
}

function byOperation(families: readonly Family[]): ReadonlyMap<string, Family> {
  return new Map(families.flatMap((family) => family.operations.map((name) => [name, family])));
}
