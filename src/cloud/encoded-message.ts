// The encoded message that EC2 adds to a denial: opaque to who was denied, and opened by sts:DecodeAuthorizationMessage.
// "The message is encoded because the details of the authorization status can contain privileged information".
// https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
//
// AWS's holds the details, encrypted. Ours says only which request it is about, and carries bytes that nobody can guess:
// the details are in the trace of that request, and are gone with it ("or if the message has expired").

import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { base64Url, bytesFromBase64Url } from '../core/federation/json-web-token.ts';
import { equalTexts } from '../core/lang/equal-bytes.ts';
import type { Fault } from './fault.ts';
import type { Ids, Reading } from './ports.ts';
import type { TraceRecord } from './records.ts';

const introduction = 'Encoded authorization failure message: ';

/** Random bytes beside the request's id: as long as AWS's, and no guessing. */
const randomLength = 284;

/** The fault of a denied request, with an encoded message where the action is one of those that have it. */
export function withEncodedMessage(
  fault: Fault,
  { action, requestId, ids }: { readonly action: string; readonly requestId: string; readonly ids: Ids },
): Fault {
  if (!hasEncodedMessage(action)) return fault;
  const id = hexToBytes(requestId.replace(/-/g, ''));
  const encoded = base64Url(Uint8Array.from([...id, ...ids.randomBytes(randomLength)]));
  return { ...fault, message: `${fault.message}. ${introduction}${encoded}` };
}

/** The trace of the request whose denial brought the message; undefined for any other text. */
export async function traceOfEncoded(
  tables: Reading,
  encoded: string,
  accountId: string,
): Promise<TraceRecord | undefined> {
  const bytes = bytesFromBase64Url(encoded);
  if (bytes?.length !== 16 + randomLength) return undefined;
  const hex = bytesToHex(bytes.subarray(0, 16));
  const requestId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const found = await tables.traces.where('requestId', requestId);
  return found.find(({ accountId: owner, trace }) => {
    const said = trace.answer.message ?? '';
    const at = said.lastIndexOf(introduction);
    return owner === accountId && at >= 0 && equalTexts(said.slice(at + introduction.length), encoded);
  });
}

/**
 * "Only certain AWS operations return an encoded authorization message": those of EC2 that know resources
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html). What is only described has none.
 */
function hasEncodedMessage(action: string): boolean {
  return /^ec2:(?!Describe)/i.test(action);
}
