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
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Characters outside placeholders: the more, the more specific. */
  readonly literals: number;
}

/** In the place of the service: AWS Backup's recovery points have the ARNs of what was backed up. */
const anyService = '';

/** The longest that AWS takes: IAM API Reference, `arnType`. */
const longestArn = 2_048;

type Piece = { readonly kind: 'literal'; readonly text: string } | Placeholder;

interface Placeholder {
  readonly kind: 'placeholder';
  readonly name: string;
  /**
   * `part`: up to the next slash or colon. `until`: up to what comes next, which says more than a separator
   * would (`:log-stream:`), so that names with slashes are seen whole. `rest`: all there is, as the last one and
   * `*` may take.
   */
  readonly takes: 'part' | 'until' | 'rest';
  /** Region and account may be empty; a resource's own name may not. */
  readonly mayBeEmpty: boolean;
}

export function makeResourceFormats(details: Details): ResourceFormats {
  const formats = new Map<string, ResourceFormat[]>();
  for (const service of details.index.services) {
    for (const type of resourceTypesOf(details, service)) {
      for (const text of type.arns) {
        const format = formatOf(service.prefix, type, text);
        const known = formats.get(format.arnService);
        if (known === undefined) formats.set(format.arnService, [format]);
        else known.push(format);
      }
    }
  }
  return formats;
}

function formatOf(service: string, type: ResourceType, text: string): ResourceFormat {
  const pieces = piecesOf(text);
  const named = text.split(':')[2] ?? '';
  return {
    service,
    arnService: named.startsWith('${') ? anyService : named,
    type,
    text,
    pieces,
    literals: pieces.reduce((sum, piece) => sum + (piece.kind === 'literal' ? piece.text.length : 0), 0),
  };
}

/**
 * The types whose format the ARN has, the most specific first. A type that could only have it by taking a slash
 * or colon into a name, or whose format leaves even the service open, is left out when another one accounts for
 * them: an object's ARN is no bucket's. An ARN is taken as it stands: `*` in it is a character like others.
 */
export function matchResourceTypes(
  details: Details,
  formats: ResourceFormats,
  text: string,
): Result<readonly MatchedResourceType[], CatalogProblem> {
  const arn = parseArn(text);
  if (arn === undefined || arn.service === '' || arn.resource === '' || text.length > longestArn) {
    return err({ kind: 'malformed-arn', text });
  }
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
    return ok(
      kept.map(({ format: { service, type, text: format }, parts }) => ({ service, type, format, parts })),
    );
  }
  return isKnown
    ? err({ kind: 'unknown-resource-type', service: arn.service, text })
    : err(unknownService(index, arn.service.toLowerCase()));
}

/** Whether a placeholder took a separator, or even the service is one. */
function isLoose({ pieces, arnService }: ResourceFormat, parts: Readonly<Record<string, string>>): boolean {
  if (arnService === anyService) return true;
  return pieces.some((piece) => piece.kind === 'placeholder' && /[/:]/.test(parts[piece.name] ?? ''));
}

function piecesOf(format: string): readonly Piece[] {
  const texts = format.split(/(\$\{[^}]*\}|\*)/).filter((text) => text !== '');
  const last = texts.findLastIndex(isPlaceholder);
  let colons = 0;
  return texts.map((text, place): Piece => {
    if (!isPlaceholder(text)) {
      colons += text.split(':').length - 1;
      return { kind: 'literal', text };
    }
    const name = text === '*' ? '*' : text.slice(2, -1);
    const inResource = colons >= 5;
    return {
      kind: 'placeholder',
      name,
      mayBeEmpty: !inResource,
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html: no slashes.
      takes:
        name === 'BucketName'
          ? 'part'
          : takesOf(name, { isLast: place === last, inResource, next: texts[place + 1] }),
    };
  });
}

function isPlaceholder(text: string): boolean {
  return text === '*' || text.startsWith('${');
}

function takesOf(
  name: string,
  {
    isLast,
    inResource,
    next,
  }: { readonly isLast: boolean; readonly inResource: boolean; readonly next: string | undefined },
): Placeholder['takes'] {
  if (isLast || name === '*') return 'rest';
  return inResource && next !== undefined && /^[/:].+/.test(next) ? 'until' : 'part';
}

/** What stands in the place of each placeholder; undefined when the ARN has another form. */
function match(pieces: readonly Piece[], text: string): Readonly<Record<string, string>> | undefined {
  const search = { pieces, text, parts: [], triesLeft: mostTries };
  return matchFrom(search, 0, 0) ? Object.fromEntries(search.parts) : undefined;
}

/** Formats have a few placeholders, and a name a few places where it may end; a text made to be slow is given up on. */
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
  if (piece.kind === 'literal') {
    return text.startsWith(piece.text, at) && matchFrom(search, number + 1, at + piece.text.length);
  }
  const least = piece.mayBeEmpty ? at : at + 1;
  for (const end of endsOf(piece, pieces[number + 1], text, at)) {
    if (end < least) continue;
    if (search.triesLeft-- <= 0) return false;
    parts.push([piece.name, text.slice(at, end)]);
    if (matchFrom(search, number + 1, end)) return true;
    parts.pop();
  }
  return false;
}

/** Where a placeholder that begins at `at` may end, the likeliest first. */
function* endsOf(piece: Placeholder, next: Piece | undefined, text: string, at: number): Generator<number> {
  if (piece.takes !== 'part' && next?.kind === 'literal') {
    for (let end = text.indexOf(next.text, at); end >= 0; end = text.indexOf(next.text, end + 1)) yield end;
    return;
  }
  if (piece.takes === 'rest' && next === undefined) {
    yield text.length;
    return;
  }
  const furthest = piece.takes === 'part' ? endOfPart(text, at) : text.length;
  for (let end = furthest; end >= at; end--) yield end;
}

function endOfPart(text: string, from: number): number {
  const length = text.slice(from).search(/[/:]/);
  return length < 0 ? text.length : from + length;
}
