import { describe, expect, it } from 'vitest';

import {
  errorFamilyOf,
  errorFamilyOfMessage,
  queryServices,
  scopeOfHost,
} from '../../../../src/core/authenticate/error-family.ts';
import { operationsFile } from '../catalog/compiled-operations.ts';
import type { Header } from '../../../../src/core/wire/message.ts';

// Service endpoints: https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
describe('scopeOfHost', () => {
  it.each([
    ['iam.amazonaws.com', 'iam', 'us-east-1'],
    ['sts.amazonaws.com', 'sts', 'us-east-1'],
    ['sts.eu-west-1.amazonaws.com:443', 'sts', 'eu-west-1'],
    ['DynamoDB.us-gov-west-1.amazonaws.com', 'dynamodb', 'us-gov-west-1'],
    ['s3.amazonaws.com', 's3', 'us-east-1'],
    ['s3.eu-west-1.amazonaws.com', 's3', 'eu-west-1'],
    ['bucket.s3.amazonaws.com', 's3', 'us-east-1'],
    ['a.b.s3.eu-west-1.amazonaws.com', 's3', 'eu-west-1'],
    ['email.eu-west-1.amazonaws.com', 'ses', 'eu-west-1'],
    // More labels than a service and a Region: the endpoint may sign with another name, so nothing is said.
    ['abc123.execute-api.eu-west-1.amazonaws.com', undefined, undefined],
    ['amazonaws.com', undefined, undefined],
    ['iam.amazonaws.com.example.com', undefined, undefined],
    ['localhost:4566', undefined, undefined],
    ['', undefined, undefined],
  ])('%s: %s in %s', (host, service, region) => {
    expect(scopeOfHost(host)).toEqual(service === undefined ? {} : { service, region });
  });
});

describe('errorFamilyOfMessage', () => {
  const families: readonly [readonly Header[], string][] = [
    [[['Host', 'iam.amazonaws.com']], 'query'],
    [[['Host', 's3.eu-west-1.amazonaws.com']], 'rest-xml'],
    [[['Host', 'ec2.eu-west-1.amazonaws.com']], 'ec2'],
    [[['Host', 'sns.eu-west-1.amazonaws.com']], 'query'],
    [[['Host', 'dynamodb.eu-west-1.amazonaws.com']], 'json'],
    [
      [
        ['Host', 'localhost'],
        ['X-Gatehouse-Action', 'ec2:RunInstances'],
      ],
      'ec2',
    ],
    [
      [
        ['Host', 'localhost'],
        ['X-Amz-Target', 'DynamoDB_20120810.GetItem'],
      ],
      'json',
    ],
    [
      [
        ['Host', 'localhost'],
        ['Content-Type', 'application/x-www-form-urlencoded'],
      ],
      'query',
    ],
    [[['Host', 'localhost']], 'rest-xml'],
  ];
  it.each(families)('%j: %s', (headers, family) => {
    expect(
      errorFamilyOfMessage({ method: 'POST', path: '/', query: '', headers, body: new Uint8Array() }),
    ).toBe(family);
  });
});

// The protocols of the SDK's clients, as their packages state them.
describe('queryServices', () => {
  const services = operationsFile.clients.map(({ signingName, prefix, protocol }) => ({
    service: signingName ?? prefix,
    protocol,
  }));

  it('holds every service that speaks Query, and Route 53, whose errors are like theirs', () => {
    const speakers = services.filter(({ protocol }) => protocol === 'query').map(({ service }) => service);
    expect([...queryServices].sort()).toEqual([...speakers, 'route53'].sort());
  });

  it('leaves the others their own words', () => {
    for (const { service, protocol } of services) {
      if (queryServices.has(service)) continue;
      const family = protocol === 'ec2' ? 'ec2' : protocol === 'rest-xml' ? 'rest-xml' : 'json';
      expect(errorFamilyOf(service), service).toBe(family);
    }
  });
});
