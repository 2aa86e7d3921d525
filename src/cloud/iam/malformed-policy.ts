// Whether AWS would store the text of a policy, and what it says where it would not.

import { parsePolicy, policyErrors } from '../../core/policy/parse.ts';
import type { PolicyDocument, TextAt } from '../../core/policy/document.ts';
import type { Span } from '../../core/policy/position.ts';
import type { PolicyProblem } from '../../core/policy/problem.ts';
import type { PolicyType } from '../../core/policy/policy-type.ts';
import { malformedPolicyDocument, type Fault } from '../fault.ts';
import { malformedResource } from './malformed-resource.ts';

/** AWS's sentence, after which we say what is wrong and where: AWS most often says neither. */
export function malformedBy(document: string, type: PolicyType): Fault | undefined {
  const { policy, problems } = parsePolicy(document, type);
  const errors = policyErrors(problems);
  const first = errors.reduce<PolicyProblem | undefined>((worst, next) => earlier(worst, next), undefined);
  if (first !== undefined) return malformed(sentenceOf(first, type, document), first.span, first.message);
  if (policy === undefined) return undefined;
  const resource = type === 'identity' ? malformedResource(policy) : undefined;
  if (resource !== undefined) {
    return malformed(resource.sentence, resource.span, `the resource \`${resource.value}\``);
  }
  const everyone = type === 'trust' ? everyoneIn(policy) : undefined;
  return everyone === undefined ? undefined : malformed(star, everyone.span, 'the principal `*`');
}

/** A role can trust everybody in AWS, `{"AWS":"*"}`, and not the unsigned as well. */
function everyoneIn({ statements }: PolicyDocument): TextAt | undefined {
  return statements
    .flatMap(({ principal }) => principal?.entries ?? [])
    .find(({ kind }) => kind === 'everyone');
}

function malformed(sentence: string, { line, column }: Span, message: string): Fault {
  return malformedPolicyDocument(`${sentence} Line ${line}, column ${column}: ${message}`);
}

/** The same of a managed policy, for which AWS takes the current version of the language alone. */
export function malformedManaged(document: string): Fault | undefined {
  const fault = malformedBy(document, 'identity');
  if (fault !== undefined) return fault;
  const { policy } = parsePolicy(document, 'identity');
  return policy === undefined || isCurrent(policy)
    ? undefined
    : malformedPolicyDocument('Policy document must be version 2012-10-17 or greater.');
}

/** Without a version a policy is as one of 2008-10-17 (reference_policies_elements_version). */
function isCurrent({ version }: PolicyDocument): boolean {
  return version === '2012-10-17';
}

// None of the sentences is documented: they, and which of several problems IAM tells, are as IAM was recorded to answer
// in February 2026 (CreatePolicy and UpdateAssumeRolePolicy) and in September (CreateRole, of principals). Those of
// policies without a `Principal`, or with one too many, are known from users' reports.

/** IAM looks at the form before it looks at what is missing, and at resources before actions. */
function earlier(worst: PolicyProblem | undefined, next: PolicyProblem): PolicyProblem {
  return worst === undefined || rankOf(next) < rankOf(worst) ? next : worst;
}

function rankOf(problem: PolicyProblem): number {
  return laterCodes.indexOf(codeOf(problem));
}

/** To IAM an empty list of actions or resources is a missing one. */
function codeOf(problem: PolicyProblem): string {
  if (problem.code !== 'empty-list') return problem.code;
  const element = elementOf(problem);
  if (/^(Not)?Action$/.test(element)) return 'missing-action';
  return /^(Not)?Resource$/.test(element) ? 'missing-resource' : problem.code;
}

function elementOf({ path }: PolicyProblem): string {
  return String(path.findLast((part) => typeof part === 'string') ?? '');
}

/** In IAM's order; whatever else there is comes first. */
const laterCodes: readonly string[] = [
  'missing-action',
  'missing-resource',
  'invalid-resource',
  'invalid-action',
  'not-an-sts-action',
  'duplicate-sid',
];

function sentenceOf(problem: PolicyProblem, type: PolicyType, document: string): string {
  const { span } = problem;
  switch (codeOf(problem)) {
    case 'json-syntax':
      return type === 'trust' ? 'This policy contains invalid Json.' : syntaxErrors;
    case 'missing-action':
      return 'Policy statement must contain actions.';
    case 'missing-resource':
      return 'Policy statement must contain resources.';
    case 'missing-principal':
      return type === 'trust' ? 'Missing required field Principal.' : syntaxErrors;
    case 'invalid-principal':
      return type === 'trust' && elementOf(problem) === 'Federated' ? noProvider : syntaxErrors;
    case 'duplicate-sid':
      return 'Statement IDs (SID) in a single policy must be unique.';
    case 'not-an-sts-action':
      return 'AssumeRole policy may only specify STS AssumeRole actions.';
    case 'element-not-allowed':
      if (type === 'trust') return `Has prohibited field ${elementOf(problem)}.`;
      return elementOf(problem) === 'Principal'
        ? 'Policy document should not specify a principal.'
        : syntaxErrors;
    case 'invalid-action':
      return ofAction(textAt(document, span));
    case 'invalid-resource':
      return `Resource ${textAt(document, span)} must be in ARN format or "*".`;
    default:
      return syntaxErrors;
  }
}

const syntaxErrors = 'Syntax errors in policy.';
const star = 'AssumeRolepolicy contained an invalid principal: "STAR":"*".';
const noProvider = 'Federated principals must be valid domain names or SAML metadata ARNs.';

function ofAction(action: string): string {
  const [vendor = '', ...rest] = action.split(':');
  if (rest.length > 1) return 'Actions/Condition can contain only one colon.';
  return rest.length === 0
    ? 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'
    : `Vendor ${vendor} is not valid.`;
}

/** The text of a JSON string. */
function textAt(document: string, { start, end }: PolicyProblem['span']): string {
  const text = document.slice(start, end);
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : text;
  } catch {
    return text;
  }
}
