// IAM, by the Query protocol.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html

import type { XmlTree } from '../core/wire/xml-reader.ts';
import type { Answer, IamApi } from './aws-api.ts';
import {
  readAccessKey,
  readAccessKeyMetadata,
  readAttachedPolicy,
  readManagedPolicy,
  readMember,
  readPage,
  readPolicyVersion,
  readSummary,
  readText,
  readUser,
  readUserPolicy,
} from './iam-shapes.ts';
import type { Call } from './make-aws-api.ts';
import { lost, readQueryAnswer } from './read-answer.ts';

type Parameters = Readonly<Record<string, string | undefined>>;

// The most that IAM gives in one page (API reference, MaxItems).
const pageSize = '1000';

/** IAM as `call`'s principal sees it. Lists come whole: every page is a request of its own. */
export function makeIamApi(call: Call): IamApi {
  const one = async <Value>(
    action: string,
    parameters: Parameters,
    decode: (result: XmlTree) => Value | undefined,
  ): Promise<Answer<Value>> =>
    readQueryAnswer(await call({ service: 'iam', action, parameters: given(parameters) }), action, decode);

  const nothing = (action: string, parameters: Parameters): Promise<Answer<null>> =>
    one(action, parameters, () => null);

  const all = async <Value>(
    action: string,
    parameters: Parameters,
    list: string,
    decode: (member: XmlTree) => Value | undefined,
  ): Promise<Answer<readonly Value[]>> => {
    const values: Value[] = [];
    const markers = new Set<string>();
    let marker: string | undefined;
    for (;;) {
      const answer = await one(action, { ...parameters, MaxItems: pageSize, Marker: marker }, (result) =>
        readPage(result, list, decode),
      );
      if (answer.kind !== 'ok') return answer;
      values.push(...answer.value.members);
      marker = answer.value.marker;
      if (marker === undefined) return { ...answer, value: values };
      // A marker that comes twice would go on for ever.
      if (markers.has(marker)) return lost(`\`${action}\` repeats its pages`);
      markers.add(marker);
    }
  };

  return {
    getUser: ({ userName }) => one('GetUser', { UserName: userName }, readMember('User', readUser)),
    listUsers: () => all('ListUsers', {}, 'Users', readUser),
    createUser: ({ userName, path }) =>
      one('CreateUser', { UserName: userName, Path: path }, readMember('User', readUser)),
    deleteUser: ({ userName }) => nothing('DeleteUser', { UserName: userName }),

    listAccessKeys: ({ userName }) =>
      all('ListAccessKeys', { UserName: userName }, 'AccessKeyMetadata', readAccessKeyMetadata),
    createAccessKey: ({ userName }) =>
      one('CreateAccessKey', { UserName: userName }, readMember('AccessKey', readAccessKey)),
    updateAccessKey: ({ userName, accessKeyId, status }) =>
      nothing('UpdateAccessKey', { UserName: userName, AccessKeyId: accessKeyId, Status: status }),
    deleteAccessKey: ({ userName, accessKeyId }) =>
      nothing('DeleteAccessKey', { UserName: userName, AccessKeyId: accessKeyId }),

    listUserPolicies: ({ userName }) =>
      all('ListUserPolicies', { UserName: userName }, 'PolicyNames', readText),
    getUserPolicy: ({ userName, policyName }) =>
      one('GetUserPolicy', { UserName: userName, PolicyName: policyName }, readUserPolicy),
    putUserPolicy: ({ userName, policyName, policyDocument }) =>
      nothing('PutUserPolicy', {
        UserName: userName,
        PolicyName: policyName,
        PolicyDocument: policyDocument,
      }),
    deleteUserPolicy: ({ userName, policyName }) =>
      nothing('DeleteUserPolicy', { UserName: userName, PolicyName: policyName }),

    listAttachedUserPolicies: ({ userName }) =>
      all('ListAttachedUserPolicies', { UserName: userName }, 'AttachedPolicies', readAttachedPolicy),
    attachUserPolicy: ({ userName, policyArn }) =>
      nothing('AttachUserPolicy', { UserName: userName, PolicyArn: policyArn }),
    detachUserPolicy: ({ userName, policyArn }) =>
      nothing('DetachUserPolicy', { UserName: userName, PolicyArn: policyArn }),

    listPolicies: ({ scope }) => all('ListPolicies', { Scope: scope }, 'Policies', readManagedPolicy),
    getPolicy: ({ policyArn }) =>
      one('GetPolicy', { PolicyArn: policyArn }, readMember('Policy', readManagedPolicy)),
    getPolicyVersion: ({ policyArn, versionId }) =>
      one(
        'GetPolicyVersion',
        { PolicyArn: policyArn, VersionId: versionId },
        readMember('PolicyVersion', readPolicyVersion),
      ),

    listAccountAliases: () => all('ListAccountAliases', {}, 'AccountAliases', readText),
    getAccountSummary: () => one('GetAccountSummary', {}, readSummary),
  };
}

function given(parameters: Parameters): (readonly [string, string])[] {
  return Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
}
