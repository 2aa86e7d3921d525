// Comma-separated values as AWS writes them: lines end in LF, and nothing stands behind the last.

export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(csvField).join(',')).join('\n');
}

/** User names may have commas in them (RFC 4180 section 2). */
function csvField(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
