// An action with its service, as a policy has it, for a form that has a field for each.

export interface SplitAction {
  readonly service: string;
  readonly action: string;
}

/** `"s3:GetObject",` is `s3` and `GetObject`; undefined for anything else. */
export function splitAction(text: string): SplitAction | undefined {
  const [, service, action] = /^[\s"'`]*([\w-]+):([\w*?-]+)[\s"'`,;]*$/.exec(text) ?? [];
  return service === undefined || action === undefined
    ? undefined
    : { service: service.toLowerCase(), action };
}

/** Whether a text came at once rather than letter by letter: what is typed on must stay in its field. */
export function isPasted(before: string, after: string): boolean {
  return after.length - before.length > 1;
}
