// AWS's errors in XML: of the Query protocol, of S3, and of EC2.
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html

import { readXml, xmlChild, xmlText, type XmlTree } from '../../core/wire/xml-reader.ts';
import { textsInMessage } from './error-message.ts';
import { mostFinds, type Answer, type Find } from './pasted.ts';

const opening = /<(ErrorResponse|Response|Error)(?=[\s>])/g;

/** Every error document of a text; what is not well formed is read as far as its elements can be told. */
export function findErrorXml(text: string): readonly Find[] {
  const finds: Find[] = [];
  const unclosed = new Set<string>();
  let done = 0;
  for (const match of text.matchAll(opening)) {
    const name = match[1] ?? '';
    if (match.index < done || unclosed.has(name)) continue;
    const close = text.indexOf(`</${name}>`, match.index);
    if (close < 0) {
      unclosed.add(name);
      // A document cut off in the middle of a log or a window.
      const answer = answerOfPieces(text.slice(match.index));
      if (answer !== undefined) {
        finds.push({ kind: 'error-xml', at: match.index, end: text.length, answer });
        break;
      }
      continue;
    }
    done = close + name.length + 3;
    const document = text.slice(match.index, done);
    const answer = answerOf(document);
    if (answer !== undefined) finds.push({ kind: 'error-xml', at: match.index, end: done, answer });
  }
  return finds.slice(-mostFinds);
}

function answerOf(document: string): Answer | undefined {
  const xml = readXml(document);
  if (!xml.ok) return answerOfPieces(document);
  const error = errorElement(xml.value);
  if (error === undefined) return undefined;
  return answerFrom((name) => xmlText(error, name) ?? xmlText(xml.value, name));
}

function errorElement(root: XmlTree): XmlTree | undefined {
  const inner = xmlChild(xmlChild(root, 'Errors') ?? root, 'Error');
  return root.name === 'Error' ? root : inner;
}

// Browsers show XML with the entities undone, and then it is no XML any more.
function answerOfPieces(document: string): Answer | undefined {
  return answerFrom((name) => {
    const start = document.indexOf(`<${name}>`);
    const end = start < 0 ? -1 : document.indexOf(`</${name}>`, start);
    return end < 0 ? undefined : undoEntities(document.slice(start + name.length + 2, end));
  });
}

function answerFrom(field: (name: string) => string | undefined): Answer | undefined {
  const code = field('Code')?.trim();
  if (code === undefined || code === '') return undefined;
  const message = field('Message') ?? '';
  const canonicalRequest = field('CanonicalRequest');
  const stringToSign = field('StringToSign');
  const signatureProvided = field('SignatureProvided')?.trim();
  const accessKeyId = field('AWSAccessKeyId')?.trim();
  const requestId = (field('RequestId') ?? field('RequestID') ?? field('requestId'))?.trim();
  return {
    code,
    message,
    ...textsInMessage(message),
    ...(canonicalRequest !== undefined && { canonicalRequest }),
    ...(stringToSign !== undefined && { stringToSign }),
    ...(signatureProvided !== undefined && { signatureProvided }),
    ...(accessKeyId !== undefined && { accessKeyId }),
    ...(requestId !== undefined && { requestId }),
  };
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&amp;': '&',
};

function undoEntities(text: string): string {
  return text.replace(/&(?:lt|gt|quot|apos|amp|#39);/g, (entity) => entities[entity] ?? entity);
}
