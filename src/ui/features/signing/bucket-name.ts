// Which names S3 gives to no bucket.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html

import type { BucketNameFault } from '../../words/signing-bench.ts';

// What AWS keeps for its documentation and its tools, and for aliases and other kinds of buckets.
const beginnings = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const ends = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'];

/** The first rule for general purpose buckets that a name breaks, with the part of it that is kept by AWS. */
export function bucketNameFault(
  name: string,
): { readonly kind: BucketNameFault; readonly part: string } | undefined {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) return { kind: 'letters', part: '' };
  if (name.includes('..')) return { kind: 'adjacent-dots', part: '' };
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return { kind: 'ip-address', part: '' };
  const beginning = beginnings.find((part) => name.startsWith(part));
  if (beginning !== undefined) return { kind: 'reserved-beginning', part: beginning };
  const end = ends.find((part) => name.endsWith(part));
  return end === undefined ? undefined : { kind: 'reserved-end', part: end };
}
