// The SDK's types of what operations take and give, as the endpoint has them: read, checked, and never changed.

/** An input after `readInput`: what is required is there, and all of it is read-only. */
export type Decoded<Type> = Type extends Date | Uint8Array
  ? Type
  : Type extends readonly (infer Element)[]
    ? readonly Decoded<Element>[]
    : Type extends object
      ? {
          // Required members are `Name: string | undefined` in the SDK, others `Name?: string | undefined`.
          readonly [Key in keyof Type]: undefined extends Type[Key]
            ? object extends Pick<Type, Key>
              ? Decoded<Type[Key]>
              : Decoded<Exclude<Type[Key], undefined>>
            : Decoded<Type[Key]>;
        }
      : Type;

/** An output before it is written: as the SDK will read it. */
export type Answered<Type> = Type extends Date | Uint8Array
  ? Type
  : Type extends readonly (infer Element)[]
    ? readonly Answered<Element>[]
    : Type extends object
      ? { readonly [Key in keyof Type]: Answered<Type[Key]> }
      : Type;
