import { expect, it } from 'vitest';
import { parseTemplate } from '../../../../src/core/match/variables.ts';

// reference_policies_variables, "Special characters" and "Specifying default values"
it.each([
  ['plain', [{ kind: 'text', text: 'plain' }]],
  ['', [{ kind: 'text', text: '' }]],
  [
    'a/${aws:username}/*',
    [
      { kind: 'text', text: 'a/' },
      { kind: 'variable', key: 'aws:username' },
      { kind: 'text', text: '/*' },
    ],
  ],
  [
    "${aws:PrincipalTag/team, 'company-wide'}",
    [{ kind: 'variable', key: 'aws:PrincipalTag/team', fallback: 'company-wide' }],
  ],
  ["${k, 'a}b'}", [{ kind: 'variable', key: 'k', fallback: 'a}b' }]],
  ["${k, ''}", [{ kind: 'variable', key: 'k', fallback: '' }]],
  [
    '${*}${?}${$}',
    [
      { kind: 'character', text: '*' },
      { kind: 'character', text: '?' },
      { kind: 'character', text: '$' },
    ],
  ],
  ['${', [{ kind: 'text', text: '${' }]],
  ['${}', [{ kind: 'text', text: '${}' }]],
  ['${k, none}', [{ kind: 'text', text: '${k, none}' }]],
  [
    '$${a}',
    [
      { kind: 'text', text: '$' },
      { kind: 'variable', key: 'a' },
    ],
  ],
])('splits %j', (text, parts) => {
  expect(parseTemplate(text)).toEqual(parts);
});
