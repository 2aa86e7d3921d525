// What the build says of the operations in the SDK.

import { expect, it } from 'vitest';
import { compileShapes, operationsReport } from '../../../src/data/shapes/compile-shapes.ts';

it('counts the operations, and names those that are new or gone', () => {
  const shapes = compileShapes();
  expect(operationsReport(shapes)).toMatch(/^iam: \d+ operations, none new; sts: \d+ operations, none new$/);
  const { iam, sts } = shapes.services;
  if (iam === undefined || sts === undefined) throw new Error('there are no shapes');
  const { CreateUser, ...others } = iam.operations;
  const changed = { ...iam, operations: { ...others, MakeUser: CreateUser ?? [0, 0] } };
  expect(operationsReport({ services: { iam: changed, sts } })).toContain(
    'operations, new: MakeUser, gone: CreateUser; sts',
  );
});
