// Inputs read and outputs written by shapes: the Query protocol and AWS JSON.
// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Shape, Structure, StructureValue, Value } from '../../../../src/core/shapes/shape.ts';
import { violations } from '../../../../src/core/shapes/violations.ts';
import { readJsonInput } from '../../../../src/core/wire/json-input.ts';
import type { FormPair } from '../../../../src/core/wire/query-codec.ts';
import { readQueryInput } from '../../../../src/core/wire/query-input.ts';
import { jsonOutput, xmlOutput } from '../../../../src/core/wire/write-output.ts';
import { writeXml } from '../../../../src/core/wire/xml-writer.ts';

const text: Shape = { kind: 'string' };
const member = (name: string, shape: Shape, required = false) => ({
  name,
  shape,
  required,
  sensitive: false,
});
const tag: Structure = {
  kind: 'structure',
  members: [member('Key', text, true), member('Value', text, true)],
};
const structure: Structure = {
  kind: 'structure',
  members: [
    member('Name', { kind: 'string', rule: { minLength: 2, maxLength: 4, pattern: '[a-z]+' } }, true),
    member('Count', { kind: 'integer', rule: { least: 1, most: 9 } }),
    member('On', { kind: 'boolean' }),
    member('When', { kind: 'timestamp' }),
    member('Body', { kind: 'blob' }),
    member('Tags', { kind: 'list', element: tag, rule: { maxLength: 2 } }),
    member('Words', { kind: 'list', element: { kind: 'string', rule: { minLength: 1 } } }),
    member('Sizes', { kind: 'map', value: { kind: 'integer' } }),
    member('Mode', { kind: 'string', rule: { oneOf: ['Fast', 'Slow'] } }),
  ],
};

const read = (...pairs: readonly FormPair[]) => readQueryInput(pairs, structure);

describe('the Query protocol', () => {
  it.each<readonly [string, readonly FormPair[], StructureValue]>([
    ['a text', [['Name', 'ab']], { Name: 'ab' }],
    ['an empty text', [['Name', '']], { Name: '' }],
    [
      'the first of two',
      [
        ['Name', 'a'],
        ['Name', 'b'],
      ],
      { Name: 'a' },
    ],
    ['a number', [['Count', '7']], { Count: 7 }],
    ['a boolean', [['On', 'true']], { On: true }],
    ['a boolean in capitals', [['On', 'FALSE']], { On: false }],
    ['a time', [['When', '2026-11-22T06:17:49Z']], { When: new Date(Date.UTC(2026, 10, 22, 6, 17, 49)) }],
    ['seconds since the epoch', [['When', '1.5']], { When: new Date(1500) }],
    ['bytes', [['Body', 'AQI=']], { Body: Uint8Array.of(1, 2) }],
    [
      'a list of structures, by number and not by place',
      [
        ['Tags.member.2.Key', 'b'],
        ['Tags.member.1.Key', 'a'],
        ['Tags.member.1.Value', ''],
        ['Tags.member.10.Key', 'c'],
      ],
      { Tags: [{ Key: 'a', Value: '' }, { Key: 'b' }, { Key: 'c' }] },
    ],
    [
      'a list with gaps',
      [
        ['Words.member.9', 'z'],
        ['Words.member.3', 'y'],
      ],
      { Words: ['y', 'z'] },
    ],
    ['an empty list', [['Words', '']], { Words: [] }],
    [
      'a map',
      [
        ['Sizes.entry.1.key', 'a'],
        ['Sizes.entry.1.value', '1'],
        ['Sizes.entry.2.key', 'b'],
      ],
      { Sizes: { a: 1 } },
    ],
    [
      'nothing that is not in the shape',
      [
        ['Colour', 'x'],
        ['Name.First', 'x'],
        ['__proto__.Name', 'x'],
      ],
      {},
    ],
    [
      'nothing where a number of a member is none',
      [
        ['Words.member.x', 'a'],
        ['Words.member.-1', 'b'],
      ],
      {},
    ],
  ])('reads %s', (_what, pairs, value) => {
    expect(read(...pairs)).toEqual({ ok: true, value });
  });

  it.each<readonly [FormPair, object]>([
    [['Count', 'x'], { type: 'Integer', text: 'x' }],
    [['Count', '1.5'], { type: 'Integer', text: '1.5' }],
    [['Count', ''], { type: 'Integer', text: '' }],
    [['On', 'yes'], { type: 'Boolean', text: 'yes' }],
    [['When', 'today'], { type: 'Timestamp', text: 'today' }],
    [['When', '2026-13-01'], { type: 'Timestamp', text: '2026-13-01' }],
    [['Body', '!'], { type: 'Blob', text: '!' }],
    [['Sizes.entry.1.value', 'x'], { type: 'Integer', text: 'x' }],
  ])('refuses %j', (pair, error) => {
    const key: FormPair[] = pair[0].startsWith('Sizes') ? [['Sizes.entry.1.key', 'a']] : [];
    expect(read(...key, pair)).toEqual({ ok: false, error });
  });

  it('never throws, and gives nothing but what the shape has', () => {
    const name = fc.oneof(
      fc.constantFrom(
        'Tags.member.1.Key',
        'Tags.member.1',
        'Words.member.1.x',
        'Sizes.entry.1.key',
        '__proto__',
        '.',
      ),
      fc.string({ maxLength: 60 }),
      fc
        .array(fc.constantFrom('Tags', 'member', '1', 'Key', '', '__proto__', 'entry'), { maxLength: 40 })
        .map((parts) => parts.join('.')),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string())), (pairs) => {
        const value = readQueryInput(pairs, structure);
        if (!value.ok) return;
        const names = structure.members.map((each) => each.name);
        expect(Object.keys(value.value).filter((each) => !names.includes(each))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('AWS JSON', () => {
  it('reads what it writes', () => {
    const value: StructureValue = {
      Name: 'ab',
      Count: 7,
      On: false,
      When: new Date(1_700_000_000_500),
      Body: Uint8Array.of(1, 2, 3),
      Tags: [{ Key: 'a', Value: 'b' }],
      Words: [],
      Sizes: { a: 1 },
    };
    const json = jsonOutput(value, structure);
    expect(json).toEqual({
      Name: 'ab',
      Count: 7,
      On: false,
      When: 1_700_000_000.5,
      Body: 'AQID',
      Tags: [{ Key: 'a', Value: 'b' }],
      Words: [],
      Sizes: { a: 1 },
    });
    expect(readJsonInput(json, structure)).toEqual({ ok: true, value });
  });

  it.each<readonly [object, object]>([
    [{ Name: 7 }, { type: 'String', text: '7' }],
    [{ Count: '7' }, { type: 'Integer', text: '"7"' }],
    [{ Count: 1.5 }, { type: 'Integer', text: '1.5' }],
    [{ On: 'true' }, { type: 'Boolean', text: '"true"' }],
    [{ Tags: {} }, { type: 'List', text: '{}' }],
    [{ Tags: ['x'] }, { type: 'Structure', text: '"x"' }],
    [{ Sizes: [] }, { type: 'Structure', text: '[]' }],
    [{ When: true }, { type: 'Timestamp', text: 'true' }],
  ])('refuses %j', (body, error) => {
    expect(readJsonInput(body as Readonly<Record<string, unknown>>, structure)).toEqual({ ok: false, error });
  });

  it('ignores null, and what the shape has not', () => {
    const body = JSON.parse('{"Name":null,"Colour":"x","__proto__":{"Count":1}}') as Readonly<
      Record<string, unknown>
    >;
    expect(readJsonInput(body, structure)).toEqual({ ok: true, value: {} });
  });
});

describe('an answer in XML', () => {
  const write = (value: StructureValue) => writeXml({ name: 'R', content: xmlOutput(value, structure) });

  it('has its members in the order of the shape, and only those it has', () => {
    expect(
      write({
        Sizes: { b: 2 },
        Tags: [{ Value: '<', Key: 'k' }],
        Words: [],
        When: new Date(Date.UTC(2026, 10, 22, 6, 17, 49, 999)),
        On: true,
        Count: 0,
        Body: Uint8Array.of(255),
      }),
    ).toBe(
      '<R><Count>0</Count><On>true</On><When>2026-11-22T06:17:49Z</When><Body>/w==</Body>' +
        '<Tags><member><Key>k</Key><Value>&lt;</Value></member></Tags><Words/>' +
        '<Sizes><entry><key>b</key><value>2</value></entry></Sizes></R>',
    );
  });
});

describe('violations', () => {
  const broken = (input: Readonly<Record<string, Value>>) =>
    violations(input, structure).map(({ place, constraint }) => `${place}: ${constraint}`);

  it.each<readonly [Readonly<Record<string, Value>>, readonly string[]]>([
    [{ Name: 'ab' }, []],
    [{}, ['name: Member must not be null']],
    [{ Name: 'a' }, ['name: Member must have length greater than or equal to 2']],
    [{ Name: 'abcde' }, ['name: Member must have length less than or equal to 4']],
    [{ Name: 'aB' }, ['name: Member must satisfy regular expression pattern: [a-z]+']],
    // All of the text must match, also where it has lines.
    [{ Name: 'a\nb' }, ['name: Member must satisfy regular expression pattern: [a-z]+']],
    [{ Name: 'ab', Count: 0 }, ['count: Member must have value greater than or equal to 1']],
    [{ Name: 'ab', Count: 10 }, ['count: Member must have value less than or equal to 9']],
    [{ Name: 'ab', Mode: 'fast' }, ['mode: Member must satisfy enum value set: [Fast, Slow]']],
    [{ Name: 'ab', Tags: [{ Key: 'a' }] }, ['tags.1.member.value: Member must not be null']],
    [
      { Name: 'ab', Words: ['a', ''] },
      ['words.2.member: Member must have length greater than or equal to 1'],
    ],
    [
      { Name: 'ab', Tags: Array.from({ length: 3 }, () => ({ Key: 'a', Value: 'b' })) },
      ['tags: Member must have length less than or equal to 2'],
    ],
    [
      { Count: 0 },
      ['name: Member must not be null', 'count: Member must have value greater than or equal to 1'],
    ],
  ])('of %j', (input, expected) => {
    expect(broken(input)).toEqual(expected);
  });
});
