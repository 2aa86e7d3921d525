// The catalogue's client, with the catalogue itself on the other end of a channel.

import { afterAll, describe, expect, it, vi } from 'vitest';
import type { CatalogFiles } from '../../../src/core/catalog/catalog-files.ts';
import { CatalogClient } from '../../../src/engine/catalog-client.ts';
import { EngineLost } from '../../../src/engine/engine-lost.ts';
import { openCatalog } from '../../../workers/open-catalog.ts';
import { compiledCatalog, compiledFile } from '../compiled-catalog.ts';
import { fakeWorker } from './fake-worker.ts';

const clients: CatalogClient[] = [];
afterAll(() => clients.forEach((client) => client.dispose()));

function clientOf(serve: object): CatalogClient {
  const client = new CatalogClient(() => fakeWorker(serve));
  clients.push(client);
  return client;
}

describe('the catalogue through its client', () => {
  const client = clientOf(compiledCatalog());
  const direct = compiledCatalog();
  const place = { accountId: '123456789012', region: 'us-east-1' };

  it('answers as the catalogue does', async () => {
    expect(await client.services()).toEqual(await direct.services());
    expect(await client.service('sqs')).toEqual(await direct.service('sqs'));
    expect(await client.actions('sqs')).toEqual(await direct.actions('sqs'));
    expect(await client.action('sqs:SendMessage')).toEqual(await direct.action('sqs:SendMessage'));
    expect(await client.action('sqs:Nothing')).toMatchObject({
      ok: false,
      error: { kind: 'unknown-action' },
    });
    expect(await client.actionsOn('sqs', 'queue')).toEqual(await direct.actionsOn('sqs', 'queue'));
    expect(await client.operationsUsing('s3:GetObject')).toEqual(
      await direct.operationsUsing('s3:GetObject'),
    );
    expect(await client.regions()).toEqual(await direct.regions());
    expect(await client.expandAction('sqs:*')).toEqual(await direct.expandAction('sqs:*'));
    expect(await client.resourceTypesOf('arn:aws:s3:::a')).toEqual(
      await direct.resourceTypesOf('arn:aws:s3:::a'),
    );
    expect(await client.conditionKey('aws:SourceIp')).toEqual(await direct.conditionKey('aws:SourceIp'));
    expect(await client.globalConditionKeys()).toEqual(await direct.globalConditionKeys());
    expect(await client.managedPolicies()).toEqual(await direct.managedPolicies());
    expect(await client.managedPolicies({ kind: 'job-function' })).toEqual(
      await direct.managedPolicies({ kind: 'job-function' }),
    );
    expect(await client.managedPolicy('Billing')).toEqual(await direct.managedPolicy('Billing'));
    const arns = ['arn:aws:iam::aws:policy/job-function/Billing', 'arn:aws:iam::aws:policy/nothing'];
    expect(await client.managedPolicyDocuments(arns)).toEqual(await direct.managedPolicyDocuments(arns));
    expect(await client.accessLevel('sqs:SendMessage')).toBe('Write');
    expect(await client.search('sqs send', { most: 3 })).toEqual(
      await direct.search('sqs send', { most: 3 }),
    );
    expect(await client.exampleResources('sqs:SendMessage', place)).toEqual(
      await direct.exampleResources('sqs:SendMessage', place),
    );
    expect(await client.dataSets()).toEqual(await direct.dataSets());
  });
});

describe('the files of the catalogue', () => {
  function counting(fail: () => boolean = () => false) {
    const loaded: (keyof CatalogFiles)[] = [];
    const catalog = openCatalog(async (name) => {
      loaded.push(name);
      if (fail())
        throw Object.assign(new Error(`\`${name}\` could not be loaded: HTTP 503`), {
          name: 'DataNotLoaded',
        });
      return compiledFile(name);
    });
    return { loaded, catalog };
  }

  it('are loaded when something in them is asked for, and once', async () => {
    const { loaded, catalog } = counting();
    expect(loaded).toEqual([]);
    await catalog.actions('s3');
    await catalog.actions('iam');
    await catalog.accessLevel('s3:GetObject');
    await catalog.expandAction('s3:Get*');
    expect(loaded).toEqual(['services']);
    await catalog.managedPolicies();
    await catalog.search('s3', { most: 1 });
    expect(loaded).toEqual(['services', 'policies']);
    await Promise.all([
      catalog.managedPolicyDocuments(['arn:aws:iam::aws:policy/ReadOnlyAccess']),
      catalog.search('a', { most: 1 }),
    ]);
    expect(loaded).toEqual(['services', 'policies', 'policyDocuments']);
    // Nothing of AWS's among these.
    expect(await catalog.managedPolicyDocuments([])).toEqual([]);
    await catalog.exampleResources('s3:GetObject', { accountId: '123456789012', region: 'us-east-1' });
    expect(loaded).toEqual(['services', 'policies', 'policyDocuments', 'details']);
  });

  it('that could not be loaded are asked for again the next time, and the client says why', async () => {
    let broken = true;
    const { catalog } = counting(() => broken);
    const client = clientOf(catalog);
    const failure = await client.services().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EngineLost);
    expect((failure as EngineLost).reason).toBe('no-data');
    expect((failure as EngineLost).message).toContain('HTTP 503');
    broken = false;
    expect(await client.services()).toHaveLength(456);
  });

  it('of AWS’s prose may be missing for a while: there are no descriptions until they can be loaded', async () => {
    let missing = true;
    const catalog = openCatalog(async (name) => {
      if (missing && (name === 'prose' || name === 'policyProse')) {
        throw Object.assign(new Error(`\`${name}\` could not be loaded`), { name: 'DataNotLoaded' });
      }
      return compiledFile(name);
    });
    expect(await catalog.action('s3:GetObject')).toMatchObject({
      ok: true,
      value: { description: undefined },
    });
    expect(await catalog.managedPolicyDescription('arn:aws:iam::aws:policy/PowerUserAccess')).toBeUndefined();
    missing = false;
    expect(await catalog.action('s3:GetObject')).toMatchObject({
      value: { description: expect.stringContaining('objects') as string },
    });
  });

  it('of another build than the rest are a bug, which is told', async () => {
    const catalog = openCatalog((name) =>
      Promise.resolve(name === 'prose' ? { ...compiledFile(name), build: 'other' } : compiledFile(name)),
    );
    await expect(catalog.action('s3:GetObject')).rejects.toThrow('build');
  });

  it('are enough without AWS’s prose', async () => {
    const catalog = openCatalog((name) => {
      const file = compiledFile(name);
      const bare: Partial<CatalogFiles> = {
        prose: { build: file.build, words: [], actions: [], keys: [], services: [] },
        policyProse: { build: file.build, descriptions: [] },
      };
      return Promise.resolve({ ...file, ...bare[name] });
    });
    expect(await catalog.action('s3:GetObject')).toMatchObject({
      ok: true,
      value: { description: undefined },
    });
    expect(await catalog.managedPolicy('Billing')).toMatchObject({
      ok: true,
      value: { description: undefined },
    });
    const service = await catalog.service('s3');
    expect(
      service.ok && service.value.conditionKeys.some(({ description }) => description !== undefined),
    ).toBe(false);
  });
});

describe('shapes', () => {
  const file = { build: 'x', services: { iam: { structures: [], operations: {}, rules: [] } } };

  it('come from their file, which is loaded once and needs no worker', async () => {
    const load = vi.fn(() => Promise.resolve(file));
    const start = vi.fn(() => {
      throw new Error('no worker is needed');
    });
    const client = new CatalogClient(start, 1000, load);
    expect(await client.shapes('iam')).toBe(file.services.iam);
    expect(await client.shapes('ec2')).toBeUndefined();
    expect(await client.shapes('constructor')).toBeUndefined();
    expect(load).toHaveBeenCalledTimes(1);
    expect(start).not.toHaveBeenCalled();
  });

  it('are asked for again after a failure', async () => {
    const load = vi.fn(() => Promise.resolve(file));
    load.mockRejectedValueOnce(new EngineLost('the reference', 'no-data'));
    const client = new CatalogClient(() => fakeWorker({}), 1000, load);
    await expect(client.shapes('iam')).rejects.toThrow('could not load its data');
    expect(await client.shapes('iam')).toBe(file.services.iam);
  });
});
