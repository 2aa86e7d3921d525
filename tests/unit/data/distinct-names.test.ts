// No list that the catalogue answers names anything twice: AWS's own tables do, in a few places.

import { describe, expect, it } from 'vitest';
import { resourceTypeNames } from './resource-type-names.ts';
import { compiledCatalog } from '../compiled-catalog.ts';

const catalog = compiledCatalog();

function expectDistinct(names: readonly string[], what: string): void {
  expect(names.length, what).toBe(new Set(names).size);
}

describe('names in the lists of the catalogue', () => {
  it('of every service and action stand once', async () => {
    for (const { prefix } of await catalog.services()) {
      const service = await catalog.service(prefix);
      if (!service.ok) throw new Error(prefix);
      const { actions, resourceTypes, conditionKeys } = service.value;
      expectDistinct(
        actions.map(({ action }) => action),
        prefix,
      );
      expectDistinct(
        resourceTypes.map(({ name }) => name),
        prefix,
      );
      expectDistinct(
        conditionKeys.map(({ name }) => name),
        prefix,
      );
      for (const type of resourceTypes) {
        expectDistinct(type.conditionKeys, `${prefix} ${type.name}`);
        expectDistinct(type.arns, `${prefix} ${type.name}`);
        for (const arn of type.arns) expect(arn, `${prefix} ${type.name}`).toMatch(/^arn:[^\s,]+$/);
      }
      for (const { action } of actions) {
        const found = await catalog.action(action);
        if (!found.ok) throw new Error(action);
        const { resources, dependentActions = [], conditionKeys: keys } = found.value;
        expectDistinct(keys, action);
        expectDistinct(dependentActions, action);
        expectDistinct(resourceTypeNames(resources), action);
      }
    }
  });

  it('of what is near to a mistyped one stand once', async () => {
    for (const name of ['identitystore:UserIdd', 'aws:SourceIpp', 'aws:ResourceTagg/${TagKey}']) {
      const found = await catalog.conditionKey(name);
      if (found.ok || found.error.kind !== 'unknown-condition-key') throw new Error(name);
      expectDistinct(found.error.closest, name);
    }
  });

  it('of what reads twice in the raw data are merged', async () => {
    const found = await catalog.action('ec2-instance-connect:OpenTunnel');
    expect(found.ok && resourceTypeNames(found.value.resources)).toEqual(['instance-connect-endpoint']);
  });
});
