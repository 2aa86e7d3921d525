// The fields of a form as S3 takes them: names without regard to case, values with their variables put in.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html

import type { FormField } from './read-multipart.ts';

/**
 * Each field once, under the name first sent. The values of one sent twice are joined by a comma, as two
 * `x-amz-security-token` fields are (sigv4-HTTPPOSTConstructPolicy): what is checked is then what is used.
 */
export function joinFields(fields: readonly FormField[]): readonly FormField[] {
  const joined = new Map<string, FormField>();
  for (const [name, value] of fields) {
    const before = joined.get(name.toLowerCase());
    joined.set(
      name.toLowerCase(),
      before === undefined ? [name, value] : [before[0], `${before[1]},${value}`],
    );
  }
  return [...joined.values()];
}

/** The value of a field; `name` in lower case. */
export function fieldValue(fields: readonly FormField[], name: string): string | undefined {
  return fields.find(([candidate]) => candidate.toLowerCase() === name)?.[1];
}

/**
 * Puts the file's name in the place of `${filename}`, in every field: "only the text following the last
 * slash (/) or backslash (\) is used"; nothing where the file has no name.
 */
export function expandFilename(
  fields: readonly FormField[],
  filename: string | undefined,
): readonly FormField[] {
  const name = filename?.slice(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1) ?? '';
  return fields.map(([field, value]) => [field, value.split('${filename}').join(name)]);
}
