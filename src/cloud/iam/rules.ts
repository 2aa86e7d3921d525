// The constraints on IAM's parameters, as the API reference gives them for each operation.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html and its siblings

import { parseArn } from '../../core/names/arn.ts';
import {
  isNameText,
  isPath,
  isPathPrefix,
  maxPathLength,
  maxPolicyNameLength,
  maxUserNameLength,
} from '../../core/names/user-name.ts';
import { invalidInput, validationError } from '../fault.ts';
import type { TextRule } from '../parameters.ts';

/** The name of a user that is to be. */
export const newUserName: TextRule = {
  minLength: 1,
  maxLength: maxUserNameLength,
  check: nameOf('userName'),
};

/** The name of a user that is: AWS allows it twice the length. */
export const userName: TextRule = { minLength: 1, maxLength: 128, check: nameOf('userName') };

export const policyName: TextRule = {
  minLength: 1,
  maxLength: maxPolicyNameLength,
  check: nameOf('policyName'),
};

export const path: TextRule = {
  minLength: 1,
  maxLength: maxPathLength,
  check: (value) =>
    isPath(value)
      ? undefined
      : validationError(
          'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
        ),
};

export const pathPrefix: TextRule = {
  minLength: 1,
  maxLength: maxPathLength,
  check: (value) =>
    isPathPrefix(value) ? undefined : validationError('The specified value for pathPrefix is invalid.'),
};

export const policyArn: TextRule = {
  minLength: 20,
  maxLength: 2048,
  check: (value) => {
    const arn = parseArn(value);
    return arn?.service === 'iam' && arn.resource.startsWith('policy/')
      ? undefined
      : invalidInput(`ARN ${value} is not valid.`);
  },
};

export const policyDocument: TextRule = { minLength: 1, maxLength: 131_072 };

export const versionId: TextRule = {
  check: (value) =>
    /^v[1-9][0-9]*(\.[A-Za-z0-9-]*)?$/.test(value)
      ? undefined
      : validationError('The specified value for versionId is invalid.'),
};

export const accessKeyId: TextRule = {
  minLength: 16,
  maxLength: 128,
  check: (value) =>
    /^\w+$/.test(value) ? undefined : validationError('The specified value for accessKeyId is invalid.'),
};

function nameOf(member: string): (value: string) => ReturnType<typeof validationError> | undefined {
  return (value) =>
    isNameText(value)
      ? undefined
      : validationError(
          `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
        );
}
