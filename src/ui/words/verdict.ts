// The words for a decision. `undetermined` is a word of the UI only: the outcome holds, but context
// that could change it was not given; `refused` is what AWS never lets these credentials do.

export type VerdictKind =
  'allowed' | 'explicitDeny' | 'implicitDeny' | 'undetermined' | 'refused' | 'notAuthenticated';

export const verdictWords: Readonly<Record<VerdictKind, string>> = {
  allowed: 'Allowed',
  explicitDeny: 'Explicitly denied',
  implicitDeny: 'Implicitly denied',
  undetermined: 'Undetermined',
  refused: 'Refused',
  notAuthenticated: 'Not authenticated',
};
