// What each option of curl does to the message.
// https://curl.se/docs/manpage.html

import { utf8ToBytes } from '@noble/hashes/utils.js';

import { uriEncode } from '../../core/sigv4/uri-encode.ts';
import { harmless, notModelled } from './curl-options.ts';
import type { PasteNote, PasteNoteCode } from './pasted.ts';
import type { ShellWord } from './shell-word.ts';

export interface CurlSettings {
  readonly urls: string[];
  /** The arguments of `-H`, as written. */
  readonly headers: string[];
  /** `joined`: with an `&` before it when it is not the first. */
  readonly data: { readonly bytes: Uint8Array; readonly joined: boolean }[];
  readonly queries: string[];
  /** Values of headers that have an option of their own. */
  readonly named: Map<'User-Agent' | 'Referer' | 'Cookie' | 'Range', string>;
  readonly flags: Set<'get' | 'head' | 'form' | 'upload' | 'json' | 'globoff' | 'path-as-is'>;
  readonly notes: PasteNote[];
  method: string | undefined;
  sigv4: string | undefined;
}

/** Notes something of the command. */
export function addNote({ notes }: CurlSettings, code: PasteNoteCode, detail: string): void {
  notes.push({ code, detail });
}

/** Takes an option without an argument into the settings. */
export function applyFlag(settings: CurlSettings, name: string): void {
  if (name === 'get' || name === 'head' || name === 'globoff' || name === 'path-as-is')
    settings.flags.add(name);
  else if (notModelled.has(name) || !(harmless.has(name) || harmless.has(name.replace(/^no-/, '')))) {
    // What follows a `=` is no part of a name, and may be a secret.
    addNote(settings, 'option-ignored', `--${name.split('=', 1)[0] ?? ''}`.replace(/^---/, '-').slice(0, 40));
  }
}

/** Takes an option with its argument into the settings. */
export function applyOption(settings: CurlSettings, name: string, argument: ShellWord): void {
  const { text } = argument;
  switch (name) {
    case 'url':
      settings.urls.push(text);
      return;
    case 'request':
      settings.method = text;
      return;
    case 'header':
      if (text.startsWith('@')) addNote(settings, 'headers-incomplete', text);
      else settings.headers.push(text);
      return;
    case 'user-agent':
      settings.named.set('User-Agent', text);
      return;
    case 'referer':
      settings.named.set('Referer', text.endsWith(';auto') ? text.slice(0, -5) : text);
      return;
    case 'cookie': {
      const before = settings.named.get('Cookie');
      if (!text.includes('=')) addNote(settings, 'option-ignored', '--cookie');
      else settings.named.set('Cookie', before === undefined ? text : `${before};${text}`);
      return;
    }
    case 'range':
      settings.named.set('Range', `bytes=${text}`);
      return;
    case 'aws-sigv4':
      settings.sigv4 = text;
      return;
    case 'user':
      // A name alone would make curl ask for the password.
      if (text.includes(':')) addNote(settings, 'secret-dropped', '--user');
      return;
    case 'form':
    case 'form-string':
      settings.flags.add('form');
      addNote(settings, 'form-upload', `--${name}`);
      return;
    case 'upload-file':
      settings.flags.add('upload');
      addNote(settings, 'body-in-a-file', text);
      return;
    case 'url-query':
      settings.queries.push(text.startsWith('+') ? text.slice(1) : (urlencoded(settings, text) ?? ''));
      return;
    case 'json':
      settings.flags.add('json');
      addData(settings, argument, { readsFiles: true, joined: false });
      return;
    case 'data':
    case 'data-ascii':
    case 'data-binary':
      addData(settings, argument, { readsFiles: true, joined: true });
      return;
    case 'data-raw':
      addData(settings, argument, { readsFiles: false, joined: true });
      return;
    case 'data-urlencode': {
      const encoded = urlencoded(settings, text);
      settings.data.push({ bytes: utf8ToBytes(encoded ?? ''), joined: true });
      return;
    }
    default:
      if (notModelled.has(name)) addNote(settings, 'option-ignored', `--${name}`);
  }
}

function addData(
  settings: CurlSettings,
  { text, bytes }: ShellWord,
  { readsFiles, joined }: { readonly readsFiles: boolean; readonly joined: boolean },
): void {
  const isFile = readsFiles && text.startsWith('@');
  if (isFile) addNote(settings, 'body-in-a-file', text.slice(1));
  settings.data.push({ bytes: isFile ? new Uint8Array(0) : bytes, joined });
}

/**
 * `content`, `=content`, `name=content`; `@file` and `name@file` are a body that is not in the command. A space
 * becomes `+`.
 */
function urlencoded(settings: CurlSettings, text: string): string | undefined {
  const equals = text.indexOf('=');
  const separator = equals >= 0 ? equals : text.indexOf('@');
  const name = separator <= 0 ? '' : `${text.slice(0, separator)}=`;
  if (separator >= 0 && text[separator] === '@') {
    addNote(settings, 'body-in-a-file', text.slice(separator + 1));
    return name === '' ? undefined : name;
  }
  return name + uriEncode(text.slice(separator + 1)).replaceAll('%20', '+');
}
