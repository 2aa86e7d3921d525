// A header's value with its parameters, as `Content-Type` and `Content-Disposition` have them.
// RFC 2045 §5.1, RFC 2183 §2, and what RFC 7578 §4.2 says of file names.

export interface ParameterizedValue {
  /** Before the first semicolon, in lower case. */
  readonly value: string;
  /** By name in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Reads `form-data; name="file"; filename="a.txt"`; undefined when it is malformed, or names a parameter twice. */
export function parseParameters(text: string): ParameterizedValue | undefined {
  const semicolon = text.indexOf(';');
  const value = (semicolon < 0 ? text : text.slice(0, semicolon)).trim().toLowerCase();
  const parameters = new Map<string, string>();
  let at = semicolon < 0 ? text.length : semicolon + 1;
  while (at < text.length) {
    const parameter = readParameter(text, at);
    if (parameter === undefined) return undefined;
    at = parameter.end;
    if (parameter.name === '') continue;
    // Of two names one would be checked and the other used.
    if (parameters.has(parameter.name)) return undefined;
    parameters.set(parameter.name, parameter.value);
  }
  return { value, parameters };
}

interface Parameter {
  /** Empty where nothing stands between two semicolons. */
  readonly name: string;
  readonly value: string;
  /** Behind the semicolon that ends it. */
  readonly end: number;
}

function readParameter(text: string, start: number): Parameter | undefined {
  const next = text.indexOf(';', start);
  const stop = next < 0 ? text.length : next;
  const piece = text.slice(start, stop);
  if (piece.trim() === '') return { name: '', value: '', end: stop + 1 };
  // A semicolon may stand in a quoted value, but not before the equal sign.
  const equals = start + piece.indexOf('=');
  const name = text.slice(start, equals).trim().toLowerCase();
  if (equals < start || name === '') return undefined;
  if (text[equals + 1] !== '"') return { name, value: text.slice(equals + 1, stop).trim(), end: stop + 1 };
  const quoted = readQuoted(text, equals + 2);
  if (quoted === undefined) return undefined;
  const after = text.indexOf(';', quoted.end);
  const end = after < 0 ? text.length : after;
  return text.slice(quoted.end, end).trim() === '' ? { name, value: quoted.value, end: end + 1 } : undefined;
}

// Browsers do not escape backslashes, and some have sent whole paths of Windows: only before a quotation
// mark or another backslash is it an escape.
function readQuoted(
  text: string,
  start: number,
): { readonly value: string; readonly end: number } | undefined {
  let value = '';
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') return { value, end: at + 1 };
    const escaped = character === '\\' ? text.charAt(at + 1) : '';
    if (escaped === '"' || escaped === '\\') at++;
    value += escaped === '"' || escaped === '\\' ? escaped : character;
  }
  return undefined;
}
