// AWS's errors as values: code, message and HTTP status. The form in which they go out (XML, JSON)
// is the protocol's business, in `answer.ts`.

export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  /** Further elements of an S3 error, such as `['BucketName', 'photos']`. */
  readonly details?: readonly (readonly [name: string, text: string])[];
}

// Codes and statuses of IAM: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html
// and its siblings, section "Errors".

export function noSuchEntity(message: string): Fault {
  return { code: 'NoSuchEntity', status: 404, message };
}

export function entityAlreadyExists(message: string): Fault {
  return { code: 'EntityAlreadyExists', status: 409, message };
}

/** `what`: the rest of the sentence, such as `detach all policies first.` */
export function deleteConflict(what: string): Fault {
  return { code: 'DeleteConflict', status: 409, message: `Cannot delete entity, must ${what}` };
}

export function limitExceeded(message: string): Fault {
  return { code: 'LimitExceeded', status: 409, message };
}

/** `quota` as AWS names it: `AccessKeysPerUser`. */
export function quotaExceeded(quota: string, limit: number): Fault {
  return limitExceeded(`Cannot exceed quota for ${quota}: ${limit}`);
}

export function unmodifiableEntity(message: string): Fault {
  return { code: 'UnmodifiableEntity', status: 400, message };
}

export function malformedPolicyDocument(message: string): Fault {
  return { code: 'MalformedPolicyDocument', status: 400, message };
}

export function invalidInput(message: string): Fault {
  return { code: 'InvalidInput', status: 400, message };
}

export function validationError(message: string): Fault {
  return { code: 'ValidationError', status: 400, message };
}

/**
 * For roles the sentence is the one that users report. What AWS says for users and groups, and of boundaries, is not
 * known: theirs is the page's (API_AttachUserPolicy).
 */
export function policyNotAttachable(to?: 'user' | 'group' | 'role'): Fault {
  return {
    code: 'PolicyNotAttachable',
    status: 400,
    message:
      to === 'role'
        ? 'Cannot attach a Service Role Policy to a Customer Role.'
        : 'The request failed because AWS service role policies can only be attached to the service-linked role for that service.',
  };
}

export function concurrentModification(): Fault {
  return {
    code: 'ConcurrentModification',
    status: 409,
    message:
      'The request was rejected because multiple requests to change this object were submitted simultaneously.',
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
export function internalFailure(): Fault {
  return {
    code: 'InternalFailure',
    status: 500,
    message: 'The request processing has failed because of an unknown error, exception or failure.',
  };
}
