// What is compiled and looked up again is what the packages say: every action, every key, every document.

import { describe, expect, it } from 'vitest';
import { makeConditionKeys, globalConditionKeys } from '../../../src/core/catalog/condition-keys.ts';
import {
  decodeDocument,
  documentText,
  makePolicyDocuments,
} from '../../../src/core/catalog/policy-documents.ts';
import { makePolicyIndex } from '../../../src/core/catalog/policy-index.ts';
import { actionDetails, makeDetails, serviceDetails } from '../../../src/core/catalog/service-details.ts';
import { makeServiceIndex } from '../../../src/core/catalog/service-index.ts';
import type { ActionResources } from '../../../src/core/catalog/types.ts';
import { actionNumbersOf } from '../../../src/data/action-numbers.ts';
import { encodePolicyDocuments } from '../../../src/data/encode-policy-documents.ts';
import { readManagedPolicies } from '../../../src/data/read-managed-policies.ts';
import { readServiceReference } from '../../../src/data/read-service-reference.ts';
import { findSources } from '../../../src/data/sources.ts';
import { compiledFile } from '../compiled-catalog.ts';

const sources = findSources();
const reference = readServiceReference(sources.newest, sources.older);
const policies = readManagedPolicies(sources.history, sources.listing);
const index = makeServiceIndex(compiledFile('services'));
const details = makeDetails(index, compiledFile('details'));
const prose = compiledFile('prose');

describe('the service reference, compiled and looked up', () => {
  it('has every service', () => {
    expect(
      index.services.map(({ prefix, name, category, supportsRcps, actionCount }) => ({
        prefix,
        name,
        category,
        supportsRcps,
        actionCount,
      })),
    ).toEqual(
      reference.services.map(({ prefix, name, category, supportsRcps, actions }) => ({
        prefix,
        name,
        category,
        supportsRcps,
        actionCount: actions.length,
      })),
    );
  });

  it('has every action with all that is known of it', () => {
    let number = 0;
    for (const service of reference.services) {
      const formats = new Map(service.resourceTypes.map(({ name, arns }) => [name, arns]));
      for (const action of service.actions) {
        const found = actionDetails(details, number++, prose);
        expect(found).toEqual({
          action: `${service.prefix}:${action.name}`,
          name: action.name,
          accessLevel: action.accessLevel,
          service: found.service,
          description: action.description,
          permissionOnly: action.overlay?.permissionOnly,
          resources: found.resources,
          conditionKeys: action.conditionKeys,
          dependentActions: action.overlay?.dependentActions,
          scenarios: action.scenarios.map(({ name, resourceTypes }) => ({
            name,
            required: resourceTypes.filter(({ required }) => required).map((type) => type.name),
            optional: resourceTypes.filter(({ required }) => !required).map((type) => type.name),
          })),
        });
        expect(found.service.prefix).toBe(service.prefix);
        expect(pairsOf(found.resources)).toEqual(
          [...action.resourceTypes]
            .sort((a, b) => Number(b.required) - Number(a.required))
            .map(({ name, required, conditionKeys }) => ({
              name,
              required,
              conditionKeys,
              arns: formats.get(name),
            })),
        );
      }
    }
    expect(number).toBe(index.actionCount);
  });

  it('has every resource type and condition key of every service', () => {
    for (const [place, service] of reference.services.entries()) {
      const indexed = index.services[place];
      if (indexed === undefined) throw new Error(`no service ${place}`);
      const found = serviceDetails(details, indexed, prose);
      expect(found.resourceTypes).toEqual(service.resourceTypes);
      expect(
        found.conditionKeys.map(({ name, type, multivalued, description }) => ({
          name,
          type,
          multivalued,
          description,
        })),
      ).toEqual(service.conditionKeys);
    }
  });

  it('has every global key', () => {
    expect(
      globalConditionKeys(makeConditionKeys(details)).map(({ name, type, multivalued, category }) => ({
        name,
        type,
        multivalued,
        category,
      })),
    ).toEqual(reference.globalKeys);
  });

  it('knows the services that only managed policies name', () => {
    expect([...index.unlisted]).toContain('deepracer');
    expect([...index.unlisted].filter((prefix) => index.byPrefix.has(prefix))).toEqual([]);
  });
});

describe('the managed policies, compiled and looked up', () => {
  const compiled = makePolicyIndex(compiledFile('policies'));
  const documents = makePolicyDocuments(index, compiledFile('policyDocuments'));
  const { descriptions } = compiledFile('policyProse');

  it('has every policy', () => {
    expect(
      compiled.policies.map(({ name, path, defaultVersionId, createDate, updateDate, retired, number }) => ({
        name,
        path,
        defaultVersionId,
        created: Date.parse(createDate) / 1000,
        updated: Date.parse(updateDate) / 1000,
        retired,
        description: descriptions[number] === '' ? undefined : descriptions[number],
      })),
    ).toEqual(policies.map(({ document: _, ...policy }) => policy));
  });

  it('has every document, its keys in their order', () => {
    for (const [place, policy] of policies.entries()) {
      const number = compiled.policies[place]?.documentNumber ?? -1;
      expect(documentText(documents, number), policy.name).toBe(JSON.stringify(policy.document, null, 4));
    }
  });

  it('gives each policy an id of its own', () => {
    const ids = compiled.policies.map(({ policyId }) => policyId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^ANPA[A-Z2-7]{17}$/.test(id))).toEqual([]);
  });
});

describe('documents of a make that AWS has none of', () => {
  it.each([
    ['no object', 'text'],
    ['a statement that is no object', { Version: '2012-10-17', Statement: ['Allow'] }],
    ['a statement that is a text', { Version: '2012-10-17', Statement: 'Allow' }],
    ['no statement', { Version: '2012-10-17' }],
    ['a number for an action', { Statement: { Effect: 'Allow', Action: [1], Resource: '*' } }],
    [
      'commas and brackets where shapes have theirs',
      { Statement: [{ 'a,b[]=c': 'x', Effect: 'A,B', Action: '*' }] },
    ],
    ['an empty list', { Statement: [{ Effect: 'Allow', Action: [], Resource: [] }] }],
    ['a principal', { Statement: [{ Principal: { AWS: ['1', '2'] }, Sid: '', NotAction: 's3:GetObject' }] }],
    ['two statements in no list', { Id: 'x', Statement: { Sid: '*', Action: 's3:getobject' } }],
  ])('are kept as they are: %s', (_, document) => {
    const { file, numbers } = encodePolicyDocuments([document], actionNumbersOf(reference));
    const opened = makePolicyDocuments(index, { build: index.build, ...file });
    expect(JSON.stringify(decodeDocument(opened, numbers[0] ?? -1))).toBe(JSON.stringify(document));
  });

  it('and files of two builds are not mixed', () => {
    expect(() => makePolicyDocuments(index, { ...compiledFile('policyDocuments'), build: 'other' })).toThrow(
      'build',
    );
    expect(() => makeDetails(index, { ...compiledFile('details'), build: 'other' })).toThrow('build');
  });
});

function pairsOf(resources: ActionResources): readonly object[] {
  switch (resources.kind) {
    case 'none':
      return [];
    case 'any-of':
      return resources.types.map((type) => ({ ...type, required: false }));
    case 'all-of':
      return [
        ...resources.required.map((type) => ({ ...type, required: true })),
        ...resources.optional.map((type) => ({ ...type, required: false })),
      ];
  }
}
