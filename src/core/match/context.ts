// The request's condition keys, found without regard to the case of their names.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html

/** Names in lower case. A key without any value is not in it: AWS takes it for absent. */
export type ContextKeys = ReadonlyMap<string, readonly string[]>;

/** Names that differ only by case are one key with the values of all. */
export function contextKeys(
  context: Readonly<Record<string, string | readonly string[]>>,
): Map<string, readonly string[]> {
  const keys = new Map<string, readonly string[]>();
  for (const name of Object.keys(context)) {
    const given = context[name] ?? [];
    const values = typeof given === 'string' ? [given] : given;
    if (values.length === 0) continue;
    const lower = name.toLowerCase();
    const earlier = keys.get(lower);
    keys.set(lower, earlier === undefined ? values : [...earlier, ...values]);
  }
  return keys;
}
