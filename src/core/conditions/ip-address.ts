// IPv4 and IPv6 addresses and CIDR blocks.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress

/** Groups of 16 bits: two for IPv4, eight for IPv6. */
export type IpAddress = readonly number[];

export interface CidrBlock {
  readonly address: IpAddress;
  /** Leading bits that count. */
  readonly prefix: number;
  /** IPv4 only: the bits that count, and what they are, as numbers of 32 bits. */
  readonly mask?: number;
  readonly base?: number;
}

/** Dotted decimal, or IPv6 in RFC 4291's text forms, in any case. Undefined when it is neither. */
export function parseIpAddress(text: string): IpAddress | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/**
 * An address with or without a prefix length: "If you specify an IP address without the associated
 * routing prefix, IAM uses the default prefix value of /32"; for IPv6 that is /128, one address too.
 */
export function parseCidrBlock(text: string): CidrBlock | undefined {
  const slash = text.indexOf('/');
  const address = parseIpAddress(slash < 0 ? text : text.slice(0, slash));
  if (address === undefined) return undefined;
  const bits = address.length * 16;
  const prefix = slash < 0 ? String(bits) : text.slice(slash + 1);
  if (!/^[0-9]{1,3}$/.test(prefix) || Number(prefix) > bits) return undefined;
  return blockOf(address, Number(prefix));
}

function blockOf(address: IpAddress, prefix: number): CidrBlock {
  const [high, low] = address;
  if (address.length !== 2 || high === undefined || low === undefined) return { address, prefix };
  // A shift by 32 bits is one by none.
  const mask = prefix === 0 ? 0 : (-1 << (32 - prefix)) >>> 0;
  return { address, prefix, mask, base: ((high * 65_536 + low) & mask) >>> 0 };
}

/** An IPv4 address as a number of 32 bits, as `parseIpAddress` reads it; -1 when the text is none. */
export function ipv4Number(text: string): number {
  const { length } = text;
  let address = 0;
  let byte = -1;
  let dots = 0;
  if (length > 15) return -1;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x2e) {
      if (byte < 0 || ++dots > 3) return -1;
      address = address * 256 + byte;
      byte = -1;
      continue;
    }
    // A leading zero would be octal to some readers: refused, as RFC 6943 section 3.1.1 advises.
    if (code < 0x30 || code > 0x39 || byte === 0) return -1;
    byte = (byte < 0 ? 0 : byte * 10) + code - 0x30;
    if (byte > 255) return -1;
  }
  return dots === 3 && byte >= 0 ? address * 256 + byte : -1;
}

/** An IPv4 block holds no IPv6 address, and the other way round. */
export function isInBlock(address: IpAddress, { address: base, prefix }: CidrBlock): boolean {
  if (address.length !== base.length) return false;
  for (let group = 0; group * 16 < prefix; group++) {
    const bits = Math.min(16, prefix - group * 16);
    const shift = 16 - bits;
    if ((address[group] ?? 0) >>> shift !== (base[group] ?? 0) >>> shift) return false;
  }
  return true;
}

function parseIpv4(text: string): IpAddress | undefined {
  const address = ipv4Number(text);
  return address < 0 ? undefined : [Math.floor(address / 65_536), address % 65_536];
}

function parseIpv6(text: string): IpAddress | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [before = '', after] = halves;
  const head = parseGroups(before, after === undefined);
  const tail = after === undefined ? [] : parseGroups(after, true);
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (after === undefined) return missing === 0 ? head : undefined;
  // `::` stands for one group at least.
  return missing < 1 ? undefined : [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

/** `last`: whether the groups end the address, where an IPv4 address may stand. */
function parseGroups(text: string, last: boolean): readonly number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else {
      const ipv4 = last && index === parts.length - 1 ? parseIpv4(part) : undefined;
      if (ipv4 === undefined) return undefined;
      groups.push(...ipv4);
    }
  }
  return groups;
}
