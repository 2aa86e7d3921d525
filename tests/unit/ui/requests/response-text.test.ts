import { describe, expect, it } from 'vitest';
import { responseText } from '../../../../src/ui/features/requests/response-text.ts';

const response = (contentType: string, body: string) => ({
  status: 200,
  headers: [['Content-Type', contentType]] as const,
  body: new TextEncoder().encode(body),
});

describe('responseText', () => {
  it.each([
    ['JSON', 'application/x-amz-json-1.1', '{"a":[1]}', '{\n  "a": [\n    1\n  ]\n}'],
    ['what is not the JSON it claims to be', 'application/json', '{"a":', '{"a":'],
    [
      'XML',
      'text/xml',
      '<A x="1"><B>text</B><C/><D></D></A>',
      '<A x="1">\n  <B>text</B>\n  <C/>\n  <D></D>\n</A>',
    ],
    [
      'an XML declaration',
      'application/xml',
      '<?xml version="1.0"?>\n<A>\n  <B>1</B>\n</A>',
      '<?xml version="1.0"?>\n<A>\n  <B>1</B>\n</A>',
    ],
    ['elements of one name inside each other', 'text/xml', '<A><A>x</A></A>', '<A>\n  <A>x</A>\n</A>'],
    ['other text as it is', 'text/plain', '<b>hello</b>', '<b>hello</b>'],
  ])('shows %s', (_, type, body, expected) => {
    expect(responseText(response(type, body))).toBe(expected);
  });
});
