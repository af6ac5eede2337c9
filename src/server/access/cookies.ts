/** Under TLS the name binds the cookie to this host and to TLS (RFC 6265bis 4.1.3.2). */
export function sessionCookie(secure: boolean): string {
  return secure ? '__Host-touchstone' : 'touchstone';
}

export const languageCookie = 'lang';

export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** HttpOnly, so that no script reads it; SameSite=Lax, so that links from other sites still find the person signed in. */
export function writeSessionCookie(token: string, secure: boolean, expires: Date): string {
  const parts = [
    `${sessionCookie(secure)}=${token}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    `Expires=${expires.toUTCString()}`,
  ];
  return (secure ? [...parts, 'Secure'] : parts).join('; ');
}

export function dropSessionCookie(secure: boolean): string {
  const parts = [`${sessionCookie(secure)}=`, 'Path=/', 'HttpOnly', 'SameSite=Lax', 'Max-Age=0'];
  return (secure ? [...parts, 'Secure'] : parts).join('; ');
}

/** A choice of language is no secret and lasts a year; the desk's script reads it. */
export function writeLanguageCookie(language: 'zh' | 'en', secure: boolean): string {
  return `${languageCookie}=${language}; Path=/; SameSite=Lax; Max-Age=31536000${secure ? '; Secure' : ''}`;
}
