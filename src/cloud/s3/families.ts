// The operations of S3 that are simulated: few enough for one family.

import type { Family } from '../family.ts';
import { bucketPolicyOperations } from './bucket-policy.ts';
import { getObject } from './get-object.ts';
import { listBuckets } from './list-buckets.ts';

const operations = [listBuckets, getObject, ...bucketPolicyOperations];

export const s3Families: readonly Family[] = [
  { operations: operations.map(({ name }) => name), load: () => Promise.resolve(operations) },
];
