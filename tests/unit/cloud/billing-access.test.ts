// "IAM user and role access to Billing information".
// https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/control-access-billing.html

import { beforeEach, describe, expect, it } from 'vitest';
import { billingLimit, setBillingAccess } from '../../../src/cloud/billing-access.ts';
import type { Caller } from '../../../src/cloud/caller.ts';
import { findPrincipal } from '../../../src/cloud/caller.ts';
import { userKey } from '../../../src/cloud/keys.ts';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { askSignin } from './signin-request.ts';
import { allow, makeWorld, type World } from './world.ts';

let world: World;
let root: Credentials;
let alice: Credentials;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', { UserName: 'alice' });
  await world.query(root, 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'everything',
    PolicyDocument: allow('*'),
  });
  alice = await world.keyOf(root, 'alice');
});

async function callerOf(key: string): Promise<Pick<Caller, 'account' | 'principal'>> {
  return world.store.read(async (tables) => {
    const account = await tables.account.get(world.accountId);
    const principal = account === undefined ? undefined : await findPrincipal(tables, account, key);
    if (account === undefined || principal === undefined) throw new Error('nobody');
    return { account, principal };
  });
}

const rootCaller = () => callerOf(world.accountId);
const aliceCaller = () => callerOf(userKey(world.accountId, 'alice'));

async function switchTo(on: boolean): Promise<void> {
  const caller = await rootCaller();
  expect(await world.store.write((tables) => setBillingAccess(tables, caller, on))).toBeUndefined();
}

describe('while it is off, as in a new account', () => {
  it('a user is denied whatever its policies, and the trace says why', async () => {
    const denied = await world.other(alice, 'billing:GetBillingData');
    expect(denied).toMatchObject({
      status: 403,
      code: 'AccessDeniedException',
      message: `User: arn:aws:iam::${world.accountId}:user/alice is not authorized to perform: billing:GetBillingData`,
    });
    const [trace] = (await world.store.read((tables) => tables.traces.all())).slice(-1);
    expect(trace?.trace).toMatchObject({ credentialLimit: 'billing-access-off', answer: { status: 403 } });
    // No policy was asked.
    expect(trace?.trace).not.toHaveProperty('authorization');
    expect((await world.events()).at(-1)).toMatchObject({
      eventName: 'GetBillingData',
      errorCode: 'AccessDeniedException',
      requestParameters: { action: 'billing:GetBillingData', resources: ['*'] },
    });
  });

  it('root is not', async () => {
    expect((await world.other(root, 'billing:GetBillingData')).status).toBe(200);
  });
});

it('when it is on, policies decide', async () => {
  await switchTo(true);
  expect((await world.other(alice, 'billing:GetBillingData')).status).toBe(200);
  await world.query(root, 'DeleteUserPolicy', { UserName: 'alice', PolicyName: 'everything' });
  expect((await world.other(alice, 'billing:GetBillingData')).message).toContain('no identity-based policy');
  await switchTo(false);
  expect((await world.other(alice, 'billing:GetBillingData')).message).not.toContain('policy');
});

it.each([
  ['aws-portal:ViewBilling', true],
  ['AWS-Portal:viewbilling', true],
  ['payments:MakePayment', true],
  ['tax:GetTaxRegistration', true],
  ['invoicing:GetInvoicePDF', true],
  ['purchase-orders:ListPurchaseOrders', true],
  ['consolidatedbilling:ListLinkedAccounts', true],
  ['freetier:GetFreeTierUsage', true],
  // Pages of the console that are no operation of an API: "Reports", "Preferences".
  ['ce:DescribeReport', true],
  ['cur:GetUsageReport', true],
  // "The setting doesn't control access to … the Billing and Cost Management SDK APIs."
  ['ce:GetCostAndUsage', false],
  ['cur:DescribeReportDefinitions', false],
  ['budgets:ViewBudget', false],
  // Nor to the Account page and to what is not about bills.
  ['account:GetContactInformation', false],
  ['iam:ListUsers', false],
])('%s is one of the billing pages’: %s', async (action, limited) => {
  expect(billingLimit(action, await aliceCaller())).toBe(limited ? 'billing-access-off' : undefined);
  expect(billingLimit(action, await rootCaller())).toBeUndefined();
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html#root-user-tasks
describe('the switch', () => {
  it('is root’s, even when it is on', async () => {
    const refused = await aliceCaller();
    expect(await world.store.write((tables) => setBillingAccess(tables, refused, true))).toMatchObject({
      code: 'AccessDenied',
      status: 403,
    });
    expect((await aliceCaller()).account.billingAccess).toBeUndefined();
    await switchTo(true);
    expect(billingLimit('billing:UpdateIAMAccessPreference', await aliceCaller())).toBe(
      'billing-switch-of-root',
    );
  });

  it('is thrown in the console, as a request like any other', async () => {
    const [before] = await world.store.read((tables) => tables.meta.all());
    const reply = await askSignin(world, root, 'UpdateBillingAccess', { activated: true });
    expect(reply.status).toBe(200);
    expect((await world.events()).at(-1)).toMatchObject({
      userIdentity: { type: 'Root', accessKeyId: root.accessKeyId },
      eventSource: 'billingconsole.amazonaws.com',
      eventName: 'UpdateIAMAccessPreference',
      eventType: 'AwsConsoleAction',
      readOnly: false,
      requestParameters: { activated: true },
      responseElements: null,
    });
    const [trace] = (await world.store.read((tables) => tables.traces.all())).slice(-1);
    expect(trace?.trace.authorization?.checks[0]?.request).toMatchObject({
      action: 'billing:UpdateIAMAccessPreference',
      resource: '*',
    });
    const [after] = await world.store.read((tables) => tables.meta.all());
    expect(after?.revision).toBe((before?.revision ?? 0) + 1);
    expect((await world.other(alice, 'billing:GetBillingData')).status).toBe(200);
    await askSignin(world, root, 'UpdateBillingAccess', { activated: false });
    expect((await world.other(alice, 'billing:GetBillingData')).status).toBe(403);
  });

  it('is thrown by nobody else, and not by a key of root’s', async () => {
    const session = await world.actAs(`arn:aws:iam::${world.accountId}:user/alice`);
    for (const credentials of [session, alice]) {
      const reply = await askSignin(world, credentials, 'UpdateBillingAccess', { activated: true });
      expect(reply).toMatchObject({ status: 403, code: 'AccessDeniedException' });
    }
    const malformed = await askSignin(world, root, 'UpdateBillingAccess', { activated: 'yes' });
    expect(malformed).toMatchObject({ status: 400, code: 'ValidationException' });
    expect((await rootCaller()).account.billingAccess).toBeUndefined();
  });

  it('is the account’s alone', async () => {
    await switchTo(true);
    const { account, principal } = await aliceCaller();
    const other = { ...account, accountId: '999999999999', billingAccess: false };
    expect(billingLimit('billing:GetBillingData', { account: other, principal })).toBe('billing-access-off');
  });
});
