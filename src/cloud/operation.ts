// What an operation is: how its parameters are read, which permissions it needs, and what it does.
// The endpoint knows operations only in this form.

import { err, ok, type Result } from '../core/lang/result.ts';
import type { Decision, NamedPolicy, PolicySet } from '../core/authorize/types.ts';
import type { JsonObject } from '../core/wire/aws-json.ts';
import type { Header } from '../core/wire/message.ts';
import type { XmlElement } from '../core/wire/xml-writer.ts';
import type { StructureValue } from '../core/shapes/shape.ts';
import type { Caller } from './caller.ts';
import type { Fault } from './fault.ts';
import type { Catalog, Gate, Ids, IdentityProviders, Reading, Writing } from './ports.ts';
import type { Answered, Decoded } from './sdk-types.ts';

/** What an operation may know of the request beside its parameters. */
export interface Call {
  readonly caller: Caller;
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly now: number;
  /** The same by the device's, which the codes of MFA devices follow whatever the sandbox's clock says. */
  readonly deviceNow: number;
  readonly ids: Ids;
  /** The Region that the signature names. */
  readonly region: string;
}

/** One question to the gate: may the caller do this to that? */
export interface Check {
  readonly action: string;
  /** ARN or `*` */
  readonly resource: string;
  readonly resourceAccountId: string;
  /** What a denial calls the resource, where the ARN would tell whether there is one; absent: its ARN. */
  readonly said?: string;
  /** Condition keys of this action, beside the global ones. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** The policy of the resource; for `sts:AssumeRole*` the role's trust policy. */
  readonly resourcePolicy?: NamedPolicy;
  /** What S3 weighs beside the bucket's policy. */
  readonly s3?: PolicySet['s3'];
}

export interface Plan {
  /** All must be allowed. None: the operation needs no permission. */
  readonly authorize: readonly Check[];
  /** Asked of the gate too, once the others are allowed. Their answers refuse nothing: see `Consulted`. */
  readonly consult?: readonly Check[];
  /** What is refused before any policy is asked, whatever they say: a wrong MFA code. */
  readonly refused?: Fault;
}

/**
 * What an operation has asked between its permission and `apply`, outside any transaction: of the gate what
 * its plan says (`Plan.consult`), of the catalogue what it says itself (`OperationSpec.consult`).
 */
export interface Consulted<Known> {
  /** In the order of the questions. */
  readonly decisions: readonly Decision[];
  readonly known: Known;
}

/** What needs no table answers at once. */
export type Awaitable<Value> = Value | Promise<Value>;

export type Output =
  /** By the output's shape; undefined for an operation that gives nothing. */
  | { readonly kind: 'shaped'; readonly value: StructureValue | undefined }
  | { readonly kind: 'rest-xml'; readonly root: XmlElement }
  | { readonly kind: 'json'; readonly value: JsonObject }
  | {
      readonly kind: 'bytes';
      /** Default: 200. */
      readonly status?: number;
      readonly headers: readonly Header[];
      readonly body: Uint8Array;
    };

export interface Applied {
  readonly output: Output;
  /** Whether the account changed; reads leave it out. */
  readonly changed?: boolean;
  /** For the trail, where it is not simply the output; secrets left out. */
  readonly responseElements?: JsonObject;
  /** For the trail: "Additional data about the event that was not part of the request or response". */
  readonly additionalEventData?: JsonObject;
}

/**
 * Checks existence and state, which `plan` may not tell a stranger about, and does the work.
 * INVARIANT: awaits nothing but the tables.
 */
export type Apply = (tables: Writing) => Awaitable<Result<Applied, Fault>>;

/** An operation with the input of one request. */
export interface Prepared {
  /** For the trail, where the parameters as they were read would not do. */
  readonly requestParameters?: JsonObject;
  /** INVARIANT: awaits nothing but the tables. */
  plan(tables: Reading): Awaitable<Plan>;
  /**
   * Asks what no table holds, and gives the last step, which can be had in no other way.
   * INVARIANT: called outside any transaction, and only when all of `Plan.authorize` is allowed: a stranger
   * shall not even tell by the time it takes whether AWS has a policy of some name.
   */
  consult(advisers: Advisers): Awaitable<Apply>;
}

export interface Operation {
  /** As AWS names it: `CreateUser`. */
  readonly name: string;
  /** The IAM action; most often the service's prefix and the name. */
  readonly action: string;
  /** For the trail; as far as is known without `isReadOnly`, where there is one. */
  readonly readOnly: boolean;
  /** Where only the catalogue knows: asked when the signature is right. */
  isReadOnly?(catalog: Catalog): Promise<boolean>;
  /** A data event of CloudTrail's, such as GetObject. */
  readonly dataEvent?: boolean;
  /** Where there is one, a request need not be signed: see `OperationSpec`. */
  identify?(input: StructureValue, identifying: Identifying): Promise<Result<Caller, Unidentified>>;
  /** `input`: read and checked by its shape; of an operation without one, what the router made of the message. */
  prepare(input: StructureValue, call: Call): Result<Prepared, Fault>;
}

/** What `apply` of a shaped operation gives: the output's members, or nothing where the operation gives nothing. */
export interface Outcome<Output> {
  readonly result?: Answered<Output>;
  /** In place of `result`, where the answer has no shape. */
  readonly output?: Exclude<Applied['output'], { kind: 'shaped' }>;
  readonly changed?: boolean;
  readonly responseElements?: JsonObject;
  readonly additionalEventData?: JsonObject;
}

/**
 * Operations as they are written. `Input` and `Output` are the SDK's types; `Output` is undefined for an operation
 * that gives nothing. `Known`: what `consult` finds out for `apply`.
 */
export interface OperationSpec<Input, Output, Known> {
  readonly name: string;
  /** Default: the service's prefix and the name. */
  readonly action: string;
  readonly readOnly: boolean;
  readonly dataEvent?: boolean;
  /**
   * Who it is that makes the request, by a token among its parameters: such a request need not be signed, and
   * whoever signed one is not asked about. Outside any transaction.
   */
  readonly identify?: (
    input: Decoded<Input>,
    identifying: Identifying,
  ) => Promise<Result<Caller, Unidentified>>;
  /** What is wrong with the input beyond what its shape can say. */
  check?(input: Decoded<Input>, call: Call): Fault | undefined;
  /** For the trail, where the input as it was read would not do. */
  requestParameters?(input: Decoded<Input>, call: Call): JsonObject;
  plan(tables: Reading, input: Decoded<Input>, call: Call): Awaitable<Plan>;
  /** What `apply` needs and no table holds; left out where that is nothing. Outside any transaction. */
  consult?(advisers: Advisers, input: Decoded<Input>, call: Call): Promise<Known>;
  apply(
    tables: Writing,
    input: Decoded<Input>,
    call: Call,
    consulted: Consulted<Known>,
  ): Awaitable<Result<Outcome<Output>, Fault>>;
}

/** Of whom `consult` may ask: AWS's own part of an account, the gate, and the tables in a transaction of their own. */
export interface Advisers {
  readonly decisions: readonly Decision[];
  readonly catalog: Catalog;
  readonly gate: Gate;
  /** Absent: nobody can sign or verify a token. */
  readonly identityProviders: IdentityProviders | undefined;
  readonly read: <Value>(work: (tables: Reading) => Promise<Value>) => Promise<Value>;
}

/** Of whom `identify` may ask. */
export interface Identifying {
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly now: number;
  /** Absent: no provider can be reached. */
  readonly identityProviders: IdentityProviders | undefined;
  readonly read: <Value>(work: (tables: Reading) => Promise<Value>) => Promise<Value>;
}

export interface Unidentified {
  readonly fault: Fault;
  /** Whose role it was about, where it is one of the sandbox's accounts: the event goes there. */
  readonly accountId?: string;
}

export function defineOperation<Input, Output = undefined, Known = undefined>(
  spec: OperationSpec<Input, Output, Known>,
): Operation {
  const { name, action, readOnly, dataEvent, identify } = spec;
  return {
    name,
    action,
    readOnly,
    ...(dataEvent === undefined ? {} : { dataEvent }),
    ...(identify === undefined
      ? {}
      : { identify: (input, identifying) => identify(input as Decoded<Input>, identifying) }),
    prepare: (given, call) => {
      // The shape that the input was read by is compiled from what the SDK's type is made from.
      const input = given as Decoded<Input>;
      const fault = spec.check?.(input, call);
      if (fault !== undefined) return err(fault);
      return ok({
        ...(spec.requestParameters === undefined
          ? {}
          : { requestParameters: spec.requestParameters(input, call) }),
        plan: (tables) => spec.plan(tables, input, call),
        consult: async (advisers) => {
          // Without `consult` nothing says what `Known` is, and it is undefined.
          const known = (await spec.consult?.(advisers, input, call)) as Known;
          return async (tables) => {
            const applied = await spec.apply(tables, input, call, { decisions: advisers.decisions, known });
            if (!applied.ok) return applied;
            const { result, output, ...rest } = applied.value;
            const shaped = { kind: 'shaped', value: result as StructureValue | undefined } as const;
            return ok({ ...rest, output: output ?? shaped });
          };
        },
      });
    },
  };
}
