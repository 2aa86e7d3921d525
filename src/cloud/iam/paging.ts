// Lists in pages: `Marker` and `MaxItems` come in, `IsTruncated` and `Marker` go out.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html

import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { utf8ToText } from '../../core/wire/utf8.ts';
import { validationError, type Fault } from '../fault.ts';
import type { Part } from '../ports.ts';

interface PageInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface PageEnding {
  readonly IsTruncated: boolean;
  readonly Marker?: string;
}

/** For `check`: a marker that is none of ours. */
export function markerFault({ Marker }: PageInput): Fault | undefined {
  return Marker !== undefined && decodeMarker(Marker) === undefined
    ? validationError('Invalid Marker.')
    : undefined;
}

/** One page of items that are in the order of their keys, and what ends the answer. */
export function pageOf<Item extends { readonly key: string }>(
  items: readonly Item[],
  { Marker, MaxItems = defaultItems }: PageInput,
): { readonly items: readonly Item[]; readonly ending: PageEnding } {
  // By key and not by position: what is made or deleted between two pages shifts nothing.
  const after = Marker === undefined ? undefined : decodeMarker(Marker);
  const rest = after === undefined ? items : items.filter(({ key }) => key > after);
  return cut(rest, MaxItems);
}

/** The same straight from a table, of which no more is read than the page needs. `wanted` filters. */
export async function pageUnder<Row extends { readonly key: string }>(
  table: { under(prefix: string, part?: Part): Promise<readonly Row[]> },
  prefix: string,
  { Marker, MaxItems = defaultItems }: PageInput,
  wanted: (row: Row) => boolean = () => true,
): Promise<{ readonly items: readonly Row[]; readonly ending: PageEnding }> {
  const found: Row[] = [];
  let after = Marker === undefined ? undefined : decodeMarker(Marker);
  // One more than the page holds tells whether there is another.
  const most = MaxItems + 1;
  for (;;) {
    const part = await table.under(prefix, { most, ...(after === undefined ? {} : { after }) });
    found.push(...part.filter(wanted));
    after = part.at(-1)?.key;
    if (found.length > MaxItems || part.length < most) return cut(found, MaxItems);
  }
}

const defaultItems = 100;

function cut<Item extends { readonly key: string }>(
  items: readonly Item[],
  most: number,
): { readonly items: readonly Item[]; readonly ending: PageEnding } {
  const page = items.slice(0, most);
  const last = page.at(-1);
  const truncated = items.length > page.length && last !== undefined;
  return {
    items: page,
    ending: truncated ? { IsTruncated: true, Marker: encodeMarker(last.key) } : { IsTruncated: false },
  };
}

function encodeMarker(key: string): string {
  return bytesToHex(utf8ToBytes(key));
}

/** The key that a marker names; undefined of one that is none of ours. */
export function decodeMarker(marker: string): string | undefined {
  return /^([0-9a-f]{2})+$/.test(marker) ? utf8ToText(hexToBytes(marker)) : undefined;
}
