import { addressKey } from '../../base/index.ts';

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bMicroMessenger\//, 'WeChat'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:iPhone|iPad)\b/, 'iOS'],
  [/\bHarmonyOS\b/, 'HarmonyOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** The kind of program, for its owner to recognise: `Firefox · Windows`; undefined where nothing is known. */
export function agentOf(userAgent: string | undefined): string | undefined {
  const text = userAgent?.slice(0, 400) ?? '';
  const found = [BROWSERS, SYSTEMS].map((list) => list.find(([pattern]) => pattern.test(text))?.[1]);
  const named = found.filter((name) => name !== undefined);
  return named.length === 0 ? undefined : named.join(' · ');
}

/** The network of an address: `192.0.2.0/24`, `2001:db8:1::/48`, `loopback`; undefined for anything else. */
export function networkOf(address: string): string | undefined {
  if (address === '::1') return 'loopback';
  const key = addressKey(address);
  const version4 = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(key)?.[1];
  if (version4 !== undefined) return key.startsWith('127.') ? 'loopback' : `${version4}.0/24`;
  if (!/^(?:[0-9a-f]{1,4}:){3}[0-9a-f]{1,4}$/i.test(key)) return undefined;
  const groups = key.toLowerCase().split(':').slice(0, 3);
  while (groups.length > 1 && groups.at(-1) === '0') groups.pop();
  return `${groups.join(':')}::/48`;
}
