const PARTS = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(\?[^#]*)?(?:#.*)?$/s;

interface UriParts {
  readonly scheme: string;
  readonly authority: string | undefined;
  readonly path: string;
  readonly query: string;
}

/**
 * Joins an xml:base value to the one above it as Canonical XML 1.1 §2.4 says: resolution that also takes a relative
 * base and keeps leading `..` segments then. As libxml2 does it, whose bytes partners sign: a path that needs no
 * merging keeps its dot segments.
 */
export function joinBases(outer: string, inner: string): string {
  const base = partsOf(/\.\.?$/.test(outer) ? `${outer}/` : outer);
  const reference = partsOf(inner);
  if (reference.scheme !== '') return inner;
  if (reference.authority !== undefined) return written({ ...reference, scheme: base.scheme });
  if (reference.path === '')
    return written({ ...base, query: reference.query === '' ? base.query : reference.query });
  const { query } = reference;
  if (reference.path.startsWith('/')) return written({ ...base, path: reference.path, query });
  const rooted = base.authority !== undefined && base.path === '';
  const folder = rooted ? '/' : base.path.slice(0, base.path.lastIndexOf('/') + 1);
  return written({ ...base, path: withoutDots(folder + reference.path), query });
}

function partsOf(uri: string): UriParts {
  const match = PARTS.exec(uri);
  return {
    scheme: match?.[1] ?? '',
    authority: match?.[2],
    path: match?.[3] ?? '',
    query: match?.[4] ?? '',
  };
}

function written({ scheme, authority, path, query }: UriParts): string {
  const head = (scheme === '' ? '' : `${scheme}:`) + (authority === undefined ? '' : `//${authority}`);
  return head + path + query;
}

function withoutDots(path: string): string {
  const absolute = path.startsWith('/');
  const kept: string[] = [];
  const segments = path.split('/').slice(absolute ? 1 : 0);
  segments.forEach((segment, index) => {
    const last = index === segments.length - 1;
    if (segment === '..') {
      if (kept.length === 0 || kept.at(-1) === '..') kept.push('..');
      else {
        kept.pop();
        if (last) kept.push('');
      }
    } else if (segment === '.') {
      if (last) kept.push('');
    } else if (segment !== '' || last) {
      kept.push(segment);
    }
  });
  return (absolute ? '/' : '') + kept.join('/');
}
