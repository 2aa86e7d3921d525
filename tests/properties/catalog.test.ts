// Whatever is typed, pasted or sent: the catalogue answers, and never throws.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compiledCatalog } from '../unit/compiled-catalog.ts';

const catalog = compiledCatalog();

/** Any text at all, and texts made of what the look-ups take apart. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        'arn',
        ':',
        'aws',
        's3',
        '*',
        '?',
        '/',
        '${',
        '}',
        'Get',
        'tag-key',
        '<key>',
        ' ',
        '-',
        '"',
        'x',
        '__proto__',
        'é',
        '😀',
      ),
      { maxLength: 14 },
    )
    .map((pieces) => pieces.join('')),
);

const settings = { numRuns: 400, seed: 11 } as const;

describe('the catalogue, asked about any text', () => {
  it('answers with a value or a problem that names what was asked', async () => {
    const place = { accountId: '123456789012', region: 'us-east-1' };
    await fc.assert(
      fc.asyncProperty(text, async (asked) => {
        const answers = [
          await catalog.service(asked),
          await catalog.actions(asked),
          await catalog.actionsOn('s3', asked),
          await catalog.action(asked),
          await catalog.expandAction(asked),
          await catalog.resourceTypesOf(asked),
          await catalog.conditionKey(asked),
          await catalog.managedPolicy(asked),
          await catalog.exampleResources(asked, place),
        ];
        for (const answer of answers) {
          if (answer.ok) expect(answer.value).toBeDefined();
          else expect(answer.error.kind).toMatch(/^(malformed|unknown|unlisted)-/);
        }
        expect(await catalog.accessLevel(asked)).toBeOneOf([
          undefined,
          'List',
          'Read',
          'Write',
          'Permissions management',
          'Tagging',
        ]);
        expect(Array.isArray(await catalog.operationsUsing(asked))).toBe(true);
        expect(await catalog.managedPolicyDocuments([asked])).toHaveLength(1);
      }),
      settings,
    );
  });

  it('searches for it, with marks inside what is marked and no more of a kind than wanted', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (asked) => {
        const { matches, counts } = await catalog.search(asked, { most: 4 });
        for (const kind of ['service', 'action', 'policy'] as const) {
          const shown = matches.filter((match) => match.kind === kind).length;
          expect(shown).toBeLessThanOrEqual(4);
          const counted = { service: counts.services, action: counts.actions, policy: counts.policies }[kind];
          expect(counted).toBeGreaterThanOrEqual(shown);
        }
        for (const match of matches) {
          const label =
            match.kind === 'service'
              ? match.service.prefix
              : match.kind === 'action'
                ? match.action.action
                : match.policy.name;
          let last = 0;
          for (const [start, end] of match.marks) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(label.length);
            last = end;
          }
        }
      }),
      settings,
    );
  });
});
