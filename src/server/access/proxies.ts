import { BlockList, isIP } from 'node:net';

/** The proxies in front of this server whose word on whom they serve is believed. */
export interface Proxies {
  readonly has: (address: string) => boolean;
}

const loopbackNetworks = ['127.0.0.0/8', '::1/128'];

/** From the setting `TRUSTED_PROXIES`: addresses, networks as `10.0.0.0/8`, and `loopback` for this machine. Its form was checked with it. */
export function proxies(names: readonly string[]): Proxies {
  const list = new BlockList();
  for (const name of names.flatMap((n) => (n === 'loopback' ? loopbackNetworks : [n]))) {
    const [address = '', bits] = name.split('/');
    const version = isIP(address);
    const family = version === 6 ? 'ipv6' : 'ipv4';
    if (version === 0) throw new TypeError(`Expected an address or a network, found \`${name}\`.`);
    list.addSubnet(address, Number(bits ?? (version === 6 ? 128 : 32)), family);
  }
  return {
    has: (address) => {
      const version = isIP(address);
      return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4');
    },
  };
}

/** This very machine. */
export const loopback: Proxies = proxies(['loopback']);
