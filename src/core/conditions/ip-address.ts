// IPv4 and IPv6 addresses and CIDR blocks.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress

/** Groups of 16 bits: two for IPv4, eight for IPv6. */
export type IpAddress = readonly number[];

export interface CidrBlock {
  readonly address: IpAddress;
  /** Leading bits that count. */
  readonly prefix: number;
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
  if (slash < 0) return { address, prefix: bits };
  const prefix = text.slice(slash + 1);
  return /^[0-9]{1,3}$/.test(prefix) && Number(prefix) <= bits
    ? { address, prefix: Number(prefix) }
    : undefined;
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
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  const bytes: number[] = [];
  for (const part of parts) {
    // A leading zero would be octal to some readers: refused, as RFC 6943 section 3.1.1 advises.
    if (!/^(?:0|[1-9][0-9]{0,2})$/.test(part) || Number(part) > 255) return undefined;
    bytes.push(Number(part));
  }
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  return [a * 256 + b, c * 256 + d];
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
