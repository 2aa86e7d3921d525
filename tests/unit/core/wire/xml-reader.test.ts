import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readXml, xmlChild, xmlText } from '../../../../src/core/wire/xml-reader.ts';

describe('readXml', () => {
  it('reads elements, attributes, text, entities, CDATA and comments', () => {
    const read = readXml(
      '<?xml version="1.0" encoding="UTF-8"?>\n<a xmlns="urn:x" n=\'1 &lt; 2\'><!-- c --><b>x &amp; &#x41;&#66;</b><c/><b><![CDATA[<raw>&]]></b></a>\n',
    );
    expect(read).toEqual({
      ok: true,
      value: {
        name: 'a',
        attributes: { xmlns: 'urn:x', n: '1 < 2' },
        text: '',
        children: [
          { name: 'b', attributes: {}, children: [], text: 'x & AB' },
          { name: 'c', attributes: {}, children: [], text: '' },
          { name: 'b', attributes: {}, children: [], text: '<raw>&' },
        ],
      },
    });
    if (!read.ok) return;
    expect(xmlText(read.value, 'b')).toBe('x & AB');
    expect(xmlChild(read.value, 'd')).toBeUndefined();
  });

  it.each([
    ['', 'no element', 1],
    ['<a>', '`a` is not closed', 1],
    ['<a>\n</b>', 'end tag `b` does not match `a`', 2],
    ['</a>', 'end tag `a` does not match anything', 1],
    ['<a/><b/>', 'more than one root element', 1],
    ['<a/>x', 'text outside the root element', 1],
    ['<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', 'document types are refused', 1],
    ['<a><?php x?></a>', 'processing instructions are refused', 1],
    ['<a>&e;</a>', 'broken or unknown entity', 1],
    ['<a>&constructor;</a>', 'broken or unknown entity', 1],
    ['<a>a & b</a>', 'broken or unknown entity', 1],
    ['<a>&#0;</a>', 'broken or unknown entity', 1],
    ['<a>&#xD800;</a>', 'broken or unknown entity', 1],
    ['<a b></a>', 'broken tag', 1],
    ['<a b="1" b="2"/>', 'broken tag', 1],
    ['<a>\n\n<!-- </a>', 'comment without an end', 3],
  ])('refuses %j', (text, message, line) => {
    expect(readXml(text)).toEqual({ ok: false, error: { message, line } });
  });

  it('never throws', () => {
    const soup = fc.array(
      fc.constantFrom('<', '>', '/', 'a', '"', '=', ' ', '&', ';', '!', '--', '?', '[CDATA[', ']]'),
    );
    fc.assert(
      fc.property(soup, (pieces) => {
        expect(typeof readXml(pieces.join('')).ok).toBe('boolean');
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});
