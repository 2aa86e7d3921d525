import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actionHref,
  closestHref,
  homeHref,
  homeTabs,
  keyHref,
  matchKinds,
  policyHref,
  readHomeView,
  readServiceView,
  requestHref,
  serviceHref,
  serviceTabs,
} from '../../../../src/ui/features/reference/reference-href.ts';
import { parseRoute } from '../../../../src/ui/state/router.svelte.ts';

const seed = 20261124;
const text = fc.string({ unit: 'grapheme' });
const page = fc.nat({ max: 400 });

describe('the addresses of the reference', () => {
  it.each([
    [homeHref(), '#/reference'],
    [homeHref({ tab: 'services', q: '', page: 0 }), '#/reference'],
    [homeHref({ tab: 'policies', service: 's3', page: 2 }), '#/reference?tab=policies&service=s3&page=3'],
    [homeHref({ q: 's3 get' }), '#/reference?q=s3+get'],
    [serviceHref('s3'), '#/reference/s3'],
    [serviceHref('s3', { tab: 'actions', level: 'Write' }), '#/reference/s3?level=Write'],
    [actionHref('s3:GetObject'), '#/reference/s3/GetObject'],
    [policyHref('AdministratorAccess'), '#/reference/policy/AdministratorAccess'],
    [
      keyHref('aws:RequestTag/${TagKey}', 'ec2'),
      '#/reference/ec2?tab=keys&text=aws%3ARequestTag%2F%24%7BTagKey%7D',
    ],
    [closestHref('unknown-service', 's3'), '#/reference/s3'],
    [closestHref('unknown-action', 's3:GetObject'), '#/reference/s3/GetObject'],
    [closestHref('unknown-policy', 'ReadOnlyAccess'), '#/reference/policy/ReadOnlyAccess'],
    [closestHref('unknown-condition-key', 'aws:SourceIp'), '#/reference?q=aws%3ASourceIp'],
  ])('%s is %s', (href, expected) => {
    expect(href).toBe(expected);
  });

  it('say again what the first page showed', () => {
    const views = fc.record({
      q: text,
      only: fc.constantFrom(undefined, ...matchKinds),
      tab: fc.constantFrom(...homeTabs),
      text,
      category: text,
      kind: fc.constantFrom(undefined, 'job-function' as const, 'root-task' as const),
      service: text,
      page,
    });
    fc.assert(
      fc.property(views, (view) => {
        expect(readHomeView(parseRoute(homeHref(view)).query)).toEqual(view);
      }),
      { seed },
    );
  });

  it("say again what a service's page showed", () => {
    const views = fc.record({ tab: fc.constantFrom(...serviceTabs), text, level: text, page });
    fc.assert(
      fc.property(views, (view) => {
        expect(readServiceView(parseRoute(serviceHref('s3', view)).query)).toEqual(view);
      }),
      { seed },
    );
  });

  it.each(['tab=nonsense', 'page=-3', 'page=1.5', 'page=x', 'kind=any', 'only=all'])(
    'make nothing of `%s`',
    (query) => {
      expect(readHomeView(new URLSearchParams(query))).toEqual(readHomeView(new URLSearchParams()));
    },
  );
});

describe('requestHref', () => {
  it('fills the builder in, one resource to a line', () => {
    const { segments, query } = parseRoute(requestHref('ec2', 'RunInstances', ['arn:a', 'arn:b']));
    expect(segments).toEqual(['requests']);
    expect(Object.fromEntries(query)).toEqual({
      service: 'ec2',
      action: 'RunInstances',
      resource: 'arn:a\narn:b',
    });
  });

  it('leaves the resource alone where there is no example', () => {
    expect(requestHref('x', 'Y', [])).toBe('#/requests?service=x&action=Y');
  });
});
