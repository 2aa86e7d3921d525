// The compiled shapes: what the file says is what the SDK's schemas say.

import { describe, expect, it } from 'vitest';
import { openShapes, type StoredService } from '../../../../src/core/shapes/shapes-file.ts';
import { compiledFile } from '../../compiled-catalog.ts';

const stored: StoredService = {
  structures: ['Name!@0 Tags:[1@1 Parent:0 Counts:{i When:t Ids:[#0@1', 'Key! Value!* On:b Body:x'],
  operations: { Make: [0, 1], Drop: [1, -1] },
  rules: [{ minLength: 1 }, { maxLength: 2 }],
};

describe('a stored service', () => {
  const shapes = openShapes(stored);

  it('knows its operations, and no names of JavaScript', () => {
    expect([...shapes.operations]).toEqual(['Make', 'Drop']);
    for (const name of ['make', '', 'constructor', '__proto__']) expect(shapes.of(name)).toBeUndefined();
  });

  it('reads names, marks, types and rules of members', () => {
    const { input, output } = shapes.of('Make') ?? {};
    expect(
      input?.members.map(({ name, required, sensitive, shape }) => [name, required, sensitive, shape.kind]),
    ).toEqual([
      ['Name', true, false, 'string'],
      ['Tags', false, false, 'list'],
      ['Parent', false, false, 'structure'],
      ['Counts', false, false, 'map'],
      ['When', false, false, 'timestamp'],
      ['Ids', false, false, 'list'],
    ]);
    expect(
      output?.members.map(({ name, required, sensitive, shape }) => [name, required, sensitive, shape.kind]),
    ).toEqual([
      ['Key', true, false, 'string'],
      ['Value', true, true, 'string'],
      ['On', false, false, 'boolean'],
      ['Body', false, false, 'blob'],
    ]);
    const [name, tags, parent, counts, , ids] = (input?.members ?? []).map(({ shape }) => shape);
    expect(name?.rule).toEqual({ minLength: 1 });
    expect(tags).toMatchObject({ rule: { maxLength: 2 }, element: output });
    // A structure may contain itself.
    expect(parent).toBe(input);
    expect(counts).toMatchObject({ value: { kind: 'integer' } });
    expect(ids).toEqual({
      kind: 'list',
      rule: { maxLength: 2 },
      element: { kind: 'string', rule: { minLength: 1 } },
    });
  });

  it('says undefined where nothing comes out', () => {
    expect(shapes.of('Drop')?.output).toBeUndefined();
  });
});

describe('the compiled file', () => {
  const { services } = compiledFile('shapes');
  const serviceOf = (name: string) => openShapes(services[name] ?? stored);

  it.each([
    ['iam', 180],
    ['sts', 11],
    ['cloudtrail', 1],
  ])('has all operations of %s', (name, count) => {
    expect(serviceOf(name).operations.size).toBeGreaterThanOrEqual(count);
  });

  it('has what API_CreateUser asks for', () => {
    const { input, output } = serviceOf('iam').of('CreateUser') ?? {};
    expect(input?.members).toMatchObject([
      { name: 'UserName', required: true, shape: { rule: { minLength: 1, maxLength: 64 } } },
      { name: 'Path', required: false, shape: { rule: { maxLength: 512 } } },
      { name: 'PermissionsBoundary', shape: { rule: { minLength: 20, maxLength: 2048 } } },
      {
        name: 'Tags',
        shape: {
          kind: 'list',
          rule: { maxLength: 50 },
          element: { members: [{ name: 'Key', shape: { rule: { maxLength: 128 } } }, { name: 'Value' }] },
        },
      },
    ]);
    expect(output?.members.map(({ name }) => name)).toEqual(['User']);
  });

  it('marks secrets, and types what is no text', () => {
    expect(serviceOf('iam').of('ChangePassword')?.input?.members).toMatchObject([
      { name: 'OldPassword', sensitive: true, required: true },
      { name: 'NewPassword', sensitive: true, required: true },
    ]);
    expect(serviceOf('iam').of('GetAccountSummary')).toMatchObject({
      input: undefined,
      output: { members: [{ name: 'SummaryMap', shape: { kind: 'map', value: { kind: 'integer' } } }] },
    });
    expect(serviceOf('sts').of('AssumeRole')?.input?.members).toContainEqual({
      name: 'DurationSeconds',
      required: false,
      sensitive: false,
      shape: { kind: 'integer', rule: { least: 900, most: 43_200 } },
    });
    expect(serviceOf('iam').of('DeleteUser')?.output).toBeUndefined();
  });

  it('tells the rule of a list from that of its elements', () => {
    const keys = serviceOf('iam')
      .of('UntagUser')
      ?.input?.members.find(({ name }) => name === 'TagKeys');
    expect(keys?.shape).toMatchObject({
      kind: 'list',
      rule: { maxLength: 50 },
      element: { rule: { minLength: 1, maxLength: 128 } },
    });
    const actions = serviceOf('iam')
      .of('SimulateCustomPolicy')
      ?.input?.members.find(({ name }) => name === 'ActionNames');
    expect(actions?.shape).toEqual({
      kind: 'list',
      element: { kind: 'string', rule: { minLength: 3, maxLength: 128 } },
    });
  });

  it('names the values of enumerations', () => {
    const scope = serviceOf('iam')
      .of('ListPolicies')
      ?.input?.members.find(({ name }) => name === 'Scope');
    expect([...(scope?.shape.rule?.oneOf ?? [])].sort()).toEqual(['AWS', 'All', 'Local']);
  });
});
