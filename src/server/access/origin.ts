/**
 * Whether a request that changes something may come from a page of another site (CSRF). Browsers send `Origin` with every such
 * request, and no page can forge it or `Host`. A program without a browser sends none, and carries no cookie by accident.
 * @param address the register's own address, as the world knows it.
 */
export function isForeign(
  headers: {
    readonly origin: string | undefined;
    readonly host: string | undefined;
    readonly site: string | undefined;
  },
  address: string,
): boolean {
  const { origin, host, site } = headers;
  if (origin === undefined) return site !== undefined && site !== 'same-origin' && site !== 'none';
  if (origin === new URL(address).origin) return false;
  if (!URL.canParse(origin)) return true;
  return new URL(origin).host !== host;
}
