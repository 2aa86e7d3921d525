// AWS's side of a browser's upload: the form is taken apart, the signature over its policy computed again,
// and the form held against the policy.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html

import { utf8ToBytes } from '@noble/hashes/utils.js';

import { assertNever } from '../../lang/assert-never.ts';
import { equalBytes } from '../../lang/equal-bytes.ts';
import { err, ok, type Result } from '../../lang/result.ts';
import type { CredentialScope } from '../../sigv4/credentials.ts';
import { parseBasicDate } from '../../sigv4/date.ts';
import { deriveSigningKey, hexSignature } from '../../sigv4/signing-key.ts';
import { headerValue, type HttpRequest } from '../../wire/message.ts';
import { keyFaultOf } from '../key-fault.ts';
import { parseCredential } from '../parse-authorization.ts';
import { scopeFaults } from '../scope-faults.ts';
import type { SecretRecord } from '../verification.ts';
import { bucketOf } from './bucket-of.ts';
import { expandFilename, fieldValue, joinFields } from './form-fields.ts';
import { checkConditions, uncoveredFields, type CheckedCondition } from './post-conditions.ts';
import { postFailure, type PostFault } from './post-fault.ts';
import type { ComputedPostSignature, PostVerification, PostedUpload } from './post-verification.ts';
import { readMultipart, type FormField } from './read-multipart.ts';
import { readPostPolicy } from './read-post-policy.ts';
import { readPostSignature, type PostSignature } from './read-post-signature.ts';

/**
 * Verifies a `POST` to a bucket as it arrived, `now` by AWS's clock. Bad input is an answer, never thrown.
 * Checks in this order: address, form, required fields, algorithm, scope, key and token, signature, policy
 * and its end, conditions, fields without a condition, size of the file. An `Authorization` header is not
 * looked at: with one, the request is for `verify`.
 */
export function verifyPost(
  request: HttpRequest,
  lookup: (accessKeyId: string) => SecretRecord | undefined,
  now: Date,
): PostVerification {
  const form = readUpload(request);
  if (!form.ok) return refused(form.error);
  const { sent, fields, upload } = form.value;
  const signature = readPostSignature(sent);
  switch (signature.kind) {
    case 'unsigned':
      return { kind: 'anonymous', ...upload };
    case 'fault':
      return refused(signature.fault);
    case 'signed':
      return verifySigned({ request, signature, lookup, now, fields, upload });
    default:
      return assertNever(signature);
  }
}

interface ReadUpload {
  readonly sent: readonly FormField[];
  /** With their variables put in. */
  readonly fields: readonly FormField[];
  readonly upload: PostedUpload;
}

function readUpload(request: HttpRequest): Result<ReadUpload, PostFault> {
  const bucket = request.method === 'POST' ? bucketOf(request) : undefined;
  if (bucket === undefined) return err({ kind: 'not-a-bucket' });
  const form = readMultipart(headerValue(request, 'content-type') ?? '', request.body);
  if (!form.ok) return err({ kind: form.error });
  const [file, ...moreFiles] = form.value.files;
  const sent = joinFields(form.value.fields);
  const fields = expandFilename(sent, file?.filename);
  const key = fieldValue(fields, 'key') ?? '';
  if (key === '') return err({ kind: 'missing-field', field: 'key' });
  if (file === undefined || moreFiles.length > 0) return err({ kind: 'file-count' });
  const withoutToken = fields.filter(([name]) => name.toLowerCase() !== 'x-amz-security-token');
  return ok({ sent, fields, upload: { bucket, key, fields: withoutToken, file } });
}

function verifySigned({
  request,
  signature: { policy, credential, date, signature, token },
  lookup,
  now,
  fields,
  upload,
}: {
  request: HttpRequest;
  signature: Extract<PostSignature, { kind: 'signed' }>;
  lookup: (accessKeyId: string) => SecretRecord | undefined;
  now: Date;
  fields: readonly FormField[];
  upload: PostedUpload;
}): PostVerification {
  const parsed = parseCredential(credential);
  const signed = { providedSignature: signature };
  if (parsed === undefined) return refused({ kind: 'malformed-scope', credential }, signed);
  const { accessKeyId, scope } = parsed;
  const signer = { ...signed, accessKeyId };
  const signedAt = parseBasicDate(date);
  if (signedAt === undefined) return refused({ kind: 'malformed-date' }, signer);
  const [scopeFault] = scopeFaults({ request, scope, terminal: parsed.terminator, date });
  if (scopeFault !== undefined) return refused(scopeFault, signer);
  // A host that is not AWS's has no service in its name, but a form is posted to S3 and nobody else.
  if (scope.service !== 's3') {
    return refused({ kind: 'wrong-service', got: scope.service, expected: 's3' }, signer);
  }

  const record = lookup(accessKeyId);
  const keyFault = keyFaultOf(record, token, now);
  if (record === undefined || keyFault !== undefined) {
    return refused({ kind: keyFault ?? 'unknown-key' }, signer);
  }
  const computed = compute(record, scope, policy);
  if (!equalBytes(utf8ToBytes(computed.signature), utf8ToBytes(signature))) {
    return refused({ kind: 'signature-mismatch' }, { ...signer, computed });
  }

  const read = readPostPolicy(policy);
  if (!read.ok) return refused({ kind: 'malformed-policy', detail: read.error }, { ...signer, computed });
  const { expiresAt } = read.value;
  const { bucket, file } = upload;
  const conditions = checkConditions(read.value.conditions, { bucket, fields, size: file.bytes.length });
  const fault: PostFault | undefined =
    // "Not valid after" its expiration: at that very moment it still is.
    expiresAt < now.getTime()
      ? { kind: 'policy-expired' }
      : policyFault(conditions, uncoveredFields(read.value.conditions, fields), file.bytes.length);
  if (fault !== undefined) return refused(fault, { ...signer, computed, conditions });
  return { kind: 'verified', accessKeyId, scope, signedAt, expiresAt, ...upload, computed, conditions };
}

function compute(record: SecretRecord, scope: CredentialScope, policy: string): ComputedPostSignature {
  const key = deriveSigningKey(record.secretAccessKey, scope);
  return { stringToSign: policy, signature: hexSignature(key, policy) };
}

/** The size is known last: S3 has read the fields before the file comes. */
function policyFault(
  conditions: readonly CheckedCondition[],
  uncovered: readonly string[],
  size: number,
): PostFault | undefined {
  let sizeFault: PostFault | undefined;
  for (const checked of conditions) {
    const { condition } = checked;
    if (checked.held) continue;
    if (condition.kind !== 'content-length-range') return { kind: 'condition-failed', failed: checked };
    const { minimum, maximum } = condition;
    if (minimum === undefined || maximum === undefined) return { kind: 'condition-failed', failed: checked };
    sizeFault ??= { kind: size > maximum ? 'file-too-large' : 'file-too-small', failed: checked };
  }
  const [field] = uncovered;
  return field === undefined ? sizeFault : { kind: 'field-not-covered', field };
}

type Refused = Extract<PostVerification, { kind: 'refused' }>;

function refused(
  fault: PostFault,
  known: Partial<Pick<Refused, 'accessKeyId' | 'providedSignature' | 'computed' | 'conditions'>> = {},
): Refused {
  return {
    kind: 'refused',
    reason: fault.kind,
    ...postFailure(fault),
    conditions: [],
    ...known,
    ...('failed' in fault ? { condition: fault.failed } : {}),
  };
}
