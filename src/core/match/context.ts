// The request's condition keys, found without regard to the case of their names. Policies number the keys
// that they ask for, so that a request's names are looked at once and values are found by number.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html

/** What the catalogue knows of a condition key. */
export interface KeyKind {
  readonly multivalued: boolean;
}

/** Undefined for a key that is not known. */
export type FindKeyKind = (name: string) => KeyKind | undefined;

/**
 * The keys that a set of policies asks for. The numbers only grow.
 * INVARIANT: what belongs to a request counts only where its stamp is the table's, which grows with every
 * reading of names and never comes back; `conditions/` keeps its answers by the same stamp. A new number
 * makes `current` undefined, so that the names are read again.
 */
export interface KeyTable {
  /** By name in lower case. */
  readonly numbers: Map<string, number>;
  /** Whether the catalogue says that the key has several values, or that it has one. */
  readonly multivalued: boolean[];
  readonly single: boolean[];
  /** Names as requests spell them; -1 where no policy asks for the key. */
  readonly spellings: Map<string, number>;
  readonly findKind: FindKeyKind;
  /** The request that the two lists below are about. */
  current: RequestContext | undefined;
  stamp: number;
  readonly spelled: string[];
  readonly spelledAt: number[];
  /** The values as lists, made when first wanted. */
  readonly lists: (readonly string[])[];
  readonly listedAt: number[];
}

export interface RequestContext {
  readonly given: Readonly<Record<string, string | readonly string[]>>;
  /** What `aws:PrincipalArn` is when the request does not give it. */
  principalArn: string | undefined;
  /** Keys that are given under several spellings, with all their values. */
  merged: Map<number, readonly string[]> | undefined;
}

// Both are asked for by who the caller is, whatever the policies say.
export const principalArnKey = 0;
export const userIdKey = 1;

export function makeKeyTable(findKind: FindKeyKind): KeyTable {
  const table: KeyTable = {
    numbers: new Map(),
    multivalued: [],
    single: [],
    spellings: new Map(),
    findKind,
    current: undefined,
    stamp: 0,
    spelled: [],
    spelledAt: [],
    lists: [],
    listedAt: [],
  };
  keyNumber(table, 'aws:principalarn');
  keyNumber(table, 'aws:userid');
  return table;
}

/** The number by which a key of a policy is looked up from now on. */
export function keyNumber(table: KeyTable, name: string): number {
  const lower = name.toLowerCase();
  const known = table.numbers.get(lower);
  if (known !== undefined) return known;
  // First of all, so that nothing is half done if the catalogue throws.
  const kind = table.findKind(lower);
  const number = table.multivalued.length;
  table.numbers.set(lower, number);
  table.multivalued.push(kind?.multivalued ?? false);
  table.single.push(kind?.multivalued === false);
  table.spelled.push('');
  table.spelledAt.push(-1);
  table.lists.push(noValues);
  table.listedAt.push(-1);
  // Spellings that meant no key may mean this one.
  table.spellings.clear();
  table.current = undefined;
  return number;
}

export function requestContext(given: RequestContext['given']): RequestContext {
  return { given, principalArn: undefined, merged: undefined };
}

/** The values of a key; undefined when it is absent, and a key without any value is: AWS takes it so. */
export function valuesOf(
  table: KeyTable,
  context: RequestContext,
  key: number,
): string | readonly string[] | undefined {
  if (table.current !== context) readNames(table, context);
  if (table.spelledAt[key] !== table.stamp) return key === principalArnKey ? context.principalArn : undefined;
  const values = context.merged?.get(key) ?? context.given[table.spelled[key] ?? ''];
  // Most are texts, which need no look.
  return typeof values === 'string' ? values : textsOf(values);
}

/** What is no text is taken as its text, so that a request of another program cannot stop the engine. */
function textsOf(values: unknown): string | readonly string[] | undefined {
  if (typeof values === 'string') return values;
  if (values === undefined || values === null) return undefined;
  // eslint-disable-next-line @typescript-eslint/no-base-to-string -- some text, whatever it is, and no throw
  if (!Array.isArray(values)) return String(values);
  if (values.length === 0) return undefined;
  return values.every((value) => typeof value === 'string') ? values : values.map(String);
}

/** The values of a key as a list, empty when it is absent. */
export function valueList(table: KeyTable, context: RequestContext, key: number): readonly string[] {
  const values = valuesOf(table, context, key);
  if (values === undefined) return noValues;
  if (table.listedAt[key] !== table.stamp) {
    // A copy: a trace is kept longer than the request it tells of.
    table.lists[key] = typeof values === 'string' ? [values] : [...values];
    table.listedAt[key] = table.stamp;
  }
  return table.lists[key] ?? noValues;
}

const noValues: readonly string[] = [];

/** Spellings are the request's text, so what is kept of them has an end. */
const mostSpellings = 10_000;
/** Longer names are looked up anew each time. */
const longestKept = 256;

/** Puts down which of the policies' keys the request has, and how it spells them. */
export function readNames(table: KeyTable, context: RequestContext): void {
  const { given } = context;
  const { spellings, spelled, spelledAt } = table;
  const stamp = ++table.stamp;
  table.current = context;
  context.merged = undefined;
  for (const name of Object.keys(given)) {
    let key = spellings.get(name);
    if (key === undefined) {
      if (spellings.size >= mostSpellings) spellings.clear();
      key = table.numbers.get(name.toLowerCase()) ?? -1;
      if (name.length <= longestKept) spellings.set(name, key);
    }
    if (key < 0) continue;
    if (spelledAt[key] === stamp) merge(context, key, [spelled[key] ?? '', name]);
    else {
      spelled[key] = name;
      spelledAt[key] = stamp;
    }
  }
}

/** Names that differ only by case are one key with the values of all. */
function merge(context: RequestContext, key: number, [first, more]: readonly [string, string]): void {
  context.merged ??= new Map();
  const textsAt = (name: string): readonly string[] => [textsOf(context.given[name]) ?? []].flat();
  context.merged.set(key, [...(context.merged.get(key) ?? textsAt(first)), ...textsAt(more)]);
}
