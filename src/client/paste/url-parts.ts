// A URL taken apart as it was written. The platform's URL class would encode and normalise it, and then
// it would not be what was signed.

import type { Scheme } from './pasted.ts';

export interface UrlParts {
  readonly scheme: Scheme;
  /** With its port, unless that is the scheme's own: the value of the Host header. */
  readonly host: string;
  /** Begins with `/`. */
  readonly path: string;
  /** Without the `?`. */
  readonly query: string;
  /** Whether a user name or password stood before the host; it is left out. */
  readonly hadUser: boolean;
}

/** Takes an absolute `http` or `https` URL apart, its fragment left out; undefined when it is none. */
export function splitUrl(url: string): UrlParts | undefined {
  const scheme = /^https?(?=:\/\/)/i.exec(url)?.[0].toLowerCase();
  if (scheme !== 'https' && scheme !== 'http') return undefined;
  const hash = url.indexOf('#');
  const rest = url.slice(scheme.length + 3, hash < 0 ? url.length : hash);
  const authorityEnd = rest.search(/[/?]/);
  const authority = authorityEnd < 0 ? rest : rest.slice(0, authorityEnd);
  const target = authorityEnd < 0 ? '' : rest.slice(authorityEnd);
  const at = authority.lastIndexOf('@');
  const host = withoutDefaultPort(authority.slice(at + 1), scheme);
  if (host === '' || /[\s\\]/.test(host)) return undefined;
  const question = target.indexOf('?');
  const path = question < 0 ? target : target.slice(0, question);
  return {
    scheme,
    host,
    path: path === '' ? '/' : path,
    query: question < 0 ? '' : target.slice(question + 1),
    hadUser: at >= 0,
  };
}

/** Removes `.` and `..` segments (RFC 3986 §5.2.4), as curl does before it sends. */
export function removeDotSegments(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
    if (isLast && (segment === '.' || segment === '..')) kept.push('');
  }
  return `/${kept.join('/')}`;
}

function withoutDefaultPort(authority: string, scheme: Scheme): string {
  const port = scheme === 'https' ? ':443' : ':80';
  return authority.endsWith(port) ? authority.slice(0, -port.length) : authority;
}
