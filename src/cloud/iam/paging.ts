// Lists in pages: `Marker` and `MaxItems` come in, `IsTruncated` and `Marker` go out.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html

import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { utf8ToText } from '../../core/wire/utf8.ts';
import { xml, xmlIf, type XmlElement } from '../../core/wire/xml-writer.ts';
import { validationError, type Fault } from '../fault.ts';
import type { ParameterReader } from '../parameters.ts';

export interface Page {
  /** The key after which the page begins. */
  readonly after: string | undefined;
  readonly maxItems: number;
}

export function readPage(parameters: ParameterReader): Page {
  const marker = parameters.optional('Marker', {
    minLength: 1,
    check: (value): Fault | undefined =>
      decodeMarker(value) === undefined ? validationError('Invalid Marker.') : undefined,
  });
  const maxItems = parameters.integer('MaxItems', { least: 1, most: 1000 });
  return { after: marker === undefined ? undefined : decodeMarker(marker), maxItems: maxItems ?? 100 };
}

/** One page of items that are in the order of their keys, and the elements that end the answer. */
export function pageOf<Item extends { readonly key: string }>(
  items: readonly Item[],
  { after, maxItems }: Page,
): { readonly items: readonly Item[]; readonly ending: readonly XmlElement[] } {
  // By key and not by position: what is made or deleted between two pages shifts nothing.
  const rest = after === undefined ? items : items.filter(({ key }) => key > after);
  const page = rest.slice(0, maxItems);
  const truncated = rest.length > page.length;
  const last = page.at(-1);
  return {
    items: page,
    ending: [
      xml('IsTruncated', String(truncated)),
      ...xmlIf('Marker', truncated && last !== undefined ? encodeMarker(last.key) : undefined),
    ],
  };
}

function encodeMarker(key: string): string {
  return bytesToHex(utf8ToBytes(key));
}

function decodeMarker(marker: string): string | undefined {
  return /^([0-9a-f]{2})+$/.test(marker) ? utf8ToText(hexToBytes(marker)) : undefined;
}
