// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html and its siblings; what these do
// not say ("recorded") AWS answered others on 2026-09-11:
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/federation/oidc.json

import { beforeEach, describe, expect, it } from 'vitest';
import { namedKey } from '../../../../src/cloud/keys.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, elements, makeWorld, type Reply, type World } from '../world.ts';

let world: World;
let root: Credentials;
const url = 'https://token.actions.githubusercontent.com';
let arn: string;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  arn = `arn:aws:iam::${world.accountId}:oidc-provider/token.actions.githubusercontent.com`;
});

type Parameters = Readonly<Record<string, string>>;

const ask = (action: string, parameters: Parameters = {}): Promise<Reply> =>
  world.query(root, action, parameters);
const create = (parameters: Parameters = {}): Promise<Reply> =>
  ask('CreateOpenIDConnectProvider', { Url: url, ...parameters });
const list = (name: string, values: readonly string[]): Parameters =>
  Object.fromEntries(values.map((value, index) => [`${name}.member.${index + 1}`, value]));
const on = (parameters: Parameters = {}) => ({ OpenIDConnectProviderArn: arn, ...parameters });
const thumbprint = 'A'.repeat(40);

describe('a provider', () => {
  it('is made, read, listed and deleted', async () => {
    const made = await create({
      ...list('ClientIDList', ['sts.amazonaws.com', 'other', 'sts.amazonaws.com']),
      ...list('ThumbprintList', [thumbprint]),
      'Tags.member.1.Key': 'team',
      'Tags.member.1.Value': 'blue',
      'Tags.member.2.Key': 'cost',
      'Tags.member.2.Value': '7',
    });
    expect(made.status).toBe(200);
    expect(element(made.text, 'OpenIDConnectProviderArn')).toBe(arn);
    expect(elements(made.text, 'Key')).toEqual(['team', 'cost']);
    const got = await ask('GetOpenIDConnectProvider', on());
    expect(element(got.text, 'Url')).toBe('token.actions.githubusercontent.com');
    expect(elements(got.text, 'member')).toEqual(['sts.amazonaws.com', 'other', thumbprint.toLowerCase()]);
    expect(element(got.text, 'CreateDate')).toBe('2026-11-22T09:30:00Z');
    const listed = await ask('ListOpenIDConnectProviders');
    expect(elements(listed.text, 'Arn')).toEqual([arn]);
    expect((await ask('DeleteOpenIDConnectProvider', on())).status).toBe(200);
    expect(elements((await ask('ListOpenIDConnectProviders')).text, 'Arn')).toEqual([]);
  });

  it('gets a thumbprint where none is given', async () => {
    await create();
    const got = await ask('GetOpenIDConnectProvider', on());
    expect(elements(got.text, 'member')).toEqual([expect.stringMatching(/^[0-9a-f]{40}$/)]);
  });

  it('has client ids that come and go, any number of times', async () => {
    await create();
    const add = () => ask('AddClientIDToOpenIDConnectProvider', on({ ClientID: 'app' }));
    const remove = () => ask('RemoveClientIDFromOpenIDConnectProvider', on({ ClientID: 'app' }));
    const clients = async () =>
      elements((await ask('GetOpenIDConnectProvider', on())).text, 'member').slice(0, -1);
    for (const [change, expected] of [
      [add, ['app']],
      [add, ['app']],
      [remove, []],
      [remove, []],
    ] as const) {
      expect((await change()).status).toBe(200);
      expect(await clients()).toEqual(expected);
    }
  });

  it('has thumbprints that are replaced together', async () => {
    await create(list('ThumbprintList', [thumbprint]));
    const others = ['b'.repeat(40), 'c'.repeat(40)];
    expect(
      (await ask('UpdateOpenIDConnectProviderThumbprint', on(list('ThumbprintList', others)))).status,
    ).toBe(200);
    expect(elements((await ask('GetOpenIDConnectProvider', on())).text, 'member')).toEqual(others);
  });

  // Recorded: those that are no hash, and the same twice.
  it('has any thumbprints of 40 characters, in lower case', async () => {
    const doubled = [thumbprint, thumbprint.toLowerCase(), 'g'.repeat(40)];
    const kept = doubled.map((each) => each.toLowerCase());
    const thumbprintsNow = async () => elements((await ask('GetOpenIDConnectProvider', on())).text, 'member');
    await create(list('ThumbprintList', doubled));
    expect(await thumbprintsNow()).toEqual(kept);
    const others = ['C'.repeat(40), 'C'.repeat(40)];
    await ask('UpdateOpenIDConnectProviderThumbprint', on(list('ThumbprintList', others)));
    expect(await thumbprintsNow()).toEqual(['c'.repeat(40), 'c'.repeat(40)]);
  });

  // Recorded, though "The URL should not contain a port number".
  it('is the same with the port of https and without', async () => {
    const withPort = await ask('CreateOpenIDConnectProvider', { Url: `${url}:443` });
    expect(element(withPort.text, 'OpenIDConnectProviderArn')).toBe(arn);
    expect(element((await ask('GetOpenIDConnectProvider', on())).text, 'Url')).toBe(
      'token.actions.githubusercontent.com',
    );
    expect((await create()).code).toBe('EntityAlreadyExists');
    const tenant = await ask('CreateOpenIDConnectProvider', { Url: 'https://example.com:443/tenant' });
    expect(element(tenant.text, 'OpenIDConnectProviderArn')).toBe(
      `arn:aws:iam::${world.accountId}:oidc-provider/example.com/tenant`,
    );
  });

  // Recorded: they are two.
  it('is another with a slash at the end', async () => {
    await ask('CreateOpenIDConnectProvider', { Url: 'https://example.com/path/' });
    expect((await ask('CreateOpenIDConnectProvider', { Url: 'https://example.com/path' })).status).toBe(200);
  });

  it('has tags', async () => {
    await create();
    await ask('TagOpenIDConnectProvider', on({ 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'red' }));
    expect(elements((await ask('ListOpenIDConnectProviderTags', on())).text, 'Value')).toEqual(['red']);
    await ask('UntagOpenIDConnectProvider', on({ 'TagKeys.member.1': 'team' }));
    expect(elements((await ask('ListOpenIDConnectProviderTags', on())).text, 'Value')).toEqual([]);
  });
});

// "The URL is case-sensitive" (id_roles_providers_create_oidc).
describe('URLs that differ by case alone', () => {
  const [upper, lower] = ['login.example.com/TenantA', 'login.example.com/tenanta'];
  const arnOf = (name: string): string => `arn:aws:iam::${world.accountId}:oidc-provider/${name}`;
  const createAt = (name: string, client: string): Promise<Reply> =>
    ask('CreateOpenIDConnectProvider', { Url: `https://${name}`, 'ClientIDList.member.1': client });
  const get = (name: string): Promise<Reply> =>
    ask('GetOpenIDConnectProvider', { OpenIDConnectProviderArn: arnOf(name) });
  const clientsOf = async (name: string): Promise<readonly string[]> =>
    elements((await get(name)).text, 'member').slice(0, -1);
  const listed = async (): Promise<readonly string[]> =>
    [...elements((await ask('ListOpenIDConnectProviders')).text, 'Arn')].sort();

  /** As providers were kept once: under a key in lower case. */
  const keepAsBefore = (name: string): Promise<void> =>
    world.store.write((tables) =>
      tables.oidcProviders.put({
        key: namedKey(world.accountId, 'oidc-provider', name),
        accountId: world.accountId,
        url: name,
        clientIds: ['old'],
        thumbprints: ['a'.repeat(40)],
        tags: [],
        createdAt: 0,
      }),
    );

  it('are of two providers, and each ARN is of one', async () => {
    expect((await createAt(upper, 'a')).status).toBe(200);
    expect(await get(lower)).toMatchObject({ status: 404, code: 'NoSuchEntity' });
    expect((await createAt(lower, 'b')).status).toBe(200);
    expect(await clientsOf(upper)).toEqual(['a']);
    expect(await clientsOf(lower)).toEqual(['b']);
    expect(await listed()).toEqual([arnOf(upper), arnOf(lower)]);
    for (const name of [upper, lower]) {
      expect(await createAt(name, 'c')).toMatchObject({
        status: 409,
        code: 'EntityAlreadyExists',
        message: `Provider with url https://${name} already exists.`,
      });
    }
    await ask('DeleteOpenIDConnectProvider', { OpenIDConnectProviderArn: arnOf(upper) });
    expect(await listed()).toEqual([arnOf(lower)]);
    expect(await clientsOf(lower)).toEqual(['b']);
  });

  it('keep the host as it was written', async () => {
    const shouted = 'LOGIN.EXAMPLE.COM/TenantA';
    await createAt(upper, 'a');
    expect(element((await createAt(shouted, 'b')).text, 'OpenIDConnectProviderArn')).toBe(arnOf(shouted));
    expect(element((await get(shouted)).text, 'Url')).toBe(shouted);
  });

  it('a provider of an older sandbox is found, changed and deleted, by its own ARN alone', async () => {
    await keepAsBefore(upper);
    expect(await clientsOf(upper)).toEqual(['old']);
    expect((await get(lower)).code).toBe('NoSuchEntity');
    expect((await createAt(upper, 'a')).code).toBe('EntityAlreadyExists');
    const parameters = { OpenIDConnectProviderArn: arnOf(upper), ClientID: 'new' };
    expect((await ask('AddClientIDToOpenIDConnectProvider', parameters)).status).toBe(200);
    expect(await clientsOf(upper)).toEqual(['old', 'new']);
    expect(await listed()).toEqual([arnOf(upper)]);
    await ask('DeleteOpenIDConnectProvider', { OpenIDConnectProviderArn: arnOf(upper) });
    expect(await listed()).toEqual([]);
  });

  it('a provider of an older sandbox does not give way to one whose key it has', async () => {
    await keepAsBefore(upper);
    expect((await createAt(lower, 'a')).status).toBe(200);
    expect(await clientsOf(upper)).toEqual(['old']);
    expect(await clientsOf(lower)).toEqual(['a']);
    expect(await listed()).toEqual([arnOf(upper), arnOf(lower)]);
    expect((await createAt(upper, 'b')).code).toBe('EntityAlreadyExists');
    await ask('DeleteOpenIDConnectProvider', { OpenIDConnectProviderArn: arnOf(lower) });
    expect(await listed()).toEqual([arnOf(upper)]);
  });
});

describe('errors', () => {
  const missing = 'arn:aws:iam::123456789012:oidc-provider/nobody.example.com';
  const cases: readonly (readonly [string, Parameters, number, string, string])[] = [
    [
      'CreateOpenIDConnectProvider',
      { Url: 'http://example.com' },
      400,
      'ValidationError',
      'Invalid Open ID Connect Provider URL',
    ],
    ['CreateOpenIDConnectProvider', { Url: 'https://example.com?a=b' }, 400, 'InvalidInput', 'Unknown'],
    ['CreateOpenIDConnectProvider', { Url: 'https://example.com/?a=b' }, 400, 'InvalidInput', 'Unknown'],
    ['CreateOpenIDConnectProvider', { Url: 'https://example.com/#a' }, 400, 'InvalidInput', 'Unknown'],
    [
      'CreateOpenIDConnectProvider',
      { Url: 'https://a1b2.tokens.sts.global.api.aws:443' },
      400,
      'InvalidInput',
      'Creating an OIDC provider with an STS issuer URL from the same partition is not supported.',
    ],
    [
      'CreateOpenIDConnectProvider',
      { Url: 'https://example.com:8443' },
      400,
      'ValidationError',
      'Invalid Open ID Connect Provider URL',
    ],
    [
      'CreateOpenIDConnectProvider',
      { Url: `https://${'a'.repeat(248)}` },
      400,
      'ValidationError',
      'Member must have length less than or equal to 255',
    ],
    [
      'CreateOpenIDConnectProvider',
      { Url: 'https://a1b2.tokens.sts.global.api.aws' },
      400,
      'InvalidInput',
      'Creating an OIDC provider with an STS issuer URL from the same partition is not supported.',
    ],
    [
      'CreateOpenIDConnectProvider',
      { Url: 'https://example.com', ...list('ThumbprintList', ['a'.repeat(39)]) },
      400,
      'ValidationError',
      'Member must have length greater than or equal to 40',
    ],
    [
      'CreateOpenIDConnectProvider',
      { Url: 'https://example.com', ...list('ThumbprintList', Array<string>(6).fill('b'.repeat(40))) },
      400,
      'InvalidInput',
      'Thumbprint list must contain fewer than 5 entries.',
    ],
    [
      'CreateOpenIDConnectProvider',
      {
        Url: 'https://example.com',
        ...list(
          'ClientIDList',
          Array.from({ length: 101 }, (_, at) => `app${at}`),
        ),
      },
      409,
      'LimitExceeded',
      'Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100',
    ],
    [
      'CreateOpenIDConnectProvider',
      { Url: url },
      409,
      'EntityAlreadyExists',
      `Provider with url ${url} already exists.`,
    ],
    [
      'GetOpenIDConnectProvider',
      { OpenIDConnectProviderArn: missing },
      404,
      'NoSuchEntity',
      `OpenIDConnect Provider not found for arn ${missing}`,
    ],
    // Recorded, though "it does not fail or return an error if you call the operation for a provider that does not exist"
    [
      'DeleteOpenIDConnectProvider',
      { OpenIDConnectProviderArn: missing },
      404,
      'NoSuchEntity',
      `OpenId connect Provider ${missing} cannot be found.`,
    ],
    [
      'AddClientIDToOpenIDConnectProvider',
      { OpenIDConnectProviderArn: missing, ClientID: 'a' },
      404,
      'NoSuchEntity',
      'not found',
    ],
    [
      'RemoveClientIDFromOpenIDConnectProvider',
      { OpenIDConnectProviderArn: missing, ClientID: 'a' },
      404,
      'NoSuchEntity',
      'not found',
    ],
    [
      'UpdateOpenIDConnectProviderThumbprint',
      { OpenIDConnectProviderArn: missing, ...list('ThumbprintList', [thumbprint]) },
      404,
      'NoSuchEntity',
      'not found',
    ],
    // "must have at least one and can have a maximum of five thumbprints" (id_roles_providers_create_oidc)
    [
      'UpdateOpenIDConnectProviderThumbprint',
      { OpenIDConnectProviderArn: missing, ThumbprintList: '' },
      400,
      'InvalidInput',
      'Thumbprint list must contain at least one entry.',
    ],
    [
      'TagOpenIDConnectProvider',
      { OpenIDConnectProviderArn: missing, 'Tags.member.1.Key': 'a', 'Tags.member.1.Value': 'b' },
      404,
      'NoSuchEntity',
      'not found',
    ],
    [
      'GetOpenIDConnectProvider',
      { OpenIDConnectProviderArn: 'arn:aws:iam::123456789012:saml-provider/a' },
      400,
      'InvalidInput',
      'is not valid',
    ],
  ];
  it.each(
    cases.map(([action, parameters, status, code, message]) => ({
      action,
      parameters,
      status,
      code,
      message,
    })),
  )('$action: $code $message', async ({ action, parameters, status, code, message }) => {
    await create();
    const reply = await ask(action, parameters);
    expect(reply).toMatchObject({ status, code });
    expect(reply.message).toContain(message);
  });

  it('at most 100 client ids, and 100 providers', async () => {
    await create(
      list(
        'ClientIDList',
        Array.from({ length: 100 }, (_, at) => `app${at}`),
      ),
    );
    expect(await ask('AddClientIDToOpenIDConnectProvider', on({ ClientID: 'more' }))).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100',
    });
    expect((await ask('AddClientIDToOpenIDConnectProvider', on({ ClientID: 'app7' }))).status).toBe(200);
    await world.store.write(async (tables) => {
      for (let at = 1; at < 100; at++) {
        const host = `idp${at}.example.com`;
        await tables.oidcProviders.put({
          key: namedKey(world.accountId, 'oidc-provider', host),
          accountId: world.accountId,
          url: host,
          clientIds: [],
          thumbprints: [],
          tags: [],
          createdAt: 0,
        });
      }
    });
    expect(await ask('CreateOpenIDConnectProvider', { Url: 'https://example.com' })).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100',
    });
  });
});

describe('permission', () => {
  it('is asked on the provider, with its tags; tagging on creation by itself', async () => {
    await create({ 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'blue' });
    await ask('CreateUser', { UserName: 'alice' });
    const alice = await world.keyOf(root, 'alice');
    const may = (document: string) =>
      ask('PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument: document });
    const denied = await world.query(alice, 'GetOpenIDConnectProvider', on());
    expect(denied.message).toContain(`iam:GetOpenIDConnectProvider on resource: ${arn}`);
    await may(
      JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: 'iam:GetOpenIDConnectProvider',
          Resource: '*',
          Condition: { StringEquals: { 'aws:ResourceTag/team': 'blue' } },
        },
      }),
    );
    expect((await world.query(alice, 'GetOpenIDConnectProvider', on())).status).toBe(200);
    await may(allow('iam:CreateOpenIDConnectProvider'));
    const tagged = { Url: 'https://example.com', 'Tags.member.1.Key': 'a', 'Tags.member.1.Value': 'b' };
    expect((await world.query(alice, 'CreateOpenIDConnectProvider', tagged)).message).toContain(
      'iam:TagOpenIDConnectProvider',
    );
    await may(allow(['iam:CreateOpenIDConnectProvider', 'iam:TagOpenIDConnectProvider']));
    expect((await world.query(alice, 'CreateOpenIDConnectProvider', tagged)).status).toBe(200);
  });

  it('tells a stranger nothing of whether a provider is there', async () => {
    await create();
    await ask('CreateUser', { UserName: 'alice' });
    const alice = await world.keyOf(root, 'alice');
    const other = arn.replace('token.actions', 'nobody');
    const there = await world.query(alice, 'DeleteOpenIDConnectProvider', on());
    const absent = await world.query(alice, 'DeleteOpenIDConnectProvider', {
      OpenIDConnectProviderArn: other,
    });
    expect(absent.message?.replace(other, arn)).toBe(there.message);
  });
});

it('an event of its creation is in the trail', async () => {
  await create(list('ClientIDList', ['sts.amazonaws.com']));
  expect((await world.events()).at(-1)).toMatchObject({
    eventName: 'CreateOpenIDConnectProvider',
    readOnly: false,
    requestParameters: { url, clientIDList: ['sts.amazonaws.com'] },
    responseElements: { openIDConnectProviderArn: arn },
  });
});
