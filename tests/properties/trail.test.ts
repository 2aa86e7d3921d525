// What is secret is nowhere but where it must be: of whatever was sent or given, in requests right and wrong, no
// event, trace, report or other row holds it, in any spelling.

import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Writing } from '../../src/cloud/ports.ts';
import { tableIndexes, type TableName } from '../../src/cloud/records.ts';
import { trailValues } from '../../src/cloud/trail-values.ts';
import { isSecretName, withoutSecrets } from '../../src/core/authenticate/secret-names.ts';
import { base64FromBytes, bytesFromBase64 } from '../../src/core/lang/base64.ts';
import { memberName, type Shape, type Structure, type Value } from '../../src/core/shapes/shape.ts';
import { openShapes, type ShapesFile } from '../../src/core/shapes/shapes-file.ts';
import type { Credentials } from '../../src/core/sigv4/credentials.ts';
import { presign } from '../../src/core/sigv4/presign.ts';
import { sign } from '../../src/core/sigv4/sign.ts';
import { readSeed } from '../../src/core/totp/seed.ts';
import { totpCode } from '../../src/core/totp/totp.ts';
import { utf8ToText } from '../../src/core/wire/utf8.ts';
import { makeKeyPairs } from '../../src/engine/key-pairs.ts';
import { certificate, curveKey, privateKey } from '../unit/cloud/iam/pem-examples.ts';
import { addRole, idToken, trusting } from '../unit/cloud/sts/sandbox.ts';
import {
  allow,
  element,
  makeWorld,
  message,
  queryRequest,
  type Reply,
  type World,
} from '../unit/cloud/world.ts';
import { compiledFile } from '../unit/compiled-catalog.ts';

const issuer = 'https://token.actions.githubusercontent.com';
const identityProviders = makeKeyPairs();

// To make an RSA key takes a while.
beforeAll(() => idToken(identityProviders, { iss: issuer }));

/** Everything that takes or gives a secret. */
const operations = [
  ...['createAccessKey', 'createLoginProfile', 'updateLoginProfile', 'changePassword'],
  ...['createServiceCredential', 'resetServiceCredential', 'uploadServerCertificate', 'createSamlProvider'],
  ...['createDevice', 'enableDevice', 'resyncDevice'],
  ...['getSessionToken', 'getFederationToken', 'assumeRole', 'assumeRoleWithWebIdentity'],
  ...['assumeRoleWithSaml', 'getWebIdentityToken', 'getDelegatedAccessToken'],
  ...['signInRoot', 'signInUser', 'changeRootPassword', 'enableRootMfa', 'actAs'],
  ...['reports', 'useSession'],
] as const;

/** How it is sent. */
const manners = [
  ...['right', 'right', 'right', 'get', 'presigned', 'both'],
  ...['wrongSecret', 'wrongToken', 'denied', 'unsigned', 'missing', 'doubled', 'malformed', 'stale'],
] as const;

type Operation = (typeof operations)[number];
type Manner = (typeof manners)[number];

interface Step {
  readonly operation: Operation;
  readonly manner: Manner;
  /** A password, or whatever secret the operation takes. */
  readonly text: string;
  /** Of the few that secrets are sent for again, and of an old password. */
  readonly again: boolean;
}

// With all that some spelling writes otherwise; the beginning sets it apart from all other text.
const secretText = fc
  .tuple(fc.stringMatching(/^[A-Za-z0-9]{8}$/), fc.stringMatching(/^[A-Za-z0-9"'<>&%+ /=\\;:,.~|{}-]{0,20}$/))
  .map(([first, rest]) => `Zq7${first}${rest}!aA`);

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    operation: fc.constantFrom(...operations),
    manner: fc.constantFrom(...manners),
    text: secretText,
    again: fc.boolean(),
  }),
  { minLength: 8, maxLength: 14 },
);

/** One walk through the sandbox, with the secrets that it sent and was given. */
interface Walk {
  readonly world: World;
  readonly admin: Credentials;
  readonly nobody: Credentials;
  readonly secrets: Set<string>;
  readonly codes: Set<string>;
  readonly sessions: Credentials[];
  readonly seeds: Map<string, Uint8Array>;
  readonly credentialIds: string[];
  readonly roleArn: string;
  /** Operations that were answered with what was asked for. */
  readonly done: Set<Operation>;
  password: string;
}

async function beginWalk(): Promise<Walk> {
  const world = await makeWorld({ identityProviders });
  const secrets = new Set<string>(['Correct horse 7']);
  const root = await world.actAs(world.rootArn);
  for (const UserName of ['alice', 'nobody']) await world.query(root, 'CreateUser', { UserName });
  await world.query(root, 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'all',
    PolicyDocument: allow('*'),
  });
  await world.query(root, 'CreateOpenIDConnectProvider', {
    Url: issuer,
    'ClientIDList.member.1': 'sts.amazonaws.com',
  });
  const [alice, nobody] = [await world.keyOf(root, 'alice'), await world.keyOf(root, 'nobody')];
  const userArn = `arn:aws:iam::${world.accountId}:user/alice`;
  const roleArn = await addRole(world, {
    roleName: 'Deploy',
    trustPolicy: {
      Version: '2012-10-17',
      Statement: [
        ...(trusting(userArn) as { Statement: object[] }).Statement,
        {
          Effect: 'Allow',
          Principal: { Federated: `arn:aws:iam::${world.accountId}:oidc-provider/${issuer.slice(8)}` },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { [`${issuer.slice(8)}:aud`]: 'sts.amazonaws.com' } },
        },
      ],
    },
  });
  const walk: Walk = {
    world,
    admin: alice,
    nobody,
    secrets,
    codes: new Set(),
    sessions: [],
    seeds: new Map(),
    credentialIds: [],
    roleArn,
    done: new Set(),
    password: 'none yet',
  };
  for (const credentials of [root, alice, nobody]) keepCredentials(walk, credentials);
  return walk;
}

function keepCredentials({ secrets, sessions }: Walk, credentials: Credentials): void {
  secrets.add(credentials.secretAccessKey);
  if (credentials.sessionToken === undefined) return;
  secrets.add(credentials.sessionToken);
  sessions.push(credentials);
}

/** What a message holds of credentials, as JSON or as XML. */
function learn(walk: Walk, reply: Reply): void {
  const given = Object.fromEntries(
    ['secretAccessKey', 'sessionToken', 'accessKeyId', 'challenge'].map((name) => [
      name,
      new RegExp(`<${name}>([^<]+)</${name}>|"${name}":"([^"]+)"`, 'i')
        .exec(reply.text)
        ?.slice(1)
        .find(Boolean),
    ]),
  );
  const { secretAccessKey, sessionToken, accessKeyId, challenge } = given;
  if (challenge !== undefined) walk.secrets.add(challenge);
  if (secretAccessKey !== undefined && accessKeyId !== undefined) {
    keepCredentials(walk, {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === undefined ? {} : { sessionToken }),
    });
  }
  for (const name of ['ServicePassword', 'ServiceCredentialSecret', 'WebIdentityToken', 'QRCodePNG']) {
    const value = element(reply.text, name);
    if (value !== undefined) walk.secrets.add(value);
  }
}

type Parameters = Readonly<Record<string, string>>;

/** `secrets`: names of the parameters that are secret. */
async function ask(
  walk: Walk,
  { manner, again }: Step,
  service: 'iam' | 'sts',
  action: string,
  parameters: Parameters,
): Promise<Reply> {
  const { world } = walk;
  const credentials = credentialsOf(walk, manner, again && action !== 'ChangePassword');
  const names = Object.keys(parameters);
  const given =
    manner === 'missing'
      ? Object.fromEntries(Object.entries(parameters).filter(([name]) => name !== names[0]))
      : manner === 'doubled'
        ? {
            ...parameters,
            MaxSessionDuration: 'x',
            DurationSeconds: 'many',
            PasswordResetRequired: 'perhaps',
          }
        : parameters;
  const options = {
    credentials,
    region: 'us-east-1',
    service,
    date: new Date(world.clock.sandbox - (manner === 'stale' ? 3_600_000 : 0)),
  };
  const post = queryRequest(service, action, given);
  const query = utf8ToText(post.body) ?? '';
  const get = {
    ...message('GET', '/', [['Host', `${service}.amazonaws.com`]], ''),
    // A form writes a space as a plus sign, which a query does not.
    query: query.replaceAll('+', '%20'),
  };
  switch (manner) {
    case 'unsigned':
      return world.send(again ? get : post);
    case 'presigned':
      return world.send(presign(get, { ...options, expiresIn: 300 }).request);
    case 'get':
    case 'wrongSecret':
      return world.send(sign(again || manner === 'get' ? get : post, options).request);
    case 'both': {
      const both = { ...get, method: 'POST', headers: post.headers, body: utf8ToBytes('MaxItems=5') };
      return world.send(sign(both, options).request);
    }
    case 'malformed': {
      const { request } = sign(again ? get : post, options);
      const headers = request.headers.map(([name, value]) =>
        name.toLowerCase() === 'authorization'
          ? ([name, value.replace('SignedHeaders=', 'SignedHeaders ')] as const)
          : ([name, value] as const),
      );
      return world.send({ ...request, headers });
    }
    default:
      return world.send(sign(post, options).request);
  }
}

function credentialsOf({ admin, nobody, sessions }: Walk, manner: Manner, again: boolean): Credentials {
  if (manner === 'denied') return nobody;
  const session = sessions.at(-1) ?? admin;
  if (manner === 'wrongToken') return { ...session, sessionToken: `${session.sessionToken ?? ''}Zq7wrong` };
  const right = again ? session : admin;
  return manner === 'wrongSecret' ? { ...right, secretAccessKey: 'Zq7wrongsecret+/key' } : right;
}

function codesOf(walk: Walk): { readonly serialNumber: string; readonly codes: readonly [string, string] } {
  const [serialNumber, seed] = [...walk.seeds].at(-1) ?? ['arn:aws:iam::1:mfa/none', new Uint8Array(20)];
  const now = walk.world.clock.device;
  const codes = [totpCode(seed, now - 30_000), totpCode(seed, now)] as const;
  for (const code of codes) walk.codes.add(code);
  return { serialNumber, codes };
}

async function take(walk: Walk, step: Step): Promise<void> {
  const { world, secrets } = walk;
  const { operation, text, again } = step;
  const iam = (action: string, parameters: Parameters) => ask(walk, step, 'iam', action, parameters);
  const sts = (action: string, parameters: Parameters) => ask(walk, step, 'sts', action, parameters);
  const secret = (value: string): string => {
    secrets.add(value);
    return value;
  };
  world.clock.sandbox += 31_000;
  world.clock.device += 31_000;
  const run = async (): Promise<Reply | undefined> => {
    switch (operation) {
      case 'createAccessKey':
        return iam('CreateAccessKey', { UserName: again ? 'nobody' : 'alice' });
      case 'createLoginProfile':
      case 'updateLoginProfile': {
        const action = operation === 'createLoginProfile' ? 'CreateLoginProfile' : 'UpdateLoginProfile';
        const reply = await iam(action, { UserName: 'alice', Password: secret(text) });
        if (reply.status === 200) walk.password = text;
        return reply;
      }
      case 'changePassword': {
        const OldPassword = again ? walk.password : secret(`Zq7old${text}`);
        const reply = await iam('ChangePassword', { OldPassword, NewPassword: secret(text) });
        if (reply.status === 200) walk.password = text;
        return reply;
      }
      case 'createServiceCredential': {
        const ServiceName = again ? 'bedrock.amazonaws.com' : 'codecommit.amazonaws.com';
        const reply = await iam('CreateServiceSpecificCredential', { UserName: 'alice', ServiceName });
        const id = element(reply.text, 'ServiceSpecificCredentialId');
        if (id !== undefined) walk.credentialIds.push(id);
        return reply;
      }
      case 'resetServiceCredential':
        return iam('ResetServiceSpecificCredential', {
          ServiceSpecificCredentialId: walk.credentialIds.at(-1) ?? 'ACCA0123456789012345',
          UserName: 'alice',
        });
      case 'uploadServerCertificate':
        return iam('UploadServerCertificate', {
          CertificateBody: certificate,
          ServerCertificateName: `c${world.clock.sandbox}`,
          PrivateKey: secret(again ? privateKey : `-----BEGIN PRIVATE KEY-----\n${text}`),
        });
      case 'createSamlProvider':
        return iam('CreateSAMLProvider', {
          SAMLMetadataDocument: '<EntityDescriptor/>',
          Name: 'corp',
          AddPrivateKey: secret(again ? curveKey : text),
        });
      case 'createDevice': {
        const name = `d${world.clock.sandbox}`;
        const reply = await iam('CreateVirtualMFADevice', { VirtualMFADeviceName: name });
        const given = element(reply.text, 'Base32StringSeed');
        if (given === undefined) return reply;
        const base32 = utf8ToText(bytesFromBase64(given) ?? new Uint8Array()) ?? '';
        const seed = readSeed(base32);
        if (!seed.ok) throw new Error(reply.text);
        for (const form of [given, base32, base64FromBytes(seed.value), bytesToHex(seed.value)]) secret(form);
        walk.seeds.set(element(reply.text, 'SerialNumber') ?? '', seed.value);
        return reply;
      }
      case 'enableDevice':
      case 'resyncDevice': {
        const { serialNumber, codes } = codesOf(walk);
        return iam(operation === 'enableDevice' ? 'EnableMFADevice' : 'ResyncMFADevice', {
          SerialNumber: serialNumber,
          UserName: 'alice',
          AuthenticationCode1: codes[0],
          AuthenticationCode2: codes[1],
        });
      }
      case 'getSessionToken': {
        const { serialNumber, codes } = codesOf(walk);
        return sts('GetSessionToken', again ? {} : { SerialNumber: serialNumber, TokenCode: codes[1] });
      }
      case 'getFederationToken':
        return sts('GetFederationToken', { Name: 'Bob' });
      case 'assumeRole': {
        const { serialNumber, codes } = codesOf(walk);
        return sts('AssumeRole', {
          RoleArn: walk.roleArn,
          RoleSessionName: 'walk',
          ...(again ? {} : { SerialNumber: serialNumber, TokenCode: codes[1] }),
          ...(text.length > 25
            ? {
                'ProvidedContexts.member.1.ProviderArn': 'arn:aws:iam::aws:contextProvider/IdentityCenter',
                'ProvidedContexts.member.1.ContextAssertion': secret(text),
              }
            : {}),
        });
      }
      case 'assumeRoleWithWebIdentity': {
        const seconds = world.clock.sandbox / 1000;
        const claims = {
          iss: issuer,
          aud: 'sts.amazonaws.com',
          sub: 'repo:a/b',
          iat: seconds,
          exp: seconds + 300,
        };
        const token = again ? text : await idToken(identityProviders, claims);
        return sts('AssumeRoleWithWebIdentity', {
          RoleArn: walk.roleArn,
          RoleSessionName: 'walk',
          WebIdentityToken: secret(token),
        });
      }
      case 'assumeRoleWithSaml':
        return sts('AssumeRoleWithSAML', {
          RoleArn: walk.roleArn,
          PrincipalArn: `arn:aws:iam::${world.accountId}:saml-provider/corp`,
          SAMLAssertion: secret(base64FromBytes(utf8ToBytes(`<Response>${text}</Response>`))),
        });
      case 'getWebIdentityToken':
        return sts('GetWebIdentityToken', {
          'Audience.member.1': 'https://example.com',
          SigningAlgorithm: 'RS256',
        });
      case 'getDelegatedAccessToken':
        return sts('GetDelegatedAccessToken', { TradeInToken: secret(text) });
      case 'signInRoot':
        return world.signIn({
          kind: 'root',
          email: 'root@example.com',
          password: again ? 'Correct horse 7' : secret(text),
          mfaCode: codesOf(walk).codes[1],
        });
      case 'signInUser': {
        const body = {
          kind: 'user',
          account: 'demo',
          // A password in the wrong field.
          userName: again ? 'alice' : secret(text),
          password: again ? walk.password : secret(`Zq7other${text}`),
        };
        const reply = await world.signIn(body);
        learn(walk, reply);
        const further = { mfaCode: codesOf(walk).codes[1], newPassword: secret(`Zq7new${text}`) };
        return world.signIn({ ...body, ...further, challenge: secret(`Zq7challenge${text}`) });
      }
      case 'changeRootPassword':
      case 'enableRootMfa': {
        const session = await world.actAs(world.rootArn);
        keepCredentials(walk, session);
        const { serialNumber, codes } = codesOf(walk);
        const body =
          operation === 'enableRootMfa'
            ? { serialNumber, code1: codes[0], code2: codes[1] }
            : { oldPassword: again ? 'Correct horse 7' : secret(text), newPassword: secret(`Zq7new${text}`) };
        const name = operation === 'enableRootMfa' ? 'EnableRootMfa' : 'ChangeRootPassword';
        const request = message(
          'POST',
          '/',
          [
            ['Host', 'signin.aws.amazon.com'],
            ['Content-Type', 'application/x-amz-json-1.1'],
            ['X-Amz-Target', `GatehouseSignin.${name}`],
          ],
          JSON.stringify(body),
        );
        const credentials =
          step.manner === 'wrongSecret' ? { ...session, secretAccessKey: 'Zq7no' } : session;
        const date = new Date(world.clock.sandbox);
        return world.send(
          sign(request, { credentials, region: 'us-east-1', service: 'signin', date }).request,
        );
      }
      case 'actAs':
        keepCredentials(walk, await world.actAs(`arn:aws:iam::${world.accountId}:user/nobody`));
        return undefined;
      case 'reports':
        await iam('GenerateCredentialReport', {});
        return iam('GenerateServiceLastAccessedDetails', {
          Arn: `arn:aws:iam::${world.accountId}:user/alice`,
        });
      case 'useSession': {
        const session = walk.sessions[0] ?? walk.admin;
        return again
          ? world.get(session, '/bucket/key')
          : world.json(session, 'CloudTrail_20131101.LookupEvents', {});
      }
    }
  };
  const reply = await run();
  if (reply === undefined || reply.status === 200) walk.done.add(operation);
  if (reply !== undefined) learn(walk, reply);
}

/** All rows of all tables as text, without the fields that are there for a secret. */
async function rowsOf({ world }: Walk): Promise<ReadonlyMap<TableName, string>> {
  const owners: Partial<Record<TableName, readonly string[]>> = {
    accessKeys: ['secretAccessKey'],
    sessions: ['secretAccessKey', 'sessionToken'],
    mfaDevices: ['seed'],
    signInAttempts: ['passed'],
  };
  // Any two tables have rows of different shapes; here they are but text.
  const read = (tables: Writing, name: TableName) => tables[name].all() as Promise<readonly object[]>;
  return world.store.write(async (tables) => {
    const rows = new Map<TableName, string>();
    for (const name of Object.keys(tableIndexes) as TableName[]) {
      const left = new Set(owners[name] ?? []);
      const open = (await read(tables, name)).map((row) =>
        Object.fromEntries(Object.entries(row).filter(([field]) => !left.has(field))),
      );
      rows.set(
        name,
        JSON.stringify(open, (_, value: unknown) =>
          value instanceof Uint8Array
            ? [base64FromBytes(value), bytesToHex(value), utf8ToText(value) ?? '']
            : value,
        ),
      );
    }
    return rows;
  });
}

/** The text as some part of a message or a row may write it. */
function spellings(text: string): readonly string[] {
  const form = new URLSearchParams({ a: text }).toString().slice(2);
  const encoded = encodeURIComponent(text).replace(
    /[!'()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const xml = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  const plain = [text, form, encoded, encodeURIComponent(encoded), xml, base64FromBytes(utf8ToBytes(text))];
  const once = plain.map((each) => JSON.stringify(each).slice(1, -1));
  // The record of an event is JSON in a row that is JSON.
  return [...new Set([...plain, ...once, ...once.map((each) => JSON.stringify(each).slice(1, -1))])];
}

/** Of what is long some parts too: a row may hold it cut. */
function partsOf(secret: string): readonly string[] {
  if (secret.length < 60) return [secret];
  const third = Math.floor(secret.length / 3);
  return [secret, ...[third, 2 * third, secret.length - 24].map((from) => secret.slice(from, from + 24))];
}

function findLeaks(
  rows: ReadonlyMap<TableName, string>,
  { secrets, codes }: Pick<Walk, 'secrets' | 'codes'>,
): readonly string[] {
  const wanted = [...secrets].flatMap((secret) => partsOf(secret).flatMap(spellings));
  return [...rows].flatMap(([name, text]) => [
    ...wanted.filter((each) => text.includes(each)).map((each) => `${name}: ${each}`),
    // Six digits may be part of a longer number by chance.
    ...[...codes]
      .filter((code) => new RegExp(`(?<![0-9A-Za-z.])${code}(?![0-9A-Za-z])`).test(text))
      .map((code) => `${name}: code ${code}`),
  ]);
}

async function walkThrough(taken: readonly Step[]): Promise<Walk> {
  const walk = await beginWalk();
  for (const step of taken) await take(walk, step);
  return walk;
}

describe('secrets', () => {
  it('are in no row that has no business holding them', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const walk = await walkThrough(taken);
        expect(walk.world.bugs).toEqual([]);
        expect(findLeaks(await rowsOf(walk), walk)).toEqual([]);
      }),
      { seed: 6, numRuns: 25 },
    );
  });

  // Every operation in every manner, so that none is left to chance.
  it.each(manners.slice(2))(
    'are in no row when requests are sent %s',
    { timeout: 60_000 },
    async (manner) => {
      const setting: readonly Operation[] = ['createLoginProfile', 'createDevice', 'createServiceCredential'];
      const step = (operation: Operation, own: Manner, again: boolean, n: number): Step => ({
        operation,
        manner: own,
        again,
        text: `Zq7step${n}${manner} +"&<%2B!aA`,
      });
      const walk = await walkThrough([
        ...setting.map((operation, n) => step(operation, 'right', false, n)),
        ...operations.flatMap((operation, n) => [
          step(operation, manner, false, 100 + n),
          step(operation, manner, true, 200 + n),
        ]),
      ]);
      expect(walk.world.bugs).toEqual([]);
      expect(walk.secrets.size).toBeGreaterThan(20);
      expect(walk.codes.size).toBeGreaterThan(4);
      const undone = operations.filter((each) => !walk.done.has(each));
      if (['right', 'get', 'presigned', 'both'].includes(manner))
        expect(undone.length, undone.join()).toBeLessThan(7);
      else expect(undone.length).toBeGreaterThan(6);
      expect(findLeaks(await rowsOf(walk), walk)).toEqual([]);
    },
  );

  it('would be found', async () => {
    const walk = await walkThrough([{ operation: 'createDevice', manner: 'right', text: '', again: false }]);
    const [seed] = walk.seeds.values();
    for (const secret of walk.secrets) {
      for (const form of [secret, encodeURIComponent(secret), JSON.stringify({ a: secret })]) {
        const rows = new Map([['events', JSON.stringify([{ cloudTrailEvent: form }])] as const]);
        expect(findLeaks(rows, walk)).not.toEqual([]);
      }
    }
    expect(seed?.length).toBeGreaterThan(0);
    expect(
      findLeaks(new Map([['jobs', '{"a":"123456"}'] as const]), {
        secrets: new Set(),
        codes: new Set(['123456']),
      }),
    ).toHaveLength(1);
  });
});

describe('what the service models mark as sensitive', () => {
  const found = new Map<string, string>();
  const services: ShapesFile['services'] = compiledFile('shapes').services;

  function look(
    shape: Shape,
    path: string,
    seen: ReadonlySet<Shape>,
    visit: (path: string, name: string) => void,
  ): void {
    if (seen.has(shape)) return;
    const inner = new Set([...seen, shape]);
    if (shape.kind === 'list') look(shape.element, path, inner, visit);
    if (shape.kind !== 'structure') return;
    for (const { name, shape: type, sensitive } of shape.members) {
      if (sensitive) visit(`${path}.${name}`, name);
      look(type, `${path}.${name}`, inner, visit);
    }
  }

  for (const [service, stored] of Object.entries(services)) {
    const shapes = openShapes(stored);
    for (const operation of shapes.operations) {
      for (const structure of Object.values(shapes.of(operation) ?? {}) as (Structure | undefined)[]) {
        if (structure === undefined) continue;
        look(structure, `${service}.${operation}`, new Set(), (path, name) => found.set(path, name));
      }
    }
  }

  it('is there, and known by its name too, so that no text keeps it either', () => {
    expect(found.size).toBeGreaterThan(15);
    const unknown = [...found].filter(([, name]) => !isSecretName(name));
    expect(unknown).toEqual([]);
    for (const name of new Set(found.values())) {
      for (const query of [`Action=X&${name}=abc%2F&Z=1`, `${name}=abc`, `\n/\na.member.1.${name}=abc&b=c`]) {
        expect(withoutSecrets(query)).not.toContain('abc');
        expect(withoutSecrets(query)).toContain(`${name}=left-out`);
      }
    }
  });

  /** A value with every member, each text of which is its own name. */
  function filled(shape: Shape, name: string, depth = 0): Value {
    switch (shape.kind) {
      case 'structure':
        return Object.fromEntries(
          depth > 5
            ? []
            : shape.members.map((member) => [
                member.name,
                filled(member.shape, `secret-${member.name}`, depth + 1),
              ]),
        );
      case 'list':
        return [filled(shape.element, name, depth + 1)];
      case 'map':
        return { key: 'value' };
      case 'timestamp':
        return new Date(0);
      case 'blob':
        return utf8ToBytes(name);
      case 'integer':
        return 1;
      case 'boolean':
        return true;
      default:
        return name;
    }
  }

  it('is in no requestParameters and no responseElements, and neither is what they forgot to mark', () => {
    const forgotten = [
      'AuthenticationCode1',
      'AuthenticationCode2',
      'TokenCode',
      'SessionToken',
      'ContextAssertion',
    ];
    const names = [...new Set([...found.values(), ...forgotten])];
    const kept: string[] = [];
    for (const stored of Object.values(services)) {
      const shapes = openShapes(stored);
      for (const operation of shapes.operations) {
        for (const structure of Object.values(shapes.of(operation) ?? {}) as (Structure | undefined)[]) {
          if (structure === undefined) continue;
          const text = JSON.stringify(trailValues(filled(structure, '') as never, structure));
          for (const name of names) {
            if (text.includes(`secret-${name}"`) || text.includes(`"${memberName(name)}":`)) {
              kept.push(`${operation} ${name}`);
            }
          }
        }
      }
    }
    expect(kept).toEqual([]);
  });
});
