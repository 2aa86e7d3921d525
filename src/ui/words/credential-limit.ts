// What AWS refuses before it asks any policy: what the kind of credentials cannot do, and what is root's alone.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html

import type { RequestTrace } from '../../cloud/request-trace.ts';

type Limit = NonNullable<RequestTrace['credentialLimit']>;

export interface LimitWords {
  readonly why: string;
  readonly instead: string;
}

export const credentialLimitWords: Readonly<Record<Limit, LimitWords>> = {
  'session-token-without-mfa': {
    why: 'Credentials of GetSessionToken cannot call IAM, unless an MFA code was given when they were issued.',
    instead:
      'Call GetSessionToken again with the device’s serial number and a code, or use the long-term key.',
  },
  'session-token-in-sts': {
    why: 'Of STS, credentials of GetSessionToken can only call AssumeRole and GetCallerIdentity.',
    instead: 'Use the long-term key for this call.',
  },
  'federation-token-in-iam': {
    why: 'Credentials of GetFederationToken cannot call IAM, only use it in the console.',
    instead: 'Use the user’s own key, or assume a role.',
  },
  'federation-token-in-sts': {
    why: 'Of STS, credentials of GetFederationToken can only call GetCallerIdentity.',
    instead: 'Use the user’s own key for this call.',
  },
  'role-session': {
    why: 'A role’s session can call neither GetSessionToken nor GetFederationToken.',
    instead: 'Call it with a user’s access key, or assume another role.',
  },
  'console-session': {
    why: 'GetSessionToken and GetFederationToken take an access key, not a session of the console.',
    instead: 'Sign the request with an access key of the user.',
  },
  'root-user': {
    why: 'The root user cannot assume a role.',
    instead: 'Assume it as a user, or from another role.',
  },
  'billing-access-off': {
    why: 'While “IAM user and role access to Billing information” is off, no policy lets a user or role near the bills.',
    instead: 'The root user can switch it on in the account settings; then policies decide.',
  },
  'billing-switch-of-root': {
    why: 'Only the root user can switch “IAM user and role access to Billing information”.',
    instead: 'Sign in as root to change it.',
  },
  'account-closed': {
    why: 'The account is closed. Its keys and sessions are good for nothing, whatever their policies allow.',
    instead: 'Within 90 days of closing it, the root user can sign in and have it reopened.',
  },
};
