/** Where a person goes after signing in: the screen they came for, and never out of the window. */
export function wayBack(next: string | undefined): {
  readonly path: string;
  readonly search: Readonly<Record<string, string>>;
} {
  const home = { path: '/', search: {} };
  if (next === undefined || !/^\/(?![/\\])/.test(next)) return home;
  try {
    const address = new URL(next, 'https://window.invalid');
    if (address.origin !== 'https://window.invalid' || address.pathname === '/sign-in') return home;
    return { path: address.pathname, search: Object.fromEntries(address.searchParams) };
  } catch {
    return home;
  }
}
