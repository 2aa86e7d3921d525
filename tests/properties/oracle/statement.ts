// Whether one statement of a policy applies to a request.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html

import { isSpared, namesIn, type AskerFacts, type Name } from './asker.ts';
import { conditionsOf, holds, pinsPrincipalArn } from './condition.ts';
import { resourceOf } from './services.ts';
import { splitOnce, texts, type PlainObject } from './stored-policy.ts';
import { coversResource, fill, hasMisplacedVariable, places, resembles } from './wildcards.ts';

/** Told of each condition whose result decided whether its statement applies. */
export type Observe = (operator: string, holds: boolean) => void;

export interface Facts extends AskerFacts {
  readonly hasBoundary: boolean;
  readonly observe: Observe;
}

/** `everyone by its ARN`: `*` in the Principal element, and a condition on `aws:PrincipalArn`. */
export type GrantName = Name | 'everyone by its ARN';

/** Undefined when it does not apply; else the names by which its Principal means the asker. */
export function applies(
  statement: PlainObject,
  facts: Facts,
  hasVariables: boolean,
): { readonly names: readonly GrantName[] } | undefined {
  if (!meansAction(statement, facts.request.action)) return undefined;
  if (!meansResource(statement, facts, hasVariables)) return undefined;
  if (!meansAsker(statement, facts)) return undefined;
  const conditions = conditionsOf(statement['Condition']);
  const results = conditions.map((condition) => holds(condition, { context: facts.context, hasVariables }));
  for (const [index, condition] of conditions.entries()) {
    const othersHold = results.every((result, at) => at === index || result);
    if (othersHold) facts.observe(condition.form.name, results[index] ?? false);
  }
  if (!results.every(Boolean)) return undefined;
  const names = namesIn(statement['Principal'], facts, statement['Effect']);
  const isPinned = names.includes('everyone') && conditions.some(pinsPrincipalArn);
  return { names: isPinned ? [...names, 'everyone by its ARN'] : names };
}

/**
 * "The prefix and the action name are case insensitive." NotAction "matches everything except the
 * specified list of actions".
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
function meansAction({ Action, NotAction }: PlainObject, action: string): boolean {
  const [service, name] = splitOnce(action.toLowerCase(), ':');
  const isNamed = texts(Action ?? NotAction).some((text) => {
    if (text === '*') return true;
    const [patternService, patternName] = splitOnce(text.toLowerCase(), ':');
    return patternService === service && resembles(places(patternName), name);
  });
  return isNamed === (Action !== undefined);
}

/**
 * NotResource "matches every resource except those specified". A trust policy has neither: it is about
 * its role. With a variable that has no value, "the resource … will not match any resource", so a
 * NotResource with it excludes nothing: our reading.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
 */
function meansResource(
  { Resource, NotResource }: PlainObject,
  { request, context }: Facts,
  hasVariables: boolean,
): boolean {
  if (Resource === undefined && NotResource === undefined) return true;
  const isNamed = texts(Resource ?? NotResource).some((text) => {
    if (text === '*') return true;
    if (hasMisplacedVariable(text, hasVariables)) return false;
    const pattern = fill(text, { hasVariables, context });
    return pattern !== undefined && coversResource(pattern, resourceOf(request));
  });
  return isNamed === (Resource !== undefined);
}

/** A policy that is attached to a principal has no Principal: it is about whom it is attached to. */
function meansAsker({ Effect, Principal, NotPrincipal }: PlainObject, facts: Facts): boolean {
  if (NotPrincipal !== undefined) return !isSpared(NotPrincipal, facts);
  return Principal === undefined || namesIn(Principal, facts, Effect).length > 0;
}
