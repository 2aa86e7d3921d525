import { describe, expect, it } from 'vitest';
import {
  ownRequest,
  prefillFromQuery,
  readDraft,
  saveDraft,
} from '../../../../src/ui/features/requests/builder-draft.ts';
import type { Drafts } from '../../../../src/ui/ports.ts';

function memoryDrafts(): Drafts {
  const kept = new Map<string, string>();
  return {
    get: (screen, field) => kept.get(`${screen}/${field}`),
    set: (screen, field, value) => void kept.set(`${screen}/${field}`, value),
    clear: () => kept.clear(),
  };
}

describe('the draft of a request', () => {
  it('comes back as it was typed', () => {
    const drafts = memoryDrafts();
    const composed = {
      service: 'iam',
      action: 'GetUser',
      resource: '',
      region: 'eu-west-1',
      profile: 'alice',
      parameters: { UserName: 'böb' },
    };
    saveDraft(drafts, composed);
    expect(readDraft(drafts)).toEqual(composed);
  });

  it.each([
    ['nothing', undefined],
    ['a text that is cut off', '{"UserName":'],
    ['a list', 'null'],
    ['values that are no text', '{"UserName":1}'],
  ])('takes no parameters from %s', (_, text) => {
    const drafts = memoryDrafts();
    if (text !== undefined) drafts.set('requests', 'parameters', text);
    expect(readDraft(drafts).parameters).toEqual({});
  });
});

describe('prefillFromQuery', () => {
  it.each([
    ['', undefined],
    ['tab=keys', undefined],
    [
      'service=s3&action=GetObject&resource=arn%3Aaws%3As3%3A%3A%3Ab%2Fk',
      { service: 's3', action: 'GetObject', resource: 'arn:aws:s3:::b/k' },
    ],
    ['action=GetUser&param.UserName=alice', { action: 'GetUser', parameters: { UserName: 'alice' } }],
  ])('reads `%s`', (query, expected) => {
    expect(prefillFromQuery(new URLSearchParams(query))).toEqual(expected);
  });
});

describe('ownRequest', () => {
  const first = readDraft(memoryDrafts());

  it('is what somebody has come with, and no first request', () => {
    expect(ownRequest(first)).toBeUndefined();
    expect(ownRequest({ ...first, action: '' })).toBeUndefined();
    expect(ownRequest({ ...first, action: 'GetObject' })).toBe('s3:GetObject');
  });
});
