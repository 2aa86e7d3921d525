// The fields by which a form says who signed its policy.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html

import { algorithm as sigV4 } from '../../sigv4/constants.ts';
import { fieldValue } from './form-fields.ts';
import type { PostFault } from './post-fault.ts';
import type { FormField } from './read-multipart.ts';

export type PostSignature =
  | {
      readonly kind: 'signed';
      /** As sent: this text is what was signed. */
      readonly policy: string;
      readonly credential: string;
      readonly date: string;
      readonly signature: string;
      readonly token: string | undefined;
    }
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'fault'; readonly fault: PostFault };

/**
 * Reads them from fields of which each is there once. "If you don't provide elements required for
 * authenticated requests, such as the policy element, the request is assumed to be anonymous" (sigv4-HTTPPOSTForms):
 * so is one with a policy and nothing of a signature.
 */
export function readPostSignature(fields: readonly FormField[]): PostSignature {
  const policy = fieldValue(fields, 'policy');
  if (policy === undefined) return { kind: 'unsigned' };
  const algorithm = fieldValue(fields, 'x-amz-algorithm');
  const credential = fieldValue(fields, 'x-amz-credential');
  const date = fieldValue(fields, 'x-amz-date');
  const signature = fieldValue(fields, 'x-amz-signature');
  const values = [algorithm, credential, date, signature];
  if (values.every((value) => value === undefined)) {
    const version2 = ['awsaccesskeyid', 'signature'].some((name) => fieldValue(fields, name) !== undefined);
    return version2 ? { kind: 'fault', fault: { kind: 'signature-version-2' } } : { kind: 'unsigned' };
  }
  if (algorithm === undefined) return missing('X-Amz-Algorithm');
  if (credential === undefined) return missing('X-Amz-Credential');
  if (date === undefined) return missing('X-Amz-Date');
  if (signature === undefined) return missing('X-Amz-Signature');
  if (algorithm !== sigV4) {
    return { kind: 'fault', fault: { kind: algorithm === sigV4a ? 'sigv4a' : 'unsupported-algorithm' } };
  }
  const token = fieldValue(fields, 'x-amz-security-token');
  return { kind: 'signed', policy, credential, date, signature, token };
}

/** The asymmetric form of Signature Version 4 (IAM user guide, reference_sigv), which is not modelled. */
const sigV4a = 'AWS4-ECDSA-P256-SHA256';

function missing(field: string): PostSignature {
  return { kind: 'fault', fault: { kind: 'missing-field', field } };
}
