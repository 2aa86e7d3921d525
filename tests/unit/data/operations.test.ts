import { describe, expect, it } from 'vitest';
import { requiredActions, type RequiredActions } from '../../../src/core/catalog/operation-actions.ts';
import { hostOf, makeOperations } from '../../../src/core/catalog/operations.ts';
import { makePartitions } from '../../../src/core/catalog/partitions.ts';
import {
  compileOperations,
  namedActions,
  operationPackages,
  referenceActionNames,
} from '../../../src/data/operations/compile-operations.ts';
import { compileHosts } from '../../../src/data/operations/compile-hosts.ts';
import { compileRoutes } from '../../../src/data/operations/compile-routes.ts';
import { readSdkClient, type SdkClient, type SdkOperation } from '../../../src/data/operations/sdk-client.ts';
import { compilePartitions } from '../../../src/data/partitions/compile-partitions.ts';

const file = compileOperations();
const operations = makeOperations(file, referenceActionNames);
const sdk = new Map(operations.clients.map(({ id }) => [id, readSdkClient(`@aws-sdk/client-${id}`)]));

const actions = new Map<string, ReadonlySet<string>>();
function exists(action: string): boolean {
  const [prefix = '', name = ''] = action.split(':');
  let names = actions.get(prefix);
  if (names === undefined) actions.set(prefix, (names = new Set(referenceActionNames(prefix))));
  return names.has(name);
}

describe('compileOperations', () => {
  it('has the operations of the SDK, and no others', () => {
    for (const { id, operations: names } of operations.clients) {
      expect(names, id).toEqual(sdk.get(id)?.operations.map(({ name }) => name));
    }
  });

  it('maps every operation to actions of the service reference, but for what that does not have', () => {
    const counts: Record<RequiredActions['kind'] | 'sameName', number> = {
      'all-of': 0,
      'some-of': 0,
      'http-method': 0,
      'none-needed': 0,
      unsigned: 0,
      unlisted: 0,
      'unknown-client': 0,
      'unknown-operation': 0,
      sameName: 0,
    };
    const bad: string[] = [];
    const unlisted: string[] = [];
    for (const { id, iamPrefix, operations: names } of operations.clients) {
      for (const operation of names) {
        const required = requiredActions(operations, { client: id, operation });
        counts[required.kind]++;
        if (required.kind === 'unlisted') {
          unlisted.push(required.iamAction);
          if (exists(required.iamAction)) bad.push(required.iamAction);
        } else if (required.kind === 'http-method') {
          if (!exists(required.iamAction)) bad.push(required.iamAction);
        } else if (required.kind === 'all-of' || required.kind === 'some-of') {
          const all = [...required.iamActions, ...required.conditions.map(({ iamAction }) => iamAction)];
          bad.push(...all.filter((action) => !exists(action)));
          if (required.iamActions.join() === `${iamPrefix}:${operation}`) counts.sameName++;
        }
      }
    }
    const total = operations.clients.reduce((sum, { operations: names }) => sum + names.length, 0);
    console.log(`${operations.clients.length} clients, ${total} operations:`, counts);
    console.log(`not in the service reference: ${unlisted.join(' ')}`);
    expect(bad).toEqual([]);
    expect(counts['unknown-client'] + counts['unknown-operation']).toBe(0);
    // A new client, or an older service reference, must not leave most of a service without actions.
    expect(unlisted.length / total).toBeLessThan(0.03);
  });

  it('names only actions that exist', () => {
    expect(namedActions(file).filter((action) => !exists(action))).toEqual([]);
    expect(namedActions(file)).toContain('s3-outposts:GetBucket');
  });

  it('replaces only actions that the operation needs', () => {
    for (const { id, stored } of operations.clients) {
      for (const [operation, , , instead] of stored.conditions ?? []) {
        const required = requiredActions(operations, { client: id, operation });
        if (instead === undefined) continue;
        expect('iamActions' in required && required.iamActions, operation).toContain(
          `${stored.prefix}:${instead}`,
        );
      }
    }
  });

  it('knows the hosts that the SDK calls in every Region', () => {
    const partitions = makePartitions(compilePartitions());
    for (const partition of partitions.all) {
      for (const { name: region } of partition.regions) {
        for (const { id } of operations.clients) {
          expect(hostOf(operations, id, { region, partition }), `${id} ${region}`).toEqual(
            sdk.get(id)?.hostIn(region),
          );
        }
      }
    }
  });

  it('is small', () => {
    expect(JSON.stringify(file).length).toBeLessThan(64_000);
  });

  it('says which packages it is made of', () => {
    const packages = operationPackages();
    expect(packages).toHaveLength(file.clients.length);
    for (const { name, version, licence } of packages) {
      expect(name).toMatch(/^@aws-sdk\/client-/);
      expect(version).toMatch(/^3\.\d+\.\d+$/);
      expect(licence).toBe('Apache-2.0');
    }
  });
});

describe('what a package has lost', () => {
  const operation = (name: string, more: Partial<SdkOperation> = {}): SdkOperation => ({
    name,
    http: { method: 'GET', uri: '/things/{Id}' },
    members: [],
    requiredQuery: [],
    requiredHeaders: [],
    signed: true,
    ...more,
  });
  const client = (list: readonly SdkOperation[], hostIn: SdkClient['hostIn']): SdkClient => ({
    packageName: '@aws-sdk/client-things',
    serviceId: 'Things',
    signingName: 'things',
    protocol: 'rest-json',
    alsoQuery: false,
    apiVersion: '2026-01-01',
    serviceTarget: 'Things',
    operations: list,
    hostIn,
  });
  const regional: SdkClient['hostIn'] = (region) => ({
    host: `things.${region}.amazonaws.com`,
    signingRegion: region,
  });

  it('is named: the client', () => {
    expect(() => readSdkClient('@aws-sdk/core')).toThrow('@aws-sdk/core exports no client');
  });

  it('is named: a route', () => {
    expect(() => compileRoutes(client([operation('GetThing', { http: undefined })], regional))).toThrow(
      '@aws-sdk/client-things: GetThing has no route',
    );
  });

  it('is named: what tells two operations apart', () => {
    const two = [
      operation('GetThing'),
      operation('ReadThing', { http: { method: 'GET', uri: '/things/{Name}' } }),
    ];
    expect(() => compileRoutes(client(two, regional))).toThrow('nothing tells GetThing and ReadThing apart');
  });

  it('is named: the form of a path', () => {
    const odd = operation('GetThing', { http: { method: 'GET', uri: '/things/{Id}.json' } });
    expect(() => compileRoutes(client([odd], regional))).toThrow('a label in the midst of a segment');
  });

  it('is named: the rule of its hosts', () => {
    const odd = client([operation('GetThing')], (region) => ({
      host: `${region}.things.example`,
      signingRegion: region,
    }));
    expect(() => compileHosts(odd, compilePartitions())).toThrow('has no rule for its hosts in aws');
  });
});

describe('routes', () => {
  const compile = (list: readonly Partial<SdkOperation>[]) =>
    compileRoutes({
      packageName: '@aws-sdk/client-s3',
      serviceId: 'S3',
      signingName: 's3',
      protocol: 'rest-xml',
      alsoQuery: false,
      apiVersion: '2006-03-01',
      serviceTarget: 'AmazonS3',
      operations: list.map((each) => ({
        name: '',
        http: undefined,
        members: ['Bucket', 'Key'],
        requiredQuery: [],
        requiredHeaders: [],
        signed: true,
        ...each,
      })),
      hostIn: (region) => ({ host: `s3.${region}.amazonaws.com`, signingRegion: region }),
    });

  it('begin with the bucket, and are told apart by what only some operations require', () => {
    const http = (id: string) => ({ method: 'PUT', uri: `/{Key+}?x-id=${id}` });
    expect(
      compile([
        { name: 'CopyObject', http: http('CopyObject'), requiredHeaders: ['x-amz-copy-source'] },
        { name: 'PutObject', http: http('PutObject') },
        { name: 'UploadPart', http: http('UploadPart'), requiredQuery: ['partNumber', 'uploadId'] },
        { name: 'GetBucketAcl', http: { method: 'GET', uri: '/?acl' } },
        // Alone on its route, it needs no more to be known.
        { name: 'GetThing', http: { method: 'GET', uri: '/{Key+}?thing' }, requiredHeaders: ['x-amz-thing'] },
        { name: 'ListBuckets', http: { method: 'GET', uri: '/?x-id=ListBuckets' }, members: [] },
      ]).split('\n'),
    ).toEqual([
      '/ GET ListBuckets',
      '/{Bucket}/{Key+} #x-amz-copy-source PUT CopyObject',
      '/{Bucket}/{Key+} PUT PutObject',
      '/{Bucket}/{Key+}?partNumber&uploadId PUT UploadPart',
      '/{Bucket}/{Key+}?thing GET GetThing',
      '/{Bucket}?acl GET GetBucketAcl',
    ]);
  });
});
