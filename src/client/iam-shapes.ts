// The shapes of IAM's answers, read from their XML. Each reader gives undefined when an element that AWS
// documents as always there is missing or is not of its type.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_Types.html

import { xmlChild, xmlText, type XmlTree } from '../core/wire/xml-reader.ts';
import type {
  AccessKey,
  AccessKeyMetadata,
  AttachedPolicy,
  ManagedPolicy,
  PolicyVersion,
  User,
} from './aws-api.ts';
import { readList } from './read-list.ts';

/** Reads what stands in a child element of that name. */
export function readMember<Value>(
  name: string,
  read: (member: XmlTree) => Value | undefined,
): (result: XmlTree) => Value | undefined {
  return (result) => {
    const member = xmlChild(result, name);
    return member === undefined ? undefined : read(member);
  };
}

/** One page of a list: `<{list}><member>…</member></{list}><IsTruncated/><Marker/>`. */
export function readPage<Value>(
  result: XmlTree,
  list: string,
  read: (member: XmlTree) => Value | undefined,
): { readonly members: readonly Value[]; readonly marker: string | undefined } | undefined {
  const members = readList(result, list, 'member', read);
  const truncated = readBoolean(xmlText(result, 'IsTruncated'));
  const marker = xmlText(result, 'Marker');
  if (members === undefined || truncated === undefined || (truncated && !marker)) return undefined;
  return { members, marker: truncated ? marker : undefined };
}

export function readText(tree: XmlTree): string {
  return tree.text;
}

export function readUser(tree: XmlTree): User | undefined {
  const [userName, userId, arn, path, createDate] = texts(
    tree,
    'UserName',
    'UserId',
    'Arn',
    'Path',
    'CreateDate',
  );
  if (userName === undefined || userId === undefined || arn === undefined) return undefined;
  if (path === undefined || createDate === undefined) return undefined;
  return { userName, userId, arn, path, createDate };
}

export function readAccessKeyMetadata(tree: XmlTree): AccessKeyMetadata | undefined {
  const [accessKeyId, status, createDate] = texts(tree, 'AccessKeyId', 'Status', 'CreateDate');
  if (accessKeyId === undefined || createDate === undefined) return undefined;
  if (status !== 'Active' && status !== 'Inactive') return undefined;
  // The root user's keys belong to no user name.
  return { userName: xmlText(tree, 'UserName') ?? '', accessKeyId, status, createDate };
}

export function readAccessKey(tree: XmlTree): AccessKey | undefined {
  const metadata = readAccessKeyMetadata(tree);
  const secretAccessKey = xmlText(tree, 'SecretAccessKey');
  return metadata === undefined || secretAccessKey === undefined
    ? undefined
    : { ...metadata, secretAccessKey };
}

export function readAttachedPolicy(tree: XmlTree): AttachedPolicy | undefined {
  const [policyName, policyArn] = texts(tree, 'PolicyName', 'PolicyArn');
  return policyName === undefined || policyArn === undefined ? undefined : { policyName, policyArn };
}

export function readManagedPolicy(tree: XmlTree): ManagedPolicy | undefined {
  const [policyName, policyId, arn, path] = texts(tree, 'PolicyName', 'PolicyId', 'Arn', 'Path');
  const [defaultVersionId, createDate, updateDate] = texts(
    tree,
    'DefaultVersionId',
    'CreateDate',
    'UpdateDate',
  );
  const attachmentCount = readCount(xmlText(tree, 'AttachmentCount'));
  const isAttachable = readBoolean(xmlText(tree, 'IsAttachable'));
  const description = xmlText(tree, 'Description');
  if (policyName === undefined || policyId === undefined || arn === undefined || path === undefined)
    return undefined;
  if (defaultVersionId === undefined || createDate === undefined || updateDate === undefined)
    return undefined;
  if (attachmentCount === undefined || isAttachable === undefined) return undefined;
  return {
    policyName,
    policyId,
    arn,
    path,
    defaultVersionId,
    attachmentCount,
    isAttachable,
    ...(description === undefined ? {} : { description }),
    createDate,
    updateDate,
  };
}

export function readPolicyVersion(tree: XmlTree): PolicyVersion | undefined {
  const [versionId, createDate] = texts(tree, 'VersionId', 'CreateDate');
  const isDefaultVersion = readBoolean(xmlText(tree, 'IsDefaultVersion'));
  const document = readDocument(xmlText(tree, 'Document'));
  if (versionId === undefined || createDate === undefined) return undefined;
  if (isDefaultVersion === undefined || document === undefined) return undefined;
  return { versionId, isDefaultVersion, document, createDate };
}

export function readUserPolicy(tree: XmlTree): { document: string } | undefined {
  const document = readDocument(xmlText(tree, 'PolicyDocument'));
  return document === undefined ? undefined : { document };
}

/** `<SummaryMap><entry><key/><value/></entry>…</SummaryMap>` */
export function readSummary(tree: XmlTree): Readonly<Record<string, number>> | undefined {
  const entries = readList(tree, 'SummaryMap', 'entry', (entry) => {
    const key = xmlText(entry, 'key');
    const value = readCount(xmlText(entry, 'value'));
    return key === undefined || value === undefined ? undefined : ([key, value] as const);
  });
  return entries === undefined ? undefined : Object.fromEntries(entries);
}

function texts(tree: XmlTree, ...names: readonly string[]): (string | undefined)[] {
  return names.map((name) => xmlText(tree, name));
}

// Documents come percent-encoded by RFC 3986 (API reference, GetUserPolicy and GetPolicyVersion).
function readDocument(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function readBoolean(text: string | undefined): boolean | undefined {
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

function readCount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
