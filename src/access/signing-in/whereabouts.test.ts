import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agentOf, networkOf } from './whereabouts.ts';

describe('where a session was opened', () => {
  test.each([
    ['192.0.2.77', '192.0.2.0/24'],
    ['::ffff:192.0.2.77', '192.0.2.0/24'],
    ['127.0.0.1', 'loopback'],
    ['::1', 'loopback'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['2001:db8::5', '2001:db8::/48'],
    ['2001:DB8:0:7::5', '2001:db8::/48'],
    ['fe80::1%eth0', 'fe80::/48'],
    ['', undefined],
    ['somewhere', undefined],
  ])('%s is shown as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  test('never names one address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        const network = networkOf(address);
        expect(network === undefined || network === 'loopback' || /\/(?:24|48)$/.test(network)).toBe(true);
        expect((network ?? '').length).toBeLessThanOrEqual(60);
      }),
    );
  });

  test.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
      'Edge · Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1',
      'Safari · iOS',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36 MicroMessenger/8.0',
      'WeChat · Android',
    ],
    ['curl/8.5.0', 'curl'],
    ['<script>', undefined],
    [undefined, undefined],
  ])('by %s is shown as %s', (agent, shown) => {
    expect(agentOf(agent)).toBe(shown);
  });
});
