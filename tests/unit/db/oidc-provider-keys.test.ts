import { describe, expect, it } from 'vitest';
import { tableIndexes, type OidcProviderRecord } from '../../../src/cloud/records.ts';
import { recordRules } from '../../../src/db/record-rules.ts';
import type { AnyTables } from '../../../src/db/sandbox-tables.ts';

const accountId = '123456789012';
const tables = Object.fromEntries(Object.keys(tableIndexes).map((name) => [name, []]));
const { key } = recordRules(tables as unknown as AnyTables).oidcProviders;

const provider = (name: string): OidcProviderRecord => ({
  key: `${accountId}/oidc-provider/${name}`,
  accountId,
  url: 'login.example.com/TenantA',
  clientIds: [],
  thumbprints: [],
  tags: [],
  createdAt: 0,
});

describe('the key of an OpenID Connect provider', () => {
  it.each(['login.example.com/TenantA', 'login.example.com/tenanta'])(
    'may be %s: its URL, or in older sandboxes that in lower case',
    (name) => {
      expect(key(provider(name))).toBe(provider(name).key);
    },
  );

  it.each(['login.example.com/TENANTA', 'login.example.com/TenantB', ''])('may not be %j', (name) => {
    expect(key(provider(name))).toBe(provider('login.example.com/TenantA').key);
  });

  it('is one of the provider’s account', () => {
    const elsewhere = provider('login.example.com/TenantA').key.replace(accountId, '999999999999');
    expect(key({ ...provider(''), key: elsewhere })).toBe(provider('login.example.com/TenantA').key);
  });
});
