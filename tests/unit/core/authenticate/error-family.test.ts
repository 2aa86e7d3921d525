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
    ['bucket.s3.amazonaws.com', 's3', undefined],
    ['bucket.s3-accelerate.amazonaws.com', 's3', undefined],
    ['s3-us-west-2.amazonaws.com', 's3', 'us-west-2'],
    ['bucket.s3-us-west-2.amazonaws.com', 's3', 'us-west-2'],
    ['s3-external-1.amazonaws.com', 's3', 'us-east-1'],
    ['s3-fips.us-east-2.amazonaws.com', 's3', 'us-east-2'],
    ['bucket.s3.dualstack.eu-west-1.amazonaws.com', 's3', 'eu-west-1'],
    ['s3.cn-north-1.amazonaws.com.cn', 's3', 'cn-north-1'],
    ['sts-fips.us-east-1.amazonaws.com', 'sts', 'us-east-1'],
    ['iam-fips.amazonaws.com', 'iam', 'us-east-1'],
    ['dynamodb-fips.us-east-1.amazonaws.com', 'dynamodb', 'us-east-1'],
    ['bedrock-agent-runtime.eu-west-1.amazonaws.com', 'bedrock', 'eu-west-1'],
    ['oidc.eu-west-1.amazonaws.com', 'sso-oauth', 'eu-west-1'],
    ['abc123.execute-api.eu-west-1.amazonaws.com', 'execute-api', 'eu-west-1'],
    ['search-logs-abc.eu-west-1.es.amazonaws.com', 'es', 'eu-west-1'],
    ['abc.lambda-url.eu-west-1.on.aws', 'lambda', 'eu-west-1'],
    // A part of a service, which signs with the name of the whole.
    ['some-new-runtime.eu-west-1.amazonaws.com', undefined, 'eu-west-1'],
    ['a.b.s3.eu-west-1.amazonaws.com', 's3', 'eu-west-1'],
    ['email.eu-west-1.amazonaws.com', 'ses', 'eu-west-1'],
    // More labels than a service and a Region: the endpoint may sign with another name, so nothing is said.
    ['abc123.data.iot.eu-west-1.amazonaws.com', undefined, undefined],
    ['amazonaws.com', undefined, undefined],
    ['iam.amazonaws.com.example.com', undefined, undefined],
    ['localhost:4566', undefined, undefined],
    ['', undefined, undefined],
  ])('%s: %s in %s', (host, service, region) => {
    expect(scopeOfHost(host)).toEqual({
      ...(service === undefined ? {} : { service }),
      ...(region === undefined ? {} : { region }),
    });
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
      const family = ['ec2', 'rest-xml', 'rest-json'].includes(protocol) ? protocol : 'json';
      expect(errorFamilyOf(service), service).toBe(family);
    }
  });
});
