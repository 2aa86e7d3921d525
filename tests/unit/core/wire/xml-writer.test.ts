import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeXml, writeXml, xml, xmlIf } from '../../../../src/core/wire/xml-writer.ts';

describe('writeXml', () => {
  it('nests elements and puts the namespace on the one that has it', () => {
    const tree = { name: 'A', namespace: 'urn:x', content: [xml('B', 'one'), xml('C', [])] };
    expect(writeXml(tree)).toBe('<A xmlns="urn:x"><B>one</B><C/></A>');
  });

  it('leaves out what is absent', () => {
    expect(writeXml(xml('A', [...xmlIf('B', undefined), ...xmlIf('C', 'x')]))).toBe('<A><C>x</C></A>');
  });
});

describe('escapeXml', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['markup', `<a href="x">&amp;</a>`, '&lt;a href=&quot;x&quot;&gt;&amp;amp;&lt;/a&gt;'],
    ['a carriage return', 'a\r\nb', 'a&#xD;\nb'],
    ['what XML cannot hold', 'a\u0000b\u001fc\uffffd', 'a\ufffdb\ufffdc\ufffdd'],
    ['half a pair', 'a\ud83dz', 'a\ufffdz'],
    ['a whole pair', '😀', '😀'],
  ];
  it.each(cases)('%s', (_, text, expected) => {
    expect(escapeXml(text)).toBe(expected);
  });

  it('leaves no character that could end an element or begin a reference by itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeXml(text);
        expect(escaped.replace(/&(amp|lt|gt|quot|#xD);/g, '')).not.toMatch(/[<>&"\r]/);
      }),
      { seed: 7 },
    );
  });
});
