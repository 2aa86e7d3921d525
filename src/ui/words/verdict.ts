// The words for a decision. `undetermined` is a word of the UI only: the outcome holds, but context
// that could change it was not given.

export type VerdictKind = 'allowed' | 'explicitDeny' | 'implicitDeny' | 'undetermined' | 'notAuthenticated';

export const verdictWords: Readonly<Record<VerdictKind, string>> = {
  allowed: 'Allowed',
  explicitDeny: 'Explicitly denied',
  implicitDeny: 'Implicitly denied',
  undetermined: 'Undetermined',
  notAuthenticated: 'Not authenticated',
};
