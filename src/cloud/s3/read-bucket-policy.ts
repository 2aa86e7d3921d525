// Whether S3 would store the text of a bucket policy, and what it says where it would not.

import { publicStatements } from '../../core/authorize/public-policy.ts';
import type { ActionResources } from '../../core/catalog/types.ts';
import { err, ok, type Result } from '../../core/lang/result.ts';
import type { PolicyDocument, Statement, TextAt } from '../../core/policy/document.ts';
import { parsePolicy, policyErrors } from '../../core/policy/parse.ts';
import type { PolicyProblem } from '../../core/policy/problem.ts';
import { sizeProblem } from '../../core/policy/size.ts';
import { utf8ToText } from '../../core/wire/utf8.ts';
import type { Fault } from '../fault.ts';
import type { Catalog } from '../ports.ts';
import { bucketArn } from './buckets.ts';

export interface ReadPolicy {
  readonly document: string;
  /** In the sense of S3 Block Public Access. */
  readonly isPublic: boolean;
  /** What S3 says of a name behind which there is nobody. */
  readonly invalidPrincipal: (name: string) => Fault;
}

// The code is documented (ErrorResponses, ErrorCodeList), with a sentence that S3 does not say. Those below are what S3
// is known to say: the first, the missing `Statement` and the code's status as it was recorded in February 2026; the
// others from users' reports, or (JSON that is broken, an empty Statement, the version, the effect, the operator) from
// other programs' tests against it. Of an unknown field, and of a missing Effect, Action or Resource, nobody has
// published it: theirs follow that of a missing Principal. Which of several problems S3 tells is not known: here the
// first in the text.

const notJson = "Policies must be valid JSON and the first byte must be '{'";

export async function readBucketPolicy(
  body: Uint8Array,
  bucketName: string,
  catalog: Catalog,
): Promise<Result<ReadPolicy, Fault>> {
  const document = utf8ToText(body);
  if (document?.startsWith('{') !== true) return err(malformed(notJson));
  const { policy, problems } = parsePolicy(document, 'resource');
  if (policy === undefined) {
    const [first] = policyErrors(problems);
    return err(first === undefined ? malformed('Invalid policy syntax.') : faultOf(first, document));
  }
  // "Bucket policies are limited to 20 KB in size" (add-bucket-policy). What S3 makes normal beyond white space is not
  // documented, and not done.
  const tooLarge = sizeProblem([JSON.stringify(JSON.parse(document))], 's3');
  if (tooLarge !== undefined) {
    return err(
      malformed(`Normalized policy document exceeds the maximum allowed size of ${tooLarge.most} bytes.`),
    );
  }
  const wrong = foreignResource(policy, bucketName) ?? (await wrongAction(policy, bucketName, catalog));
  if (wrong !== undefined) return err(wrong);
  const isPublic = publicStatements(policy).length > 0;
  return ok({ document, isPublic, invalidPrincipal });
}

/** `detail`: S3's element for what the sentence is about. */
function malformed(message: string, detail?: string): Fault {
  const details = detail === undefined ? {} : { details: [['Detail', detail] as const] };
  return { code: 'MalformedPolicy', status: 400, message, ...details };
}

function invalidPrincipal(name: string): Fault {
  return malformed('Invalid principal in policy', `"AWS" : "${name}"`);
}

/** Where S3's detail is not known, ours says what is wrong, and where. */
function faultOf(problem: PolicyProblem, document: string): Fault {
  const { span, message } = problem;
  return malformed(sentenceOf(problem, document), `Line ${span.line}, column ${span.column}: ${message}`);
}

function sentenceOf({ code, path, span }: PolicyProblem, document: string): string {
  const element = String(path.findLast((part) => typeof part === 'string') ?? '');
  const text = document.slice(span.start, span.end).replace(/^"(.*)"$/s, '$1');
  switch (code) {
    case 'json-syntax':
      return 'This policy contains invalid Json';
    case 'missing-statement':
    case 'missing-effect':
    case 'missing-principal':
    case 'missing-action':
    case 'missing-resource':
      return `Missing required field ${code.charAt(8).toUpperCase()}${code.slice(9)}`;
    case 'unknown-element':
      return `Unknown field ${text}`;
    case 'invalid-version':
      return 'The policy must contain a valid version string';
    case 'invalid-effect':
      return `Invalid effect: ${text}`;
    case 'invalid-principal':
      return 'Invalid principal in policy';
    case 'invalid-action':
      return 'Policy has invalid action';
    case 'invalid-resource':
      return 'Policy has invalid resource';
    case 'unknown-operator':
      return `Invalid Condition type : ${element}`;
    case 'invalid-condition-key':
      return 'Policy has an invalid condition key';
    case 'empty-list':
      return element === 'Statement'
        ? 'Could not parse the policy: Statement is empty!'
        : 'Invalid policy syntax.';
    default:
      return 'Invalid policy syntax.';
  }
}

/** A policy is about its own bucket: the bucket itself, or objects in it. */
function foreignResource({ statements }: PolicyDocument, bucketName: string): Fault | undefined {
  const named = statements.flatMap(({ resource }) => resource?.values ?? []);
  const foreign = named.find(({ value }) => withinBucket(value, bucketName) === undefined);
  return foreign && malformed('Policy has invalid resource', foreign.value);
}

/** What stands after the bucket's ARN; undefined for what is of another bucket. */
function withinBucket(resource: string, bucketName: string): string | undefined {
  const arn = bucketArn(bucketName);
  const rest = resource.slice(arn.length);
  return resource.startsWith(arn) && /^(?:$|[/*?])/.test(rest) ? rest : undefined;
}

async function wrongAction(
  { statements }: PolicyDocument,
  bucketName: string,
  catalog: Catalog,
): Promise<Fault | undefined> {
  for (const statement of statements) {
    const kinds = kindsOf(statement, bucketName);
    for (const action of statement.action.values) {
      const fault = await faultOfAction(action, kinds, catalog);
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
}

/** What the statement's resources can be; undefined where it says what it is not about. */
function kindsOf({ action, resource }: Statement, bucketName: string): ReadonlySet<string> | undefined {
  if (action.element === 'NotAction' || resource?.element !== 'Resource') return undefined;
  const rests = resource.values.map(({ value }) => withinBucket(value, bucketName) ?? '');
  return new Set([
    ...(rests.some((rest) => !rest.includes('/')) ? ['bucket'] : []),
    ...(rests.some((rest) => rest !== '') ? ['object'] : []),
  ]);
}

/** Where a wildcard leaves open what is meant, nothing is refused. */
async function faultOfAction(
  { value }: TextAt,
  kinds: ReadonlySet<string> | undefined,
  catalog: Catalog,
): Promise<Fault | undefined> {
  if (value === '*') return undefined;
  if (!/^s3:/i.test(value)) return malformed('Policy has invalid action', value);
  if (/[*?]/.test(value)) return undefined;
  const action = await catalog.action(value);
  if (!action.ok) return malformed('Policy has invalid action', value);
  const applies = kinds === undefined || typesOf(action.value.resources).some((type) => kinds.has(type));
  return applies ? undefined : malformed('Action does not apply to any resource(s) in statement', value);
}

function typesOf(resources: ActionResources): readonly string[] {
  if (resources.kind === 'none') return [];
  const types =
    resources.kind === 'any-of' ? resources.types : [...resources.required, ...resources.optional];
  return types.map(({ name }) => name);
}
