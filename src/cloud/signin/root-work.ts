// What root alone can do, and at the console alone. CloudTrail has it as calls of IAM's.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html

import { err, type Result } from '../../core/lang/result.ts';
import type { JsonObject } from '../../core/wire/aws-json.ts';
import { accessDeniedFault } from '../answer.ts';
import { authorizeChecks } from '../authorize-checks.ts';
import { requestContext } from '../context.ts';
import { endingOfSigned, messageOf, withAuthorization, withFault } from '../ending.ts';
import type { Fault } from '../fault.ts';
import { findPolicies, withDocuments } from '../find-policies.ts';
import type { Writing } from '../ports.ts';
import type { ConsoleRequest, ConsoleWork } from './signed.ts';

/** `name`: of the operation that CloudTrail calls it by, of IAM where nothing else is said. */
export async function rootWork(
  { ports, exchange, signed, caller }: ConsoleRequest,
  {
    name,
    action = `iam:${name}`,
    resource = caller.principal.arn,
    event = { eventSource: 'iam.amazonaws.com' },
    requestParameters,
    apply,
  }: {
    readonly name: string;
    readonly action?: string;
    readonly resource?: string;
    readonly event?: {
      readonly eventSource: string;
      readonly eventType?: 'AwsConsoleAction' | 'AwsConsoleSignIn';
    };
    readonly requestParameters?: JsonObject;
    readonly apply: (tables: Writing) => Promise<Result<JsonObject, Fault>>;
  },
): Promise<ConsoleWork> {
  const { request, connection, now } = exchange;
  const found = await ports.store.read((tables) => findPolicies(tables, caller.principal));
  const authorization = await authorizeChecks(ports.gate, {
    caller,
    context: requestContext({ caller, request, connection, region: 'us-east-1', now }),
    policies: await withDocuments(ports.catalog, found),
    checks: [
      {
        action,
        resource,
        resourceAccountId: caller.account.accountId,
      },
    ],
  });
  const known = endingOfSigned(exchange, signed);
  const judged = withAuthorization(
    {
      event: {
        ...known.event,
        eventName: name,
        ...(event.eventType === undefined ? {} : { eventType: event.eventType }),
        readOnly: false,
        ...(requestParameters === undefined ? {} : { requestParameters }),
      },
      trace: { ...known.trace, action },
      changed: true,
    },
    authorization,
  );
  const refused = refusalOf(caller.principal.kind, messageOf(authorization, caller), authorization.outcome);
  return {
    eventSource: event.eventSource,
    apply: (tables) => (refused === undefined ? apply(tables) : Promise.resolve(err(refused))),
    ending: (fault) => (fault === undefined ? judged : { ...withFault(judged, fault), changed: false }),
  };
}

/** CloudTrail's name for root. */
export const rootUserName = 'AWS ROOT USER';

function refusalOf(kind: string, message: string, outcome: string): Fault | undefined {
  if (kind !== 'root') {
    return accessDeniedFault({ family: 'json' }, 'Only the root user may do this.');
  }
  return outcome === 'allowed' ? undefined : accessDeniedFault({ family: 'json' }, message);
}
