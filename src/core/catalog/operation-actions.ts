// Which IAM actions an operation needs, and which operations need an action. Other actions that a caller may
// need, such as iam:PassRole, are the service reference's dependent actions.

import { assertNever } from '../lang/assert-never.ts';
import { parseQuery, type RestRequest } from './operation-routes.ts';
import type { IndexedClient, OperationName, Operations } from './operations.ts';
import type { RequestFeature } from './operations-file.ts';

/** Full names throughout: `s3:GetObject`. */
export type RequiredActions =
  /** Mostly one; for CopyObject the first is asked about the source, the other about the target. */
  | {
      readonly kind: 'all-of';
      readonly iamActions: readonly string[];
      readonly conditions: readonly ActionCondition[];
    }
  /** Those that the items in the request call for: TransactWriteItems, DeleteObjects, PartiQL. */
  | {
      readonly kind: 'some-of';
      readonly iamActions: readonly string[];
      readonly conditions: readonly ActionCondition[];
    }
  /** API Gateway: the action is the HTTP method, the resource is `arn:aws:apigateway:<Region>::<path>`. */
  | {
      readonly kind: 'http-method';
      readonly iamAction: string;
      readonly method: string;
      /** With labels: `/restapis/{restApiId}/stages`. */
      readonly path: string;
    }
  /** Every principal may, even against an explicit deny. */
  | { readonly kind: 'none-needed' }
  /** Takes no signature and asks IAM nothing: a token in the request decides. */
  | { readonly kind: 'unsigned' }
  /** The service reference has no action for it, mostly because it is the older of the two: named as AWS names most. */
  | { readonly kind: 'unlisted'; readonly iamAction: string }
  | { readonly kind: 'unknown-client'; readonly client: string }
  | { readonly kind: 'unknown-operation'; readonly client: string; readonly operation: string };

/** What a request needs besides, because of something in it. */
export interface ActionCondition {
  readonly feature: RequestFeature;
  readonly iamAction: string;
  /** The action that it stands in the place of; undefined where it is needed as well. */
  readonly instead: string | undefined;
}

/** A call that needs an action. */
export interface ActionUse extends OperationName {
  /** `always`, unless something in the request takes its place; `sometimes`: its content or a feature calls for it. */
  readonly kind: 'always' | 'sometimes';
}

export function requiredActions(
  operations: Operations,
  { client: id, operation }: OperationName,
): RequiredActions {
  const client = operations.byId.get(id);
  if (client === undefined) return { kind: 'unknown-client', client: id };
  if (!client.operationNames.has(operation)) return { kind: 'unknown-operation', client: id, operation };
  return actionsOf(client, operation);
}

/** By action, in lower case. */
export type ActionUses = ReadonlyMap<string, readonly ActionUse[]>;

export function indexActionUses(operations: Operations): ActionUses {
  const uses = new Map<string, ActionUse[]>();
  for (const client of operations.clients) {
    for (const operation of client.operations) {
      for (const [action, kind] of actionKinds(actionsOf(client, operation))) {
        const use: ActionUse = { kind, client: client.id, operation };
        const known = uses.get(action);
        if (known === undefined) uses.set(action, [use]);
        else known.push(use);
      }
    }
  }
  return uses;
}

/** The operations of all clients that need an action, whose name matches without regard to case. */
export function usesOf(uses: ActionUses, iamAction: string): readonly ActionUse[] {
  return uses.get(iamAction.toLowerCase()) ?? [];
}

/** What this very request needs; of `some-of`, all that its content may call for. */
export function actionsInRequest(
  required: Extract<RequiredActions, { kind: 'all-of' | 'some-of' }>,
  request: RestRequest,
): readonly string[] {
  const applying = required.conditions.filter(({ feature }) => hasFeature(request, feature));
  const replaced = new Set(applying.map(({ instead }) => instead));
  return [
    ...new Set([
      // In its place, because the order tells source from target.
      ...required.iamActions.flatMap((action) =>
        replaced.has(action)
          ? applying.filter(({ instead }) => instead === action).map(({ iamAction }) => iamAction)
          : [action],
      ),
      ...applying.filter(({ instead }) => instead === undefined).map(({ iamAction }) => iamAction),
    ]),
  ];
}

function actionsOf(client: IndexedClient, operation: string): RequiredActions {
  const { stored } = client;
  if (client.free.has(operation)) return { kind: 'none-needed' };
  if (client.unsigned.has(operation)) return { kind: 'unsigned' };
  const full = (name: string): string => (name.includes(':') ? name : `${client.iamPrefix}:${name}`);
  if (client.unlisted.has(operation)) return { kind: 'unlisted', iamAction: full(operation) };
  const actions = stored.actions ?? {};
  const mapping = Object.hasOwn(actions, operation) ? actions[operation] : undefined;
  if (mapping === undefined && stored.byMethod === true) {
    const route = client.routes.find((each) => each.operation === operation);
    if (route !== undefined) {
      // The paths of version 2 begin with /v2, its ARNs do not.
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
      const path = route.path.replace(/^\/v2\//, '/');
      return { kind: 'http-method', iamAction: full(route.method), method: route.method, path };
    }
  }
  const someOf = mapping?.startsWith('?') === true;
  return {
    kind: someOf ? 'some-of' : 'all-of',
    iamActions: (mapping ?? operation)
      .slice(someOf ? 1 : 0)
      .split(' ')
      .map(full),
    conditions: (stored.conditions ?? []).flatMap(([of, feature, action, instead]) =>
      of === operation
        ? [{ feature, iamAction: full(action), instead: instead === undefined ? undefined : full(instead) }]
        : [],
    ),
  };
}

/** In lower case, each once. */
function actionKinds(required: RequiredActions): ReadonlyMap<string, ActionUse['kind']> {
  const kinds = new Map<string, ActionUse['kind']>();
  switch (required.kind) {
    case 'all-of':
    case 'some-of':
      for (const { iamAction } of required.conditions) kinds.set(iamAction.toLowerCase(), 'sometimes');
      for (const action of required.iamActions) {
        kinds.set(action.toLowerCase(), required.kind === 'all-of' ? 'always' : 'sometimes');
      }
      return kinds;
    case 'http-method':
    case 'unlisted':
      return kinds.set(required.iamAction.toLowerCase(), 'always');
    case 'none-needed':
    case 'unsigned':
    case 'unknown-client':
    case 'unknown-operation':
      return kinds;
    default:
      return assertNever(required);
  }
}

/** Header names and parameters as in the Amazon S3 API Reference. */
function hasFeature(request: RestRequest, feature: RequestFeature): boolean {
  const header = (name: string): string | undefined =>
    request.headers.find(([each]) => each.toLowerCase() === name)?.[1];
  const isOn = (name: string): boolean => /^\s*true\s*$/i.test(header(name) ?? '');
  switch (feature) {
    case 'version':
      return parseQuery(request.query).has('versionId');
    case 'source-version':
      return parseQuery((header('x-amz-copy-source') ?? '').split('?')[1] ?? '').has('versionId');
    case 'acl':
      return request.headers.some(([name]) => /^x-amz-(acl|grant-[a-z-]+)$/i.test(name));
    case 'tagging':
      return header('x-amz-tagging') !== undefined;
    case 'retention':
      return (
        header('x-amz-object-lock-mode') !== undefined ||
        header('x-amz-object-lock-retain-until-date') !== undefined
      );
    case 'legal-hold':
      return header('x-amz-object-lock-legal-hold') !== undefined;
    case 'bypass-governance':
      return isOn('x-amz-bypass-governance-retention');
    case 'bucket-object-lock':
      return isOn('x-amz-bucket-object-lock-enabled');
    case 'object-ownership':
      return header('x-amz-object-ownership') !== undefined;
    default:
      return assertNever(feature);
  }
}
