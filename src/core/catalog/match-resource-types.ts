// Which resource types an ARN may be one of, by the ARN formats of the service reference.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html#resources_table

import { parseArn } from '../names/arn.ts';
import { err, ok, type Result } from '../lang/result.ts';
import { unknownService } from './catalog-problem.ts';
import { resourceTypesOf, type Details } from './service-details.ts';
import type { CatalogProblem, MatchedResourceType, ResourceType } from './types.ts';

/** The formats, by the service that stands in the ARN, which is not always the prefix of the actions. */
export type ResourceFormats = ReadonlyMap<string, readonly ResourceFormat[]>;

interface ResourceFormat {
  /** Prefix of the service whose type it is. */
  readonly service: string;
  readonly arnService: string;
  readonly type: ResourceType;
  readonly pieces: readonly Piece[];
  /** Characters outside placeholders: the more, the more specific. */
  readonly literals: number;
}

/** In the place of the service: AWS Backup's recovery points have the ARNs of what was backed up. */
const anyService = '';

type Piece =
  | { readonly kind: 'literal'; readonly text: string }
  | {
      readonly kind: 'placeholder';
      readonly name: string;
      /** The last one may take slashes and colons too; `*` in a format always does. */
      readonly rest: boolean;
      /** Region and account may be empty; a resource's own name may not. */
      readonly mayBeEmpty: boolean;
    };

export function makeResourceFormats(details: Details): ResourceFormats {
  const formats = new Map<string, ResourceFormat[]>();
  for (const service of details.index.services) {
    for (const type of resourceTypesOf(details, service)) {
      const pieces = piecesOf(type.arn);
      const literals = pieces.reduce(
        (sum, piece) => sum + (piece.kind === 'literal' ? piece.text.length : 0),
        0,
      );
      const named = type.arn.split(':')[2] ?? '';
      const arnService = named.startsWith('${') ? anyService : named;
      const known = formats.get(arnService) ?? [];
      known.push({ service: service.prefix, arnService, type, pieces, literals });
      formats.set(arnService, known);
    }
  }
  return formats;
}

/**
 * The types whose format the ARN has, the most specific first. A type that could only have it by taking a
 * slash or colon into its last name, or whose format leaves even the service open, is left out when another one accounts for them: an object's ARN is no
 * bucket's. An ARN is taken as it stands: `*` in it is a character like others.
 */
export function matchResourceTypes(
  details: Details,
  formats: ResourceFormats,
  text: string,
): Result<readonly MatchedResourceType[], CatalogProblem> {
  const arn = parseArn(text);
  if (arn === undefined || arn.service === '' || arn.resource === '')
    return err({ kind: 'malformed-arn', text });
  // Several services list a role; it is IAM's.
  const isOwn = ({ format }: { readonly format: ResourceFormat }): boolean => format.service === arn.service;
  const { index } = details;
  const isKnown = formats.has(arn.service) || index.byPrefix.has(arn.service);
  const candidates = isKnown ? [...(formats.get(arn.service) ?? []), ...(formats.get(anyService) ?? [])] : [];
  const found = candidates
    .flatMap((format) => {
      const parts = match(format.pieces, text);
      return parts === undefined ? [] : [{ format, parts }];
    })
    .sort((a, b) => b.format.literals - a.format.literals || Number(isOwn(b)) - Number(isOwn(a)));
  const most = found[0]?.format.literals ?? 0;
  const kept = found.filter(({ format, parts }) => format.literals === most || !isLoose(format, parts));
  if (kept.length > 0) {
    return ok(kept.map(({ format: { service, type }, parts }) => ({ service, type, parts })));
  }
  return isKnown
    ? err({ kind: 'unknown-resource-type', service: arn.service, text })
    : err(unknownService(index, arn.service.toLowerCase()));
}

/** Whether the last placeholder took a separator, or even the service is one. */
function isLoose({ pieces, arnService }: ResourceFormat, parts: Readonly<Record<string, string>>): boolean {
  if (arnService === anyService) return true;
  const last = pieces.findLast((piece) => piece.kind === 'placeholder');
  return last?.kind === 'placeholder' && /[/:]/.test(parts[last.name] ?? '');
}

function piecesOf(format: string): readonly Piece[] {
  const texts = format.split(/(\$\{[^}]*\}|\*)/);
  const last = texts.findLastIndex((text) => text.startsWith('${') || text === '*');
  let colons = 0;
  return texts.flatMap((text, place): Piece[] => {
    if (text === '') return [];
    const mayBeEmpty = colons < 5;
    if (text === '*') return [{ kind: 'placeholder', name: '*', rest: true, mayBeEmpty }];
    if (text.startsWith('${')) {
      return [{ kind: 'placeholder', name: text.slice(2, -1), rest: place === last, mayBeEmpty }];
    }
    colons += text.split(':').length - 1;
    return [{ kind: 'literal', text }];
  });
}

/** What stands in the place of each placeholder; undefined when the ARN has another form. */
function match(pieces: readonly Piece[], text: string): Readonly<Record<string, string>> | undefined {
  const search = { pieces, text, parts: [], triesLeft: mostTries };
  return matchFrom(search, 0, 0) ? Object.fromEntries(search.parts) : undefined;
}

/** Formats have a few placeholders and ARNs a few separators; a text made to be slow is given up on. */
const mostTries = 2_000;

interface Search {
  readonly pieces: readonly Piece[];
  readonly text: string;
  readonly parts: [name: string, value: string][];
  triesLeft: number;
}

function matchFrom(search: Search, number: number, at: number): boolean {
  const { pieces, text, parts } = search;
  const piece = pieces[number];
  if (piece === undefined) return at === text.length;
  if (search.triesLeft-- <= 0) return false;
  if (piece.kind === 'literal') {
    return text.startsWith(piece.text, at) && matchFrom(search, number + 1, at + piece.text.length);
  }
  const least = piece.mayBeEmpty ? at : at + 1;
  for (let end = piece.rest ? text.length : endOfPart(text, at); end >= least; end--) {
    parts.push([piece.name, text.slice(at, end)]);
    if (matchFrom(search, number + 1, end)) return true;
    parts.pop();
  }
  return false;
}

function endOfPart(text: string, from: number): number {
  const length = text.slice(from).search(/[/:]/);
  return length < 0 ? text.length : from + length;
}
