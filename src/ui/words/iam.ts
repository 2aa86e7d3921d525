// What is wrong with a name that is typed into a form, in a sentence for the place below its field.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names

import {
  isNameText,
  isPath,
  maxPathLength,
  maxPolicyNameLength,
  maxUserNameLength,
} from '../../core/names/user-name.ts';

/** Undefined when AWS would take the name. */
export function userNameError(name: string): string | undefined {
  return nameError(name, { what: 'user name', max: maxUserNameLength });
}

/** For inline policies too: PutUserPolicy takes the same characters as a managed policy's name. */
export function policyNameError(name: string): string | undefined {
  return nameError(name, { what: 'policy name', max: maxPolicyNameLength });
}

/** An empty path is `/`. */
export function pathError(path: string): string | undefined {
  if (path === '') return undefined;
  if (!path.startsWith('/') || !path.endsWith('/'))
    return 'A path begins and ends with a slash: /engineering/.';
  if (path.length > maxPathLength) {
    return `A path has at most ${maxPathLength} characters; this one has ${path.length}.`;
  }
  if (!isPath(path)) return 'A path has no spaces and no accented letters: /engineering/backend/.';
  return undefined;
}

function nameError(name: string, { what, max }: { what: string; max: number }): string | undefined {
  if (name === '') return `Enter a ${what}.`;
  if (!isNameText(name)) {
    const offender = [...name].find((character) => !isNameText(character)) ?? '';
    return `A ${what} has only letters, digits and + = , . @ _ -: remove ${characterWords(offender)}.`;
  }
  if (name.length > max) return `A ${what} has at most ${max} characters; this one has ${name.length}.`;
  return undefined;
}

function characterWords(character: string): string {
  if (character.trim() === '') return 'the space';
  return `“${character}”`;
}
