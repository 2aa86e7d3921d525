// What an operation is: how its parameters are read, which permissions it needs, and what it does.
// The endpoint knows operations only in this form.

import { err, ok, type Result } from '../core/lang/result.ts';
import type { Decision } from '../core/authorize/types.ts';
import type { JsonObject } from '../core/wire/aws-json.ts';
import type { Header } from '../core/wire/message.ts';
import type { XmlElement } from '../core/wire/xml-writer.ts';
import type { Caller } from './caller.ts';
import type { Fault } from './fault.ts';
import type { ParameterReader } from './parameters.ts';
import type { Catalog, Ids, Reading, Writing } from './ports.ts';

/** What an operation may know of the request beside its parameters. */
export interface Call {
  readonly caller: Caller;
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly now: number;
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
  /** Condition keys of this action, beside the global ones. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

export interface Plan {
  /** All must be allowed. None: the operation needs no permission. */
  readonly authorize: readonly Check[];
  /** Asked of the gate too, once the others are allowed. Their answers refuse nothing: see `Consulted`. */
  readonly consult?: readonly Check[];
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
  /** Elements of the result; `undefined` for an operation that returns nothing. */
  | { readonly kind: 'query'; readonly result: readonly XmlElement[] | undefined }
  | { readonly kind: 'rest-xml'; readonly root: XmlElement }
  | { readonly kind: 'json'; readonly value: JsonObject }
  | { readonly kind: 'bytes'; readonly headers: readonly Header[]; readonly body: Uint8Array };

export interface Applied {
  readonly output: Output;
  /** Whether the account changed; reads leave it out. */
  readonly changed?: boolean;
  /** For the trail, secrets left out; absent for operations that return nothing and for reads. */
  readonly responseElements?: JsonObject;
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
  consult(advisers: { readonly decisions: readonly Decision[]; readonly catalog: Catalog }): Awaitable<Apply>;
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
  prepare(parameters: ParameterReader, call: Call): Result<Prepared, Fault>;
}

/** Operations as they are written: `parse` once, then `plan`, `consult` and `apply` with what it gave. */
export interface OperationSpec<Input, Known> {
  readonly name: string;
  readonly action: string;
  readonly readOnly: boolean;
  readonly dataEvent?: boolean;
  parse(parameters: ParameterReader, call: Call): Input;
  /** For the trail, where the parameters as they were read would not do. */
  requestParameters?(input: Input): JsonObject;
  plan(tables: Reading, input: Input, call: Call): Awaitable<Plan>;
  /** What of AWS's own `apply` needs; left out where that is nothing. */
  consult?(catalog: Catalog, input: Input, call: Call): Promise<Known>;
  apply(
    tables: Writing,
    input: Input,
    call: Call,
    consulted: Consulted<Known>,
  ): Awaitable<Result<Applied, Fault>>;
}

export function defineOperation<Input, Known = undefined>(spec: OperationSpec<Input, Known>): Operation {
  const { name, action, readOnly, dataEvent } = spec;
  return {
    name,
    action,
    readOnly,
    ...(dataEvent === undefined ? {} : { dataEvent }),
    prepare: (parameters, call) => {
      const input = spec.parse(parameters, call);
      const fault = parameters.fault();
      if (fault !== undefined) return err(fault);
      return ok({
        ...(spec.requestParameters === undefined ? {} : { requestParameters: spec.requestParameters(input) }),
        plan: (tables) => spec.plan(tables, input, call),
        consult: async ({ decisions, catalog }) => {
          // Without `consult` nothing says what `Known` is, and it is undefined.
          const known = (await spec.consult?.(catalog, input, call)) as Known;
          return (tables) => spec.apply(tables, input, call, { decisions, known });
        },
      });
    },
  };
}
