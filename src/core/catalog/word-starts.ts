// Where the words of a name in camel case begin: `GetBucketCORS` has `Get`, `Bucket` and `CORS`.

/** Whether a word begins at this place: after a small letter, or as the last capital of a run before one. */
export function beginsWord(name: string, at: number): boolean {
  if (at === 0) return true;
  if (/[-_]/.test(name[at - 1] ?? '')) return true;
  if (!isCapital(name, at)) return false;
  return !isCapital(name, at - 1) || isSmall(name, at + 1);
}

/** The first letters of its words, in lower case: `gbc`. */
export function initialsOf(name: string): string {
  let initials = '';
  for (let at = 0; at < name.length; at++) if (beginsWord(name, at)) initials += name[at] ?? '';
  return initials.toLowerCase();
}

function isCapital(name: string, at: number): boolean {
  const code = name.charCodeAt(at);
  return code >= 0x41 && code <= 0x5a;
}

function isSmall(name: string, at: number): boolean {
  const code = name.charCodeAt(at);
  return code >= 0x61 && code <= 0x7a;
}
