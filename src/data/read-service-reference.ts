// Reads the service reference from the crawl of AWS's documentation that is published as an npm package.
// Since 2026 that crawl has lost dependent actions and the permission-only mark, which an older release of
// the same package still has: what it says is laid over the newer one.

import { join } from 'node:path';
import type { AccessLevel, ConditionKeyType, GlobalKeyCategory } from '../core/catalog/types.ts';
import { readGlobalKeys } from './read-global-keys.ts';
import { readJson, type InstalledPackage } from './installed-package.ts';
import type { ReferenceAction, ReferenceService, ServiceReference } from './service-reference.ts';

/** As the package stores it. */
interface StoredAction {
  readonly name: string;
  readonly description?: string;
  readonly accessLevel: string;
  readonly isPermissionOnly?: boolean;
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
    readonly dependentActions: readonly string[];
  }[];
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
  readonly scenarios?: ReferenceAction['scenarios'];
}

type ByName<Value> = Readonly<Record<string, Value>>;

export function readServiceReference(newest: InstalledPackage, older: InstalledPackage): ServiceReference {
  const of = <Value>(from: InstalledPackage, ...path: string[]): Value =>
    readJson(join(from.directory, 'data', ...path)) as Value;
  const names = of<ByName<string>>(newest, 'serviceNames.json');
  const categoryOf = of<ByName<string>>(newest, 'serviceCategories.json');
  const categoryNames = of<ByName<string>>(newest, 'categoryNames.json');
  const withRcps = new Set(of<readonly string[]>(newest, 'rcpSupportedServices.json'));
  const before = new Set(of<readonly string[]>(older, 'services.json'));

  const services = [...of<readonly string[]>(newest, 'services.json')]
    .sort()
    .map((prefix): ReferenceService => {
      const file = `${prefix}.json`;
      const overlay = before.has(prefix) ? of<ByName<StoredAction>>(older, 'actions', file) : {};
      const category = categoryNames[categoryOf[prefix] ?? ''];
      if (category === undefined) throw new Error(`${newest.name}: service ${prefix} has no category`);
      return {
        prefix,
        name: names[prefix] ?? prefix,
        category,
        supportsRcps: withRcps.has(prefix),
        actions: byKey(of<ByName<StoredAction>>(newest, 'actions', file)).map(([key, action]) =>
          referenceAction(prefix, action, overlay[key]),
        ),
        resourceTypes: byKey(
          of<ByName<{ key: string; arn: string; conditionKeys?: readonly string[] }>>(
            newest,
            'resourceTypes',
            file,
          ),
        ).map(([, { key, arn, conditionKeys = [] }]) => ({
          name: key,
          // Two formats stand in one text, with a comma between.
          arns: arn.split(/,\s+/),
          conditionKeys: distinct(conditionKeys),
        })),
        conditionKeys: byKey(
          of<ByName<{ key: string; type: string; description?: string }>>(newest, 'conditionKeys', file),
        ).map(([, { key, type, description = '' }]) => ({ name: key, ...keyType(key, type), description })),
      };
    });
  const globalKeys = readGlobalKeys(newest).map(({ key, type, category }) => ({
    name: key,
    ...keyType(key, type),
    category: category as GlobalKeyCategory,
  }));
  return { services, globalKeys };
}

function referenceAction(
  prefix: string,
  action: StoredAction,
  old: StoredAction | undefined,
): ReferenceAction {
  const { name, description = '', conditionKeys, scenarios = [] } = action;
  return {
    name,
    accessLevel: accessLevel(`${prefix}:${name}`, action.accessLevel),
    resourceTypes: mergedTypes(action.resourceTypes),
    conditionKeys: distinct(conditionKeys),
    overlay:
      old === undefined
        ? undefined
        : {
            permissionOnly: old.isPermissionOnly === true,
            // On which row of AWS's table an action stands says nothing: it is needed for the action.
            dependentActions: [
              ...distinct([
                ...old.dependentActions,
                ...old.resourceTypes.flatMap(({ dependentActions }) => dependentActions),
              ]),
            ].sort(),
          },
    scenarios: scenarios.map(({ name: scenario, resourceTypes }) => ({
      name: scenario,
      resourceTypes: resourceTypes.map(({ name: type, required }) => ({ name: type, required })),
    })),
    description,
  };
}

/** AWS's table has a few types of an action on two rows: one type all the same, required where one row says so. */
function mergedTypes(rows: StoredAction['resourceTypes']): ReferenceAction['resourceTypes'] {
  const merged = new Map<string, ReferenceAction['resourceTypes'][number]>();
  for (const { name, required, conditionKeys } of rows) {
    const known = merged.get(name);
    merged.set(name, {
      name,
      required: required || known?.required === true,
      conditionKeys: distinct([...(known?.conditionKeys ?? []), ...conditionKeys]),
    });
  }
  return [...merged.values()];
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

/** AWS names the narrower level beside Write since 2026: `Tagging, Write`. The narrower one is the level. */
function accessLevel(action: string, text: string): AccessLevel {
  const level = text.split(',')[0]?.trim();
  switch (level) {
    case 'List':
    case 'Read':
    case 'Write':
    case 'Tagging':
    case 'Permissions management':
      return level;
    default:
      throw new Error(`${action} has the access level \`${text}\`, which nobody knows`);
  }
}

/** Where the crawl has another type than AWS's page of the key. */
const correctedTypes: ByName<string> = {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
  'cognito-identity.amazonaws.com:amr': 'ArrayOfString',
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcevpcarn
  'aws:SourceVpcArn': 'ARN',
};

const keyTypes: ByName<ConditionKeyType> = {
  String: 'String',
  ARN: 'ARN',
  Bool: 'Bool',
  Numeric: 'Numeric',
  Date: 'Date',
  IPAddress: 'IPAddress',
  Binary: 'Binary',
};

function keyType(
  key: string,
  stored: string,
): { readonly type: ConditionKeyType; readonly multivalued: boolean } {
  const text = correctedTypes[key] ?? stored;
  const multivalued = text.startsWith('ArrayOf');
  const type = keyTypes[text.replace(/^ArrayOf/, '')];
  if (type === undefined)
    throw new Error(`condition key ${key} has the type \`${text}\`, which nobody knows`);
  return { type, multivalued };
}

/** In the order of the keys, which are names in lower case. */
function byKey<Value>(values: ByName<Value>): readonly (readonly [string, Value])[] {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
}
