// A signed POST policy as the HTML form that uses it.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html

/** The text of the form, its values escaped; the file comes last, as S3 wants it. */
export function formHtml(url: string, fields: readonly (readonly [name: string, value: string])[]): string {
  const inputs = fields.map(
    ([name, value]) => `  <input type="hidden" name="${escaped(name)}" value="${escaped(value)}" />\n`,
  );
  return (
    `<form action="${escaped(url)}" method="post" enctype="multipart/form-data">\n` +
    inputs.join('') +
    '  <input type="file" name="file" />\n  <button>Upload</button>\n</form>\n'
  );
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
