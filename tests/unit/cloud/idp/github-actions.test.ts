// https://docs.github.com/en/actions/reference/security/oidc, "Example subject claims"

import { describe, expect, it } from 'vitest';
import { githubActionsToken, type GithubTrigger } from '../../../../src/cloud/idp/github-actions.ts';
import { issueIdToken } from '../../../../src/cloud/idp/issue-id-token.ts';
import { readJsonWebToken } from '../../../../src/core/federation/json-web-token.ts';
import { makeKeyPairs } from '../../../../src/engine/key-pairs.ts';

const form = (trigger: GithubTrigger) =>
  githubActionsToken({ owner: 'octo-org', repository: 'octo-repo', trigger });

describe('a token of GitHub Actions', () => {
  it.each<[GithubTrigger, string, string]>([
    [{ kind: 'branch', branch: 'demo-branch' }, 'ref:refs/heads/demo-branch', 'refs/heads/demo-branch'],
    [{ kind: 'tag', tag: 'demo-tag' }, 'ref:refs/tags/demo-tag', 'refs/tags/demo-tag'],
    [
      { kind: 'environment', environment: 'Production', branch: 'main' },
      'environment:Production',
      'refs/heads/main',
    ],
    [{ kind: 'pull-request', number: 7 }, 'pull_request', 'refs/pull/7/merge'],
  ])('%j', (trigger, context, ref) => {
    const { issuer, audience, subject, claims } = form(trigger);
    expect({ issuer, audience, subject }).toEqual({
      issuer: 'https://token.actions.githubusercontent.com',
      audience: 'sts.amazonaws.com',
      subject: `repo:octo-org/octo-repo:${context}`,
    });
    expect(claims).toMatchObject({
      ref,
      repository: 'octo-org/octo-repo',
      repository_owner: 'octo-org',
      actor: 'octo-org',
      job_workflow_ref: `octo-org/octo-repo/.github/workflows/deploy.yml@${ref}`,
    });
  });
});

describe('an ID token', () => {
  const now = Date.UTC(2026, 10, 22, 9, 30);
  const ids = { randomBytes: (length: number) => new Uint8Array(length) };
  const keys = makeKeyPairs();

  it('says what the form says, and is signed by its issuer', async () => {
    const text = await issueIdToken(
      keys,
      { ...form({ kind: 'branch', branch: 'main' }), algorithm: 'ES384' },
      { now, ids },
    );
    const jwt = readJsonWebToken(text);
    if (jwt === undefined) throw new Error(text);
    const issuer = 'https://token.actions.githubusercontent.com';
    expect(jwt.header).toMatchObject({ alg: 'ES384', typ: 'JWT' });
    expect(jwt.claims).toMatchObject({
      iss: issuer,
      aud: 'sts.amazonaws.com',
      sub: 'repo:octo-org/octo-repo:ref:refs/heads/main',
      iat: now / 1000,
      nbf: now / 1000,
      exp: now / 1000 + 300,
      ref: 'refs/heads/main',
    });
    expect(await keys.verify({ issuer, algorithm: 'ES384' }, jwt.signed, jwt.signature)).toBe('right');
  });

  it('has the standard claims of the form, whatever its others are named', async () => {
    const text = await issueIdToken(
      keys,
      {
        issuer: 'https://idp.example.com',
        audience: ['a', 'b'],
        subject: 'jane',
        claims: { sub: 'root', exp: 9e9, 'https://aws.amazon.com/source_identity': 'jane' },
        seconds: 60,
        algorithm: 'ES384',
      },
      { now, ids },
    );
    expect(readJsonWebToken(text)?.claims).toMatchObject({
      sub: 'jane',
      aud: ['a', 'b'],
      exp: now / 1000 + 60,
      'https://aws.amazon.com/source_identity': 'jane',
    });
  });
});
