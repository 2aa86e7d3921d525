// Wildcards of the Action element, over the real catalogue, held equal to a plain regular expression.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionsIn } from '../../../../src/core/catalog/action-set.ts';
import { expandAction } from '../../../../src/core/catalog/expand-action.ts';
import { actionSummary, makeServiceIndex } from '../../../../src/core/catalog/service-index.ts';
import { compiledFile } from '../../compiled-catalog.ts';

const index = makeServiceIndex(compiledFile('services'));
const all = Array.from({ length: index.actionCount }, (_, action) => actionSummary(index, action).action);

function expanded(pattern: string): readonly string[] {
  const found = expandAction(index, pattern);
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  return actionsIn(found.value).map((action) => all[action] ?? '');
}

/** Slow and obviously right. */
function byRegularExpression(pattern: string): readonly string[] {
  const source = pattern
    .replace(/[-\\^$+.()|[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, 'is');
  return all.filter((action) => expression.test(action));
}

describe('expanding an action', () => {
  it.each([
    's3:Get*',
    's3:get*',
    'S3:GETOBJECT',
    's3:GetObject',
    's3:Ge',
    's3:*',
    's3:?etObject',
    's3:Get*Acl',
    's3:*Object',
    's3:**Get**',
    'ec2:*Instance*',
    'iam:*Role*Polic?',
    '*:*Tag*',
    '*:Get*',
    '*:*a*e*i*',
    '*:GetObject',
    '*:*',
    '**:*tag',
    's3*:List*',
    'elasticloadbalancing:Describe*',
    'states:*-*',
    's3:*!*',
  ])('%s is what a regular expression finds', (pattern) => {
    expect(expanded(pattern)).toEqual(byRegularExpression(pattern));
  });

  it('* is everything', () => expect(expanded('*')).toEqual(all));

  it('counts as AWS does', () => {
    expect(expanded('dynamodb:*')).toHaveLength(79);
    expect(expanded('s3:Get*')).toHaveLength(63);
    expect(expanded('ec2:Describe*')).toHaveLength(194);
  });

  it('equals a regular expression for patterns made of pieces of names', () => {
    const piece = fc.constantFrom('*', '?', 'Get', 'Tag', 'object', 'List', 'e', 'Role', 'S', '-', 'Policy');
    const prefix = fc.constantFrom('s3', 'iam', 'ec2', '*', 's3*', 'kms', 'states', '?3');
    fc.assert(
      fc.property(prefix, fc.array(piece, { minLength: 1, maxLength: 6 }), (service, pieces) => {
        const pattern = `${service}:${pieces.join('')}`;
        expect(expanded(pattern)).toEqual(byRegularExpression(pattern));
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it.each([
    ['s3', { kind: 'malformed-action', text: 's3' }],
    ['', { kind: 'malformed-action', text: '' }],
    [':GetObject', { kind: 'malformed-action', text: ':GetObject' }],
    ['s3:', { kind: 'malformed-action', text: 's3:' }],
    ['s3: Get*', { kind: 'malformed-action', text: 's3: Get*' }],
    ['lamda:Get*', { kind: 'unknown-service', service: 'lamda', closest: ['lambda'] }],
    ['deepracer:*', { kind: 'unlisted-service', service: 'deepracer' }],
  ])('says what is wrong with `%s`', (pattern, problem) => {
    const found = expandAction(index, pattern);
    expect(found.ok).toBe(false);
    if (!found.ok) expect(found.error).toMatchObject(problem);
  });

  it('is not slowed down by a pattern of many stars', () => {
    expect(expanded(`ec2:${'*a'.repeat(120)}`)).toEqual([]);
    expect(expanded(`*:${'*a'.repeat(120)}`)).toEqual([]);
    // Several stars are one, however many.
    expect(expanded(`s3:${'*'.repeat(200)}Object`)).toEqual(expanded('s3:*Object'));
  });

  it('takes no pattern that is longer than any action', () => {
    for (const pattern of [`*:${'*'.repeat(100_000)}e?`, `s3:${'a*'.repeat(100_000)}`]) {
      expect(expandAction(index, pattern)).toMatchObject({ ok: false, error: { kind: 'malformed-action' } });
    }
  });
});
