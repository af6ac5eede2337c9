/** What a page of each kind may load (CSP level 3). Nothing comes from another host, and no page runs script from its own text. */
export const contentPolicies = {
  /** Documents that are no pages: JSON, keys, files. */
  document: "default-src 'none'; frame-ancestors 'none'; sandbox",
  /** Public pages: one style sheet, no style of their own in any element, no script at all. */
  page: "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  /** The page that reads and tries the API: one script of our own. */
  reference:
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  /**
   * The desk. Its components put style elements into the page while they run; WebAssembly reads QR codes; `blob:` shows files
   * before they are sent.
   */
  desk: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
} as const;

/** Headers of every answer. Camera and position are for the desk alone (QR codes, presence); HSTS only where TLS is. */
export function securityHeaders(secure: boolean): readonly (readonly [string, string])[] {
  return [
    ['x-content-type-options', 'nosniff'],
    ['x-frame-options', 'DENY'],
    ['referrer-policy', 'same-origin'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['permissions-policy', 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=()'],
    ...(secure ? ([['strict-transport-security', 'max-age=31536000']] as const) : []),
  ];
}
