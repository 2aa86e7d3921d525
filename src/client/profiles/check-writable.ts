// What can be written into the files so that the AWS CLI and the SDKs read the same back.

import { hasTypePrefix } from './section-header.ts';

/** Why something cannot be written. Values are not repeated here: they may be secret. */
export type WriteProblem =
  | { readonly kind: 'invalid-profile-name'; readonly name: string; readonly reason: NameFault }
  | { readonly kind: 'invalid-key'; readonly key: string }
  | { readonly kind: 'invalid-value'; readonly key: string; readonly reason: ValueFault };

export type NameFault =
  | 'empty'
  | 'control-character'
  | 'surrounding-space'
  | 'bracket'
  | 'comment-mark'
  /** `DEFAULT`, whose settings the AWS CLI gives to every section. */
  | 'reserved'
  /** `profile x`, `sso-session x`, `services x`: the name of a section, not of a profile. */
  | 'section-type';

export type ValueFault = 'control-character' | 'surrounding-space' | 'comment-mark';

/** Line breaks included, those of Unicode too: the AWS CLI splits nested settings at them. */
const controlCharacter = /[\p{Cc}\u2028\u2029]/u;

/** Undefined when the name can be that of a profile, in both files. */
export function checkProfileName(name: string): WriteProblem | undefined {
  const reason = nameFault(name);
  return reason && { kind: 'invalid-profile-name', name, reason };
}

/** Undefined when the setting can be written. A nested setting cannot. */
export function checkSetting(key: string, value: string): WriteProblem | undefined {
  if (!/^\w[\w.-]*$/.test(key)) return { kind: 'invalid-key', key };
  const reason = valueFault(value);
  return reason && { kind: 'invalid-value', key, reason };
}

function nameFault(name: string): NameFault | undefined {
  if (name === '') return 'empty';
  if (name === 'DEFAULT') return 'reserved';
  if (controlCharacter.test(name)) return 'control-character';
  if (name.trim() !== name) return 'surrounding-space';
  if (/[[\]]/.test(name)) return 'bracket';
  if (/(?:^|\s)[#;]/.test(name)) return 'comment-mark';
  return hasTypePrefix(name) ? 'section-type' : undefined;
}

function valueFault(value: string): ValueFault | undefined {
  if (controlCharacter.test(value)) return 'control-character';
  if (value.trim() !== value) return 'surrounding-space';
  return /(?:^|\s)[#;]/.test(value) ? 'comment-mark' : undefined;
}
