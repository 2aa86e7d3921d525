// The table of families against what the families hold, what the SDK has, and what the service reference says.

import { describe, expect, it } from 'vitest';
import { isReadOnly } from '../../../src/cloud/read-only.ts';
import { cloudtrail, iam, sts, type Service } from '../../../src/cloud/services.ts';
import { openShapes } from '../../../src/core/shapes/shapes-file.ts';
import { compiledCatalog } from '../compiled-catalog.ts';

const catalog = compiledCatalog();

/**
 * What CloudTrail says of these, which is not the service reference's access level.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html, the table "STS API, Response elements
 * information, Read-only"
 */
const readOnlyInTrail: ReadonlyMap<string, boolean> = new Map([
  ['sts:AssumeRole', true],
  ['sts:AssumeRoleWithSAML', true],
  ['sts:AssumeRoleWithWebIdentity', true],
  ['sts:AssumeRoot', false],
  ['sts:GetFederationToken', false],
  ['sts:GetSessionToken', false],
]);

describe.each([iam, sts, cloudtrail])('$name', (service: Service) => {
  it('finds each operation that its families name', async () => {
    const names = [...(await service.operations())];
    const found = await Promise.all(names.map(async (name) => (await service.find(name))?.name));
    expect(found).toEqual(names);
  });

  it('has shapes for each', async () => {
    const stored = await catalog.shapes(service.name);
    const known = stored === undefined ? new Set<string>() : openShapes(stored).operations;
    expect([...(await service.operations())].filter((name) => !known.has(name))).toEqual([]);
  });

  it('needs actions that the service reference lists, and reads where it says so', async () => {
    const wrong: string[] = [];
    for (const name of await service.operations()) {
      const operation = await service.find(name);
      if (operation === undefined) continue;
      if ((await catalog.accessLevel(operation.action)) === undefined)
        wrong.push(`${operation.action} is unknown`);
      const readOnly = readOnlyInTrail.get(operation.action) ?? (await isReadOnly(catalog, operation.action));
      if (operation.readOnly !== readOnly) {
        wrong.push(`${operation.action} is ${operation.readOnly ? 'no read' : 'a read'}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
