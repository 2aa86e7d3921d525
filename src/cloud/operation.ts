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
import type { Ids, Reading, Writing } from './ports.ts';

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
  /** Asked of the gate too, but their answers refuse nothing: `apply` gets them. */
  readonly consult?: readonly Check[];
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
 * An operation with the input of one request.
 * INVARIANT: `plan` and `apply` await nothing but the tables.
 */
export interface Prepared {
  /** For the trail, where the parameters as they were read would not do. */
  readonly requestParameters?: JsonObject;
  plan(tables: Reading): Awaitable<Plan>;
  /** Checks existence and state, which `plan` may not tell a stranger about, and does the work. */
  apply(tables: Writing, consulted: readonly Decision[]): Awaitable<Result<Applied, Fault>>;
}

export interface Operation {
  /** As AWS names it: `CreateUser`. */
  readonly name: string;
  /** The IAM action; most often the service's prefix and the name. */
  readonly action: string;
  readonly readOnly: boolean;
  /** A data event of CloudTrail's, such as GetObject. */
  readonly dataEvent?: boolean;
  prepare(parameters: ParameterReader, call: Call): Result<Prepared, Fault>;
}

/** Operations as they are written: `parse` once, then `plan` and `apply` with what it gave. */
export interface OperationSpec<Input> {
  readonly name: string;
  readonly action: string;
  readonly readOnly: boolean;
  readonly dataEvent?: boolean;
  parse(parameters: ParameterReader, call: Call): Input;
  /** For the trail, where the parameters as they were read would not do. */
  requestParameters?(input: Input): JsonObject;
  plan(tables: Reading, input: Input, call: Call): Awaitable<Plan>;
  apply(
    tables: Writing,
    input: Input,
    call: Call,
    consulted: readonly Decision[],
  ): Awaitable<Result<Applied, Fault>>;
}

export function defineOperation<Input>(spec: OperationSpec<Input>): Operation {
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
        apply: (tables, consulted) => spec.apply(tables, input, call, consulted),
      });
    },
  };
}
