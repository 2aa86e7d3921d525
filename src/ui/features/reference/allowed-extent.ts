// How far a managed policy goes, by its Allow statements: which services, all of them, all but some, or none.

/** Of `all-but`, what its `NotAction` names is left out; of `named` and `all-but`, `services` are named outright. */
export type AllowedExtent =
  | { readonly kind: 'all' }
  | { readonly kind: 'all-but'; readonly notActions: readonly string[] }
  | { readonly kind: 'named' }
  | { readonly kind: 'none' };

interface Statement {
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
}

export function allowedExtent({
  document,
  allowsAllBut,
  services,
}: {
  readonly document: string;
  readonly allowsAllBut: boolean;
  readonly services: readonly string[];
}): AllowedExtent {
  const allowed = statementsOf(document).filter(({ Effect }) => Effect === 'Allow');
  if (allowed.some(({ Action }) => textsOf(Action).some((action) => /^\*(:\*)?$/.test(action))))
    return { kind: 'all' };
  if (allowsAllBut)
    return { kind: 'all-but', notActions: allowed.flatMap(({ NotAction }) => textsOf(NotAction)) };
  return { kind: services.length > 0 ? 'named' : 'none' };
}

function statementsOf(document: string): readonly Statement[] {
  try {
    const parsed = JSON.parse(document) as { readonly Statement?: unknown } | null;
    const statements = parsed?.Statement ?? [];
    const list: readonly unknown[] = Array.isArray(statements) ? statements : [statements];
    return list.filter((each): each is Statement => typeof each === 'object' && each !== null);
  } catch {
    // No document of AWS's: nothing is said of it.
    return [];
  }
}

function textsOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((each): each is string => typeof each === 'string');
}
