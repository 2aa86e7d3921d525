import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../src/core/policy/parse.ts';
import { formatJson } from '../../../src/ui/features/users/format-json.ts';
import { inlinePolicyQuota, inlineSize } from '../../../src/ui/features/users/inline-policies.ts';
import { policyTemplates } from '../../../src/ui/features/users/policy-templates.ts';
import { policyNameError } from '../../../src/ui/words/iam.ts';

describe('templates', () => {
  it.each(policyTemplates)('$label is a policy that IAM would store', ({ document, policyName }) => {
    expect(parsePolicy(document, 'identity').problems).toEqual([]);
    expect(policyNameError(policyName)).toBeUndefined();
    expect(inlineSize(document, [], undefined).total).toBeLessThanOrEqual(inlinePolicyQuota);
  });
});

describe('formatJson', () => {
  it('indents by two spaces', () => {
    expect(formatJson('{"a":[1,{"b":null}],"c":{},"d":[]}')).toBe(
      '{\n  "a": [\n    1,\n    {\n      "b": null\n    }\n  ],\n  "c": {},\n  "d": []\n}',
    );
  });

  it('keeps both members of the same name, and numbers as they are written', () => {
    expect(formatJson('{"a":1.0,"a":1e400}')).toBe('{\n  "a": 1.0,\n  "a": 1e400\n}');
  });

  it.each(['', '{', '{"a":}', '{"a":1} x'])('does nothing with %j', (text) => {
    expect(formatJson(text)).toBeUndefined();
  });

  it('is JSON.stringify for what JavaScript can hold', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        expect(formatJson(text)).toBe(JSON.stringify(value, undefined, 2));
      }),
      { seed: 2 },
    );
  });
});

describe('inlineSize', () => {
  // "IAM doesn't count white space": reference_iam-quotas
  it('counts no white space, and all inline policies together', () => {
    const others = [
      { policyName: 'a', document: '{ "x":\t1 }\n' },
      { policyName: 'b', document: '{}' },
    ];
    expect(inlineSize('{ }', others, undefined)).toEqual({ own: 2, total: 11 });
  });

  it('counts the policy that is replaced once', () => {
    const others = [{ policyName: 'a', document: '{"x":1}' }];
    expect(inlineSize('{}', others, 'a')).toEqual({ own: 2, total: 2 });
  });
});
