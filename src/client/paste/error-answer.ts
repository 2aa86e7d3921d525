// AWS's answer in a text: as a document, in a log's literal, or in a tool's words.

import { findErrorJson } from './error-json.ts';
import { findErrorText } from './error-text.ts';
import { findErrorXml } from './error-xml.ts';
import { readLiteral, literalText } from './literal.ts';
import { lastOffsets, type Answer, type Find } from './pasted.ts';

/** Every error of a text, in its order. */
export function findErrors(text: string): readonly Find[] {
  const documents = [...findErrorXml(text), ...findErrorJson(text)];
  const outermost = documents.filter(
    (find) => !documents.some((other) => other !== find && other.at < find.at && find.at < other.end),
  );
  const known = [...outermost, ...inLiterals(text)];
  return [...known, ...findErrorText(text, known)].sort((left, right) => left.at - right.at);
}

/**
 * The answer that several finds tell: the last of its code, completed from the others of that code, and from
 * those of the same message where one has no code.
 */
export function mergeAnswers(finds: readonly Find[]): Answer | undefined {
  const answers = finds.flatMap(({ answer }) => (answer === undefined ? [] : [answer]));
  const last = answers.at(-1);
  if (last === undefined) return undefined;
  const code = last.code || (answers.findLast((other) => other.code !== '' && says(other, last))?.code ?? '');
  const same = answers.filter((other) => other.code === code || (other.code === '' && says(other, last)));
  const message = same.reduce(
    (longest, { message }) => (message.length > longest.length ? message : longest),
    '',
  );
  return Object.assign({}, ...same, { code, message }) as Answer;
}

function says(answer: Answer, other: Answer): boolean {
  return answer.message === other.message;
}

// botocore prints a body as Python's bytes, with its line feeds as `\n`.
function inLiterals(text: string): readonly Find[] {
  return lastOffsets(text, 'Response body:').flatMap((at): Find[] => {
    const body = readLiteral(text, at + 'Response body:'.length);
    const content = body === undefined ? undefined : literalText(body.value);
    if (body === undefined || content === undefined) return [];
    const [find] = [...findErrorXml(content), ...findErrorJson(content)];
    return find === undefined ? [] : [{ ...find, at, end: body.end }];
  });
}
