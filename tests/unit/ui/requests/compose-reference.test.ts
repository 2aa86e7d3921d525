import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Reference } from '../../../../src/client/ports.ts';
import { ok } from '../../../../src/core/lang/result.ts';
import type { ComposedRequest } from '../../../../src/ui/features/requests/builder-draft.ts';
import { ComposeReference } from '../../../../src/ui/features/requests/compose-reference.svelte.ts';
import type { RequestBuilder } from '../../../../src/ui/features/requests/request-builder.svelte.ts';
import { actionOf, fails, fakeReference, serviceOf } from '../reference/fake-reference.ts';

const account = '210987654321';
const lists: Readonly<Record<string, readonly string[]>> = {
  s3: ['GetObject', 'PutObject', 'DeleteObject', 'ListAllMyBuckets'],
  kms: ['Decrypt', 'Encrypt', 'TagResource'],
  lambda: ['InvokeFunction', 'TagResource'],
};

const answers: Partial<Reference> = {
  services: () => Promise.resolve(Object.keys(lists).map((prefix) => serviceOf(prefix))),
  actions: (prefix) => {
    const names = lists[prefix];
    return names === undefined
      ? fails({ kind: 'unknown-service', service: prefix, closest: [] })
      : Promise.resolve(ok(names.map((name) => actionOf(`${prefix}:${name}`))));
  },
  action: (action) => fails({ kind: 'malformed-action', text: action }),
  exampleResources: (action, { region }) => Promise.resolve(ok([`arn:aws:${action}:${region}`])),
};

function makeForm(
  start: Partial<ComposedRequest>,
  more: Partial<Reference> = {},
  asker: { account: string } = { account },
) {
  let composed: ComposedRequest = {
    service: 's3',
    action: 'ListAllMyBuckets',
    resource: '*',
    region: 'us-east-1',
    profile: 'alice',
    parameters: {},
    ...start,
  };
  const builder = {
    get composed() {
      return composed;
    },
    change: (part: Partial<ComposedRequest>) => (composed = { ...composed, ...part }),
  };
  const choices = new ComposeReference(
    fakeReference({
      regions: () => Promise.resolve([]),
      ...answers,
      ...more,
    }),
    // Of the builder, the form's choices use these two.
    builder as unknown as RequestBuilder,
    () => asker.account,
  );
  return { builder, choices };
}

/** As the combobox does it: the text first, then that it was picked. */
function pick({ builder, choices }: ReturnType<typeof makeForm>, action: string) {
  builder.change({ action });
  return choices.fillIn(action);
}

describe('the reference behind the form', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('fills in an example for an action that is picked, and replaces it for the next one', async () => {
    const form = makeForm({ service: 'kms', action: '' });
    await pick(form, 'Decrypt');
    expect(form.builder.composed.resource).toBe('arn:aws:kms:Decrypt:us-east-1');
    await pick(form, 'Encrypt');
    expect(form.builder.composed.resource).toBe('arn:aws:kms:Encrypt:us-east-1');
  });

  it('is of the account of who asks, when they ask', async () => {
    const asker = { account };
    const exampleResources: Reference['exampleResources'] = (action, { accountId }) =>
      Promise.resolve(ok([`arn:aws:${action}::${accountId}`]));
    const form = makeForm({ service: 'kms', action: '' }, { exampleResources }, asker);
    await pick(form, 'Decrypt');
    expect(form.builder.composed.resource).toBe(`arn:aws:kms:Decrypt::${account}`);
    asker.account = '111122223333';
    await pick(form, 'Encrypt');
    expect(form.builder.composed.resource).toBe('arn:aws:kms:Encrypt::111122223333');
  });

  it('goes before with the examples that are written down', async () => {
    const form = makeForm({});
    await pick(form, 'PutObject');
    expect(form.builder.composed.resource).toBe('arn:aws:s3:::photos/2026/cat.jpg');
    await pick(form, 'DeleteObject');
    expect(form.builder.composed.resource).toBe('arn:aws:s3:DeleteObject:us-east-1');
  });

  it('never replaces what somebody has typed', async () => {
    const form = makeForm({ resource: 'arn:aws:s3:::mine/*' });
    await pick(form, 'PutObject');
    expect(form.builder.composed.resource).toBe('arn:aws:s3:::mine/*');
  });

  it('does not overwrite what is typed while the example is on its way', async () => {
    const form = makeForm({ service: 'kms', action: '' });
    const filling = pick(form, 'Decrypt');
    form.builder.change({ resource: 'arn:mine' });
    await filling;
    expect(form.builder.composed.resource).toBe('arn:mine');
  });

  it('knows an example again that came with the address', async () => {
    const known = { action: () => Promise.resolve(ok({} as never)) };
    const form = makeForm(
      { service: 'kms', action: 'Decrypt', resource: 'arn:aws:kms:Decrypt:us-east-1' },
      known,
    );
    form.choices.follow('kms', 'Decrypt');
    await vi.advanceTimersByTimeAsync(1000);
    await pick(form, 'Encrypt');
    expect(form.builder.composed.resource).toBe('arn:aws:kms:Encrypt:us-east-1');
  });

  const known = { action: () => Promise.resolve(ok({} as never)) };

  it('fills in an example for an action that is typed, modelled or not', async () => {
    const form = makeForm(
      { service: 'kms', action: 'Decrypt', resource: 'arn:aws:s3:::photos/2026/cat.jpg' },
      known,
    );
    form.choices.changeAction('Encrypt');
    form.choices.follow('kms', 'Encrypt');
    await vi.advanceTimersByTimeAsync(1000);
    expect(form.builder.composed.resource).toBe('arn:aws:kms:Encrypt:us-east-1');
    form.choices.changeAction('s3:GetObject');
    form.choices.follow('s3', 'GetObject');
    await vi.advanceTimersByTimeAsync(1000);
    expect(form.builder.composed.resource).toBe('arn:aws:s3:GetObject:us-east-1');
  });

  it('knows the example of a modelled action again', async () => {
    const resource = 'arn:aws:s3:GetObject:us-east-1';
    const form = makeForm({ action: 'GetObject', resource }, known);
    form.choices.follow('s3', 'GetObject');
    await vi.advanceTimersByTimeAsync(1000);
    form.choices.changeAction('kms:Decrypt');
    form.choices.follow('kms', 'Decrypt');
    await vi.advanceTimersByTimeAsync(1000);
    expect(form.builder.composed.resource).toBe('arn:aws:kms:Decrypt:us-east-1');
  });

  it('spares what somebody has typed there, and a form that came filled in', async () => {
    const typed = makeForm({ service: 'kms', action: 'Decrypt', resource: 'arn:mine' }, known);
    typed.choices.changeAction('Encrypt');
    typed.choices.follow('kms', 'Encrypt');
    const filledIn = makeForm({ service: 'kms', action: 'Decrypt', resource: '*' }, known);
    filledIn.choices.follow('kms', 'Decrypt');
    await vi.advanceTimersByTimeAsync(1000);
    expect(typed.builder.composed.resource).toBe('arn:mine');
    expect(filledIn.builder.composed.resource).toBe('*');
  });

  it('parts an action that is pasted with its service', async () => {
    const form = makeForm({});
    form.choices.changeAction('"KMS:Decrypt",');
    expect(form.builder.composed).toMatchObject({ service: 'kms', action: 'Decrypt' });
    await form.choices.changeService('lambda:InvokeFunction');
    expect(form.builder.composed).toMatchObject({ service: 'lambda', action: 'InvokeFunction' });
    // Typed on, letter by letter.
    form.builder.change({ service: 's3:' });
    await form.choices.changeService('s3:G');
    expect(form.builder.composed.service).toBe('s3:G');
  });

  it('takes away an action of another service, once the new one is known', async () => {
    const form = makeForm({});
    await form.choices.changeService('kms');
    expect(form.builder.composed).toMatchObject({ service: 'kms', action: '' });
  });

  it('leaves an action that both have, one that nobody lists, and one that was typed meanwhile', async () => {
    const both = makeForm({ service: 'kms', action: 'TagResource' });
    await both.choices.changeService('lambda');
    expect(both.builder.composed.action).toBe('TagResource');
    const free = makeForm({ action: 'MyOwnIdea' });
    await free.choices.changeService('kms');
    expect(free.builder.composed.action).toBe('MyOwnIdea');
    const typed = makeForm({});
    const changing = typed.choices.changeService('kms');
    typed.builder.change({ action: 'Decr' });
    await changing;
    expect(typed.builder.composed.action).toBe('Decr');
  });

  it('says that an action is not listed only when typing has stopped, and not for what is modelled', async () => {
    const problem = { kind: 'unknown-action', service: 's3', name: 'GetObjekt', closest: [] } as const;
    const { choices } = makeForm({}, { action: () => fails(problem) });
    choices.follow('s3', 'GetObjekt');
    await vi.advanceTimersByTimeAsync(300);
    expect(choices.problem).toBeUndefined();
    await vi.advanceTimersByTimeAsync(400);
    expect(choices.problem).toEqual(problem);
    choices.follow('s3', 'GetObject');
    expect(choices.problem).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1000);
    expect(choices.problem).toBeUndefined();
  });

  it('works without the reference', async () => {
    const gone = () => Promise.reject(Object.assign(new Error('gone'), { name: 'EngineLost' }));
    const form = makeForm({}, { services: gone, actions: gone, action: gone, exampleResources: gone });
    form.choices.follow('s3', 'DeleteObject');
    await pick(form, 'DeleteObject');
    expect(form.builder.composed.resource).toBe('*');
    await pick(form, 'PutObject');
    expect(form.builder.composed.resource).toBe('arn:aws:s3:::photos/2026/cat.jpg');
    await form.choices.changeService('sts');
    expect(form.builder.composed.action).toBe('');
    await vi.advanceTimersByTimeAsync(1000);
    expect(form.choices.problem).toBeUndefined();
  });
});
