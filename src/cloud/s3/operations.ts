// The operations of S3 that are simulated.

import type { Operation } from '../operation.ts';
import { getObject } from './get-object.ts';
import { listBuckets } from './list-buckets.ts';

export const s3Operations: readonly Operation[] = [listBuckets, getObject];
