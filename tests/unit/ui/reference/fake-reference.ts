// A stand-in for the reference: answers what a test gives it, and nothing else.

import type { Reference } from '../../../../src/client/ports.ts';
import type { ActionSummary, CatalogProblem, ServiceSummary } from '../../../../src/core/catalog/types.ts';
import { err } from '../../../../src/core/lang/result.ts';

const unasked = (name: string) => () => Promise.reject(new Error(`nobody expected ${name}()`));

export function fakeReference(answers: Partial<Reference>): Reference {
  return {
    services: unasked('services'),
    actionsOn: unasked('actionsOn'),
    service: unasked('service'),
    actions: unasked('actions'),
    action: unasked('action'),
    expandAction: unasked('expandAction'),
    resourceTypesOf: unasked('resourceTypesOf'),
    conditionKey: unasked('conditionKey'),
    globalConditionKeys: unasked('globalConditionKeys'),
    managedPolicies: unasked('managedPolicies'),
    managedPolicy: unasked('managedPolicy'),
    search: unasked('search'),
    exampleResources: unasked('exampleResources'),
    operationsUsing: unasked('operationsUsing'),
    regions: unasked('regions'),
    dataSets: unasked('dataSets'),
    ...answers,
  };
}

export function serviceOf(prefix: string, more: Partial<ServiceSummary> = {}): ServiceSummary {
  return { prefix, name: prefix, category: 'Any', supportsRcps: false, actionCount: 1, ...more };
}

export function actionOf(action: string, accessLevel: ActionSummary['accessLevel'] = 'Read'): ActionSummary {
  return { action, name: action.split(':')[1] ?? '', accessLevel };
}

export const fails = (problem: CatalogProblem) => Promise.resolve(err(problem));
