// https://www.w3.org/TR/xml-exc-c14n/, https://www.w3.org/TR/xml-c14n

import { describe, expect, it } from 'vitest';
import { canonicalXml, type Namespaces } from '../../../../src/core/federation/canonical-xml.ts';
import { readXml } from '../../../../src/core/wire/xml-reader.ts';

function canonical(text: string, scope: Namespaces = {}): string | undefined {
  const read = readXml(text);
  if (!read.ok) throw new Error(read.error.message);
  return canonicalXml(read.value, scope);
}

describe('the canonical form', () => {
  it.each([
    ['empty elements have both tags', '<a/>', '<a></a>'],
    ['quotes are double', "<a b='c'/>", '<a b="c"></a>'],
    ['white space within tags goes', '<a  b = "c"\n></a >', '<a b="c"></a>'],
    ['attributes are in order', '<a c="1" b="2"/>', '<a b="2" c="1"></a>'],
    [
      'those without a namespace first, others by namespace and not by prefix',
      '<a xmlns:x="urn:2" xmlns:y="urn:1" x:b="1" y:c="2" d="3"/>',
      '<a xmlns:x="urn:2" xmlns:y="urn:1" d="3" y:c="2" x:b="1"></a>',
    ],
    ['comments and CDATA sections go', '<a>b<!-- c --><![CDATA[<d>]]></a>', '<a>b&lt;d&gt;</a>'],
    ['references are replaced', '<a>&#101;&quot;&gt;&amp;&#13;</a>', '<a>e"&gt;&amp;&#xD;</a>'],
    [
      'those in attributes too',
      '<a b="&#9;&#10;&#13;&lt;&gt;&quot;"/>',
      '<a b="&#x9;&#xA;&#xD;&lt;>&quot;"></a>',
    ],
    [
      'a namespace is declared where it is used',
      '<a xmlns:x="urn:x"><x:b/></a>',
      '<a><x:b xmlns:x="urn:x"></x:b></a>',
    ],
    [
      'and only once',
      '<x:a xmlns:x="urn:x"><x:b xmlns:x="urn:x"/></x:a>',
      '<x:a xmlns:x="urn:x"><x:b></x:b></x:a>',
    ],
    ['not where nobody uses it', '<a xmlns:x="urn:x"/>', '<a></a>'],
    [
      'a default is taken back where it was declared',
      '<a xmlns="urn:a"><b xmlns=""/></a>',
      '<a xmlns="urn:a"><b xmlns=""></b></a>',
    ],
    ['not where it was not', '<a xmlns=""/>', '<a></a>'],
  ])('%s', (_what, text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it('takes what is declared around it', () => {
    expect(canonical('<x:a/>', { x: 'urn:x', y: 'urn:y' })).toBe('<x:a xmlns:x="urn:x"></x:a>');
  });

  it.each(['<a>b<c/></a>', '<a> <c/></a>', '<a><b>\n<c/></b></a>', '<x:a/>', '<a x:b="c"/>'])(
    '%s has none',
    (text) => {
      expect(canonical(text)).toBeUndefined();
    },
  );
});
