// Messages of the layers below are fragments: lower case, no full stop, input in backticks. On screen
// they are sentences.

/** ``name an action, such as `ListUsers` `` becomes `Name an action, such as “ListUsers”.` */
export function sentenceOf(message: string): string {
  const quoted = message.replace(/`([^`]*)`/g, '“$1”');
  const first = quoted.charAt(0).toUpperCase() + quoted.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
