// The ID tokens of GitHub Actions, as a template for the form.
// https://docs.github.com/en/actions/reference/security/oidc

import type { IdTokenForm } from './issue-id-token.ts';

export const githubIssuer = 'https://token.actions.githubusercontent.com';

/** What the workflow runs for; it makes the subject. */
export type GithubTrigger =
  | { readonly kind: 'branch'; readonly branch: string }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'environment'; readonly environment: string; readonly branch: string }
  | { readonly kind: 'pull-request'; readonly number: number };

export interface GithubActionsForm {
  readonly owner: string;
  readonly repository: string;
  readonly trigger: GithubTrigger;
  /** Default: the owner. */
  readonly actor?: string;
  /** The workflow's name; its file is named like it. */
  readonly workflow?: string;
  /** "the audience ... is the URL of the repository owner" by default; AWS's own action asks for this one. */
  readonly audience?: string;
}

export function githubActionsToken({
  owner,
  repository,
  trigger,
  actor = owner,
  workflow = 'deploy',
  audience = 'sts.amazonaws.com',
}: GithubActionsForm): IdTokenForm {
  const path = `${owner}/${repository}`;
  const ref = refOf(trigger);
  return {
    issuer: githubIssuer,
    audience,
    subject: `repo:${path}:${contextOf(trigger)}`,
    claims: {
      ...(trigger.kind === 'environment' ? { environment: trigger.environment } : {}),
      ref,
      ref_type: trigger.kind === 'tag' ? 'tag' : 'branch',
      ref_protected: 'false',
      repository: path,
      repository_owner: owner,
      repository_visibility: 'private',
      runner_environment: 'github-hosted',
      run_id: '1234567890',
      run_number: '1',
      run_attempt: '1',
      actor,
      workflow,
      workflow_ref: `${path}/.github/workflows/${workflow}.yml@${ref}`,
      job_workflow_ref: `${path}/.github/workflows/${workflow}.yml@${ref}`,
      event_name: trigger.kind === 'pull-request' ? 'pull_request' : 'push',
      head_ref: '',
      base_ref: '',
    },
  };
}

/** "Example subject claims": an environment hides the branch. */
function contextOf(trigger: GithubTrigger): string {
  switch (trigger.kind) {
    case 'environment':
      return `environment:${trigger.environment}`;
    case 'pull-request':
      return 'pull_request';
    case 'branch':
    case 'tag':
      return `ref:${refOf(trigger)}`;
  }
}

function refOf(trigger: GithubTrigger): string {
  switch (trigger.kind) {
    case 'tag':
      return `refs/tags/${trigger.tag}`;
    case 'pull-request':
      return `refs/pull/${trigger.number}/merge`;
    case 'branch':
    case 'environment':
      return `refs/heads/${trigger.branch}`;
  }
}
