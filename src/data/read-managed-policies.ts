// Reads AWS's managed policies from a package that keeps their history, and what they are for, and which
// are retired, from another one that lists what AWS lists.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonValue } from '../core/catalog/json-value.ts';
import { readJson, type InstalledPackage } from './installed-package.ts';

export interface ReferencePolicy {
  readonly name: string;
  readonly path: string;
  readonly defaultVersionId: string;
  /** Seconds since the epoch. */
  readonly created: number;
  readonly updated: number;
  readonly retired: boolean;
  readonly document: JsonValue;
  readonly description: string | undefined;
}

interface StoredPolicy {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly createdDate: string;
  readonly lastUpdatedDate: string;
  readonly versions: Readonly<Record<string, { readonly document: JsonValue }>>;
}

/** By name. Dates of single versions are left out: in two of three policies the package has them wrong. */
export function readManagedPolicies(
  history: InstalledPackage,
  listing: InstalledPackage,
): readonly ReferencePolicy[] {
  const stored = readJson(join(history.directory, 'dist/managedPolicies.json')) as Readonly<
    Record<string, StoredPolicy>
  >;
  const listed = readListing(listing);
  return Object.values(stored)
    .map((policy): ReferencePolicy => {
      const [, path = '', name = ''] =
        /^arn:aws:iam::aws:policy(\/(?:[^/]+\/)*)([^/]+)$/.exec(policy.arn) ?? [];
      if (name === '')
        throw new Error(`${history.name}: ${policy.arn} is not the ARN of an AWS managed policy`);
      const version = policy.versions[policy.latestVersionId];
      if (version === undefined) throw new Error(`${history.name}: ${policy.arn} lacks its default version`);
      const description = listed.get(path.slice(1) + name);
      return {
        name,
        path,
        defaultVersionId: policy.latestVersionId,
        created: seconds(policy.createdDate),
        updated: seconds(policy.lastUpdatedDate),
        retired: description === undefined,
        document: version.document,
        description: description === '' ? undefined : description,
      };
    })
    .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

/** The services whose actions the documents name, by their prefixes in lower case. */
export function prefixesIn(policies: readonly ReferencePolicy[]): ReadonlySet<string> {
  const prefixes = new Set<string>();
  for (const { document } of policies) {
    for (const statement of elements(field(document, 'Statement'))) {
      for (const name of ['Action', 'NotAction']) {
        for (const action of elements(field(statement, name))) {
          if (typeof action !== 'string') continue;
          const [prefix, rest] = action.toLowerCase().split(':');
          if (prefix !== undefined && rest !== undefined) prefixes.add(prefix);
        }
      }
    }
  }
  return prefixes;
}

function elements(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : value === undefined ? [] : [value];
}

function field(value: JsonValue, name: string): JsonValue | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, JsonValue>>)[name]
    : undefined;
}

/** Path and name of each policy that AWS lists, with what AWS says it is for. */
function readListing({ directory, name, version }: InstalledPackage): ReadonlyMap<string, string> {
  const program = readFileSync(join(directory, 'lib/generated/aws-managed-policies/iam-floyd.js'), 'utf8');
  const listed = new Map<string, string>();
  // The comment that stands directly before: none may reach over the end of another one.
  const entry = /(?:\/\*\* ((?:(?!\*\/)[^])*?) ?\*\/\s*)?^AwsManagedPolicy\.\w+ = '([^']+)';$/gm;
  for (const match of program.matchAll(entry)) {
    const [, description = '', pathAndName = ''] = match;
    listed.set(pathAndName, description.replace(/\s*\n\s*\*?\s*/g, ' ').trim());
  }
  if (listed.size === 0) throw new Error(`${name} ${version} lists no managed policies`);
  return listed;
}

function seconds(date: string): number {
  const milliseconds = Date.parse(date);
  if (Number.isNaN(milliseconds)) throw new Error(`\`${date}\` is no date`);
  return Math.round(milliseconds / 1000);
}
