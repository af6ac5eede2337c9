import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clientOf } from './client.ts';
import { proxies } from './proxies.ts';

describe('where a request comes from', () => {
  const inside = proxies(['loopback', '10.0.0.0/8', 'fd00::/8']);

  test.each([
    ['nobody between', '203.0.113.7', undefined, '203.0.113.7', false],
    ['this machine', '127.0.0.1', undefined, '127.0.0.1', true],
    ['this machine by IPv6', '::1', undefined, '0:0:0:0::/64', true],
    ['this machine on a socket that speaks both', '::ffff:127.0.0.1', undefined, '127.0.0.1', true],
    ['a stranger who writes the header herself', '203.0.113.7', '198.51.100.1', '203.0.113.7', false],
    ['a proxy here', '127.0.0.1', '203.0.113.7', '203.0.113.7', false],
    ['a proxy here before which the sender wrote', '127.0.0.1', '198.51.100.1, 203.0.113.7', '203.0.113.7', false],
    ['a sender who claims to be this machine', '127.0.0.1', '127.0.0.1, 203.0.113.7', '203.0.113.7', false],
    ['two proxies', '127.0.0.1', '198.51.100.1, 203.0.113.7, 10.1.2.3', '203.0.113.7', false],
    ['a proxy in the network', '10.9.9.9', '203.0.113.7', '203.0.113.7', false],
    ['a proxy by IPv6', 'fd00::5', '203.0.113.7', '203.0.113.7', false],
    ['an address with its port', '127.0.0.1', '203.0.113.7:51234', '203.0.113.7', false],
    ['an IPv6 address in brackets', '127.0.0.1', '[2001:db8::9]:443', '2001:db8:0:0::/64', false],
    ['words that are no address', '127.0.0.1', 'unknown', '127.0.0.1', true],
    ['a socket without an address', undefined, '127.0.0.1', '', false],
  ])('%s', (_, socket, header, address, isLocal) => {
    expect(clientOf(socket, header, inside)).toEqual({ address, isLocal });
  });

  test('a network of IPv6 counts as one client, whichever of its addresses is used', () => {
    const [one, two, other] = ['2001:db8:1:2::1', '2001:0db8:0001:0002:ffff:0:0:9', '2001:db8:1:3::1'].map(
      (a) => clientOf(a, undefined).address,
    );
    expect(one).toBe(two);
    expect(other).not.toBe(one);
  });

  test('who trusts nobody takes no request for one of this machine that says somebody stands between', () => {
    expect(clientOf('127.0.0.1', '203.0.113.7', proxies([]))).toEqual({ address: '127.0.0.1', isLocal: false });
    expect(clientOf('127.0.0.1', undefined, proxies([]))).toEqual({ address: '127.0.0.1', isLocal: true });
  });

  test('whatever a sender writes before what the proxy adds changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (written) => {
        expect(clientOf('10.1.1.1', `${written}, 203.0.113.7`, inside)).toEqual({
          address: '203.0.113.7',
          isLocal: false,
        });
      }),
    );
  });
});
