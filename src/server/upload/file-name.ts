/**
 * The name of an uploaded file as it is kept: one line of text, no path, nothing that turns the writing direction or hides
 * characters, so that `exe.fdp` cannot look like `pdf.exe` read backwards.
 */
export function tidyFileName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(/\p{Surrogate}/gu, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^\.+/, '')
    .trim();
  if (plain.length <= 180) return plain === '' ? 'file' : plain;
  const ending = /\.[^.]{1,10}$/.exec(plain)?.[0] ?? '';
  return `${[...plain].slice(0, 180 - ending.length).join('')}${ending}`;
}

/** `Content-Disposition` with the name in both forms (RFC 6266, RFC 8187): old readers take the first, all others the second. */
export function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
