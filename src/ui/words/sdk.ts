// How an AWS SDK on a web page reaches a sandbox, and why it may not.

import type { OfflineState } from '../ports.ts';

/** An example for the AWS SDK for JavaScript (v3), with the address of a sandbox. */
export function sdkExample(endpoint: string): string {
  return `import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';

const settings = {
  endpoint: '${endpoint.replace(/['\\]/g, '\\$&')}',
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIA…', secretAccessKey: '…' },
};

const iam = new IAMClient(settings);
console.log(await iam.send(new ListUsersCommand({})));

// S3 needs the bucket in the path: the endpoint has no host of its own.
const s3 = new S3Client({ ...settings, forcePathStyle: true });
`;
}

/** Why requests of this page do not reach the sandbox, where no service worker controls it. */
export function notControlledSentence(state: OfflineState): string {
  switch (state) {
    case 'unsupported':
      return 'This window has no service worker, which would take the requests: it may be private, blocked or not served over https. Nothing answers at this address here.';
    case 'registering':
      return 'Gatehouse is still being stored for use offline. Until that is done, nothing answers at this address.';
    case 'ready':
    case 'update-ready':
      return 'This page was loaded past the service worker, which takes the requests, or before it was there. Until you reload, nothing answers at this address.';
  }
}
