/** Hands a file to the user; nothing leaves the device by itself. */
export function download(content: Blob | string | Uint8Array, name: string, type = 'application/octet-stream'): void {
  const blob =
    content instanceof Blob
      ? content
      : new Blob([typeof content === 'string' ? content : Uint8Array.from(content)], { type });
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 30_000);
}

/** A file's name from a title: signs that file systems refuse become hyphens. */
export function fileName(title: string, day: string, ending: string): string {
  const safe = title
    .replace(/[\\/:*?"<>|\s]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 60);
  return `${safe || 'analysis'}-${day}.${ending}`;
}

/** Today where the user is, YYYY-MM-DD. */
export function today(now = new Date()): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
