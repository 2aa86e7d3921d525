// Reads the documents of a policy set, so that each decision only matches. What matching needs is made
// when a statement first can be about a request: a set that is asked once costs little more than reading.

import type { FindKeyKind } from '../match/context.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { parsePolicy, readPolicyValue } from '../policy/parse.ts';
import type { CompiledPolicy, CompiledPolicySet, CompiledStatement } from './compiled.ts';
import { documentText } from './document-text.ts';
import { compiledSet } from './policy-set.ts';
import type { NamedPolicy, PolicySet, PolicyType } from './types.ts';

/**
 * Makes a policy set ready for `authorize` and `decide`. Never fails: a document that AWS would not
 * have stored is kept with its problems. The documents must not be changed afterwards. `findKeyKind`: what
 * the catalogue knows of condition keys; without it, only AWS's global keys are known.
 */
export function compile(
  policies: PolicySet,
  { findKeyKind }: { readonly findKeyKind?: FindKeyKind } = {},
): CompiledPolicySet {
  return compiledSet(policies, compilePolicy, findKeyKind);
}

/** Adds its statements to those of the layer. */
function compilePolicy(
  { name, arn, document }: NamedPolicy,
  policyPlace: number,
  type: PolicyType,
  ofLayer: CompiledStatement[],
): CompiledPolicy {
  // A managed policy was stored by the rules of identity-based policies, also where it limits a session.
  const storedAs = type === 'session' && arn !== undefined ? 'identity' : type;
  const parsed = typeof document === 'string' ? parsePolicy(document, storedAs) : undefined;
  const read = parsed === undefined ? readValue(document, storedAs) : parsed.policy;
  const statements: CompiledStatement[] = [];
  const policy: CompiledPolicy = {
    name,
    arn,
    storedAs,
    given: document,
    readable: read !== undefined,
    version: read?.version,
    statements,
    readText: parsed === undefined ? (text) => parsePolicy(text, storedAs) : () => parsed,
    details: undefined,
  };
  for (const source of read?.statements ?? []) {
    const place = statements.length;
    const statement: CompiledStatement = {
      source,
      policy,
      policyPlace,
      place,
      tests: undefined,
      parts: undefined,
    };
    statements.push(statement);
    ofLayer.push(statement);
  }
  return policy;
}

function readValue(document: unknown, type: PolicyType): PolicyDocument | undefined {
  try {
    const policy = readPolicyValue(document, type);
    if (policy !== undefined) return policy;
  } catch {
    // A document whose members throw when they are read: its text is empty, which no reader takes.
  }
  return parsePolicy(documentText(document), type).policy;
}
