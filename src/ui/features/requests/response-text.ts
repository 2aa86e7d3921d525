// A response's body as text to read: XML and JSON on lines of their own, anything else as it came.

import { headerValue, type HttpResponse } from '../../../core/wire/message.ts';

/** Never fails: what is no UTF-8 is shown with replacement characters, what cannot be laid out as it is. */
export function responseText(response: HttpResponse): string {
  const text = new TextDecoder().decode(response.body);
  const type = headerValue(response, 'content-type') ?? '';
  if (type.includes('json')) return indentJson(text);
  if (type.includes('xml')) return indentXml(text);
  return text;
}

function indentJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Said to be JSON and is not: shown as it is.
    return text;
  }
}

/** Puts each element on its own line; one that holds only text stays on one. */
function indentXml(text: string): string {
  const lines: string[] = [];
  let depth = 0;
  for (const token of text.match(/<[^>]*>|[^<]+/g) ?? []) {
    if (!token.startsWith('<')) {
      if (token.trim() !== '') lines[lines.length - 1] = `${lines.at(-1) ?? ''}${token}`;
      continue;
    }
    if (token.startsWith('</')) {
      depth = Math.max(0, depth - 1);
      const opened = lines.at(-1)?.trimStart() ?? '';
      const name = token.slice(2, -1).trim();
      // The last line is this element's own start: its text, if any, stays between its tags.
      const isOwn = opened.startsWith(`<${name}>`) || opened.startsWith(`<${name} `);
      if (isOwn && !opened.includes('</') && !opened.endsWith('/>'))
        lines[lines.length - 1] = `${lines.at(-1) ?? ''}${token}`;
      else lines.push('  '.repeat(depth) + token);
      continue;
    }
    lines.push('  '.repeat(depth) + token);
    if (!token.endsWith('/>') && !token.startsWith('<?') && !token.startsWith('<!')) depth += 1;
  }
  return lines.join('\n');
}
