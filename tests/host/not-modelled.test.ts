// What the SDK can ask for and Gatehouse does not simulate: said so, to those who have the permission.

import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { iam as iamService, sts as stsService } from '../../src/cloud/services.ts';
import { clientsOf, credentialsOf, type Clients } from './clients.ts';
import { startHost, type Host } from './host.ts';
import { operationsOf } from './sdk-schema.ts';

let host: Host;
let root: Clients;
let nobody: Clients;

beforeAll(async () => {
  host = await startHost({ port: 0, accountId: '123456789012' });
  root = clientsOf(host);
  await root.iam.send(new iam.CreateUserCommand({ UserName: 'nobody' }));
  const { AccessKey } = await root.iam.send(new iam.CreateAccessKeyCommand({ UserName: 'nobody' }));
  nobody = clientsOf(host, credentialsOf(AccessKey));
});

afterAll(() => host.close());

const modelled = { iam: await iamService.operations(), sts: await stsService.operations() };
const rest = (['iam', 'sts'] as const).flatMap((service) =>
  operationsOf(service === 'iam' ? iam : sts)
    .filter((name) => !modelled[service].has(name))
    .map((name) => [service, name] as const),
);

const DelegationRequestId = 'dr-0123456789abcdef';
const arn = 'arn:aws:iam::123456789012:role/example';

/** Parameters are checked before anything else is said, as those of other operations are. */
const inputs: Readonly<Record<string, object>> = {
  AcceptDelegationRequest: { DelegationRequestId },
  AcquireRole: { TemplateArn: arn },
  AssociateDelegationRequest: { DelegationRequestId },
  CreateDelegationRequest: {
    Description: 'd',
    Permissions: { PolicyTemplateArn: 'arn:aws:iam::123456789012:delegation-template/example' },
    RequestorWorkflowId: 'workflow-1',
    NotificationChannel: 'arn:aws:sns:us-east-1:123456789012:topic',
    SessionDuration: 3600,
  },
  GenerateOrganizationsAccessReport: { EntityPath: 'o-a1b2c3d4e5/r-f6g7' },
  GetDelegationRequest: { DelegationRequestId },
  GetHumanReadableSummary: { EntityArn: arn },
  GetOrganizationsAccessReport: { JobId: '0123456789abcdef0123456789abcdef0123' },
  GetRoleTemplateVersion: { TemplateArn: arn },
  PutAccountProperties: { Properties: { A: 'b' } },
  RejectDelegationRequest: { DelegationRequestId },
  SendDelegationToken: { DelegationRequestId },
  UpdateDelegationRequest: { DelegationRequestId },
  AssumeRoot: {
    TargetPrincipal: '210987654321',
    TaskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials' },
  },
};

/** As the SDK sends it, with the least that its own shape wants. */
async function send(clients: Clients, service: 'iam' | 'sts', name: string): Promise<unknown> {
  const commands = (service === 'iam' ? iam : sts) as unknown as Readonly<
    Record<string, new (input: object) => iam.ListUsersCommand>
  >;
  const Command = commands[`${name}Command`];
  if (Command === undefined) throw new Error(`the SDK has no command ${name}`);
  const client = clients[service] as Clients['iam'];
  return client.send(new Command(inputs[name] ?? {}));
}

it('is not everything', () => {
  expect(rest.length).toBeGreaterThan(0);
});

it.each(rest)('%s:%s', async (service, name) => {
  await expect(send(root, service, name)).rejects.toMatchObject({
    name: 'NotImplemented',
    message: `${service}:${name} is not simulated by Gatehouse.`,
    $metadata: { httpStatusCode: 501 },
  });
  await expect(send(nobody, service, name)).rejects.toMatchObject({
    name: 'AccessDenied',
    $metadata: { httpStatusCode: 403 },
  });
});
