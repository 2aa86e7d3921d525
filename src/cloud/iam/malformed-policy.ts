// Whether AWS would store the text of a policy.

import { parsePolicy, policyErrors } from '../../core/policy/parse.ts';
import type { PolicyType } from '../../core/policy/policy-type.ts';
import { malformedPolicyDocument, type Fault } from '../fault.ts';

/** AWS's code; where it says "Syntax errors in policy." we say which and where. */
export function malformedBy(document: string, type: PolicyType): Fault | undefined {
  const [first] = policyErrors(parsePolicy(document, type).problems);
  if (first === undefined) return undefined;
  const { line, column } = first.span;
  return malformedPolicyDocument(`Syntax errors in policy. Line ${line}, column ${column}: ${first.message}`);
}
