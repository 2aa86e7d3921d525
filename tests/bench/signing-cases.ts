// What is signed in the signing bench: four requests of the kinds that are most common, in the form in which
// each signer wants them, and the turns in which all signers sign the same.

import type { Credentials } from '../../src/core/sigv4/credentials.ts';
import type { HttpRequest } from '../../src/core/wire/message.ts';

export interface SigningCase {
  readonly name: string;
  readonly service: string;
  readonly region: string;
  readonly request: HttpRequest & { readonly body: Uint8Array<ArrayBuffer> };
  readonly sessionToken?: string;
}

/** One signature to make. */
export interface Turn {
  readonly signing: SigningCase;
  readonly credentials: Credentials;
  readonly date: Date;
}

export const keyUses = ['cached', 'fresh'] as const;

/** Cached: the secret and the day stay the same. Fresh: no key can have been derived before. */
export type KeyUse = (typeof keyUses)[number];

const form =
  'Action=AttachUserPolicy&Version=2010-05-08&UserName=alice&' +
  'PolicyArn=arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FReadOnlyAccess';

/** An item of a table, 1,024 bytes. */
const item = itemOf(1_024);

const emptyBodyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export const signingCases: readonly SigningCase[] = [
  {
    name: 'IAM Query POST',
    service: 'iam',
    region: 'us-east-1',
    request: {
      method: 'POST',
      path: '/',
      query: '',
      // With the date, the four that are signed.
      headers: [
        ['host', 'iam.amazonaws.com'],
        ['content-type', 'application/x-www-form-urlencoded; charset=utf-8'],
        ['amz-sdk-request', 'attempt=1; max=3'],
      ],
      body: bytesOf(form),
    },
  },
  {
    name: 'S3 GET, three parameters',
    service: 's3',
    region: 'eu-central-1',
    request: {
      method: 'GET',
      path: '/reports',
      query: 'list-type=2&prefix=2026%2Fnovember%20draft%2F&max-keys=100',
      headers: [
        ['host', 's3.eu-central-1.amazonaws.com'],
        // Stated, because aws4fetch hashes no body for S3.
        ['x-amz-content-sha256', emptyBodyHash],
      ],
      body: new Uint8Array(),
    },
  },
  {
    name: 'DynamoDB JSON POST, 1 KB',
    service: 'dynamodb',
    region: 'us-east-1',
    request: {
      method: 'POST',
      path: '/',
      query: '',
      headers: [
        ['host', 'dynamodb.us-east-1.amazonaws.com'],
        ['content-type', 'application/x-amz-json-1.0'],
        ['x-amz-target', 'DynamoDB_20120810.PutItem'],
      ],
      body: bytesOf(item),
    },
  },
  {
    name: 'Lambda GET, session token',
    service: 'lambda',
    region: 'us-west-2',
    sessionToken: 'IQoJb3JpZ2luX2VjEXAMPLE/+'.repeat(16),
    request: {
      method: 'GET',
      path: '/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-west-2%3A111122223333%3Afunction%3Areports/policy',
      query: 'Qualifier=live',
      headers: [
        ['host', 'lambda.us-west-2.amazonaws.com'],
        ['accept', 'application/json'],
      ],
      body: new Uint8Array(),
    },
  },
];

const day = Date.UTC(2026, 10, 24);

/**
 * So many signatures of each case, made anew for each signer: what a signer remembers of an object is of no
 * use to it. The same pass gives the same turns; no two fresh turns of all passes share a secret.
 */
export function turnsOf({
  keyUse,
  pass,
  times,
}: {
  readonly keyUse: KeyUse;
  readonly pass: number;
  readonly times: number;
}): readonly Turn[] {
  return Array.from({ length: times }, (_, time) =>
    signingCases.map((signing, place): Turn => {
      const number = (pass * times + time) * signingCases.length + place;
      return {
        // A copy, as what comes from another thread is: its texts are known to nobody.
        signing: { ...signing, request: structuredClone(signing.request) },
        credentials: {
          accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
          secretAccessKey: secretOf(keyUse === 'fresh' ? number : 0),
          ...(signing.sessionToken === undefined ? {} : { sessionToken: signing.sessionToken }),
        },
        // Another second for each, so that the string to sign is another one too.
        date: new Date(day + (number % 86_400) * 1_000),
      };
    }),
  ).flat();
}

/** 40 characters, as AWS's have. */
function secretOf(number: number): string {
  return `${String(number).padStart(21, '0')}/bPxRfiCYEXAMPLEKEY`;
}

function itemOf(length: number): string {
  const withNote = (note: string): string =>
    JSON.stringify({ TableName: 'orders', Item: { id: { S: '7f3c' }, note: { S: note } } });
  return withNote('x'.repeat(length - withNote('').length));
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
