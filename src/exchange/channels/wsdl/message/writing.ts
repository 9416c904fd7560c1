import {
  canonicalJson,
  escapeAttribute,
  escapeText,
  fromUtf8,
  toBase64,
  utf8,
} from '../../../../base/index.ts';
import { openXml } from '../../../../crypto/index.ts';
import type { Envelope } from '../../../index.ts';
import type { Field } from '../address-schema.ts';
import type { QualifiedName } from '../description/source.ts';
import type { Planned } from './planning.ts';

/** What a request says of a message: as much of it as there is. */
export interface Saying {
  readonly envelope?: Envelope;
  readonly content?: Uint8Array;
  /** The partner's own name of what it has, and how far we have read. */
  readonly id?: string;
  readonly cursor?: string;
}

/** What an element is filled with; XML with the name of its document element. */
type Filling = { readonly text: string } | { readonly xml: string; readonly root: QualifiedName };

/** Characters that XML 1.0 cannot carry (§2.2). */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const EVERY_UNWRITABLE = new RegExp(UNWRITABLE, 'gu');
/** Frames of XML around a document may add a few levels to what is in it. */
const BOUNDS = { maximumBytes: 33_554_432, maximumDepth: 60, maximumAttributes: 64 } as const;

/** A request as XML; undefined where the content is not of the form that its element takes. */
export function writeRequest(planned: Planned, saying: Saying): string | undefined {
  const unfit = new Set<Field>();
  const text = write(planned, (field) => {
    const filling = fillingOf(field, saying);
    if (filling === undefined) unfit.add(field);
    return filling ?? { text: '' };
  });
  return unfit.size === 0 ? text : undefined;
}

function write(planned: Planned, fill: (field: Field) => Filling): string {
  const { name, namespace, field, attributes, children } = planned;
  const filling = field === undefined ? undefined : fill(field);
  if (filling !== undefined && 'xml' in filling && isSame(filling.root, planned)) return filling.xml;
  const [tag, declaration] =
    namespace === '' ? [name, ''] : [`x:${name}`, ` xmlns:x="${escapeAttribute(namespace)}"`];
  const said = attributes.map(([attribute, of]) => {
    const given = fill(of);
    return ` ${attribute}="${'text' in given ? escapeAttribute(given.text) : ''}"`;
  });
  const inside =
    filling === undefined
      ? children.map((child) => write(child, fill)).join('')
      : 'text' in filling
        ? escapeText(filling.text)
        : filling.xml;
  return `<${tag}${declaration}${said.join('')}>${inside}</${tag}>`;
}

function isSame(one: QualifiedName, other: QualifiedName): boolean {
  return one.name === other.name && one.namespace === other.namespace;
}

function fillingOf(field: Field, saying: Saying): Filling | undefined {
  const { takes, form = 'base64', words = [] } = field;
  if (takes === 'content') return contentAs(form, saying.content ?? new Uint8Array());
  if (takes === 'envelope') {
    const text = saying.envelope === undefined ? '' : canonicalJson({ ...saying.envelope });
    return { text: form === 'base64' ? toBase64(utf8(text)) : text };
  }
  const ours = plainOf(field, saying);
  const theirs = words.find((word) => word.ours === ours)?.theirs ?? ours;
  return { text: theirs.replaceAll(EVERY_UNWRITABLE, '\uFFFD') };
}

function contentAs(form: 'xml' | 'text' | 'base64', content: Uint8Array): Filling | undefined {
  if (form === 'base64') return { text: toBase64(content) };
  if (form === 'text') {
    const text = fromUtf8(content);
    return text === undefined || UNWRITABLE.test(text) ? undefined : { text };
  }
  const opening = openXml(content, BOUNDS);
  if (!opening.opened) return undefined;
  const { document } = opening;
  try {
    const { name, namespace } = document.root;
    const xml = fromUtf8(document.canonical({ method: 'c14n-exclusive', of: document.root }));
    return xml === undefined ? undefined : { xml, root: { name, namespace } };
  } finally {
    document.close();
  }
}

function plainOf({ takes, constant = '' }: Field, { envelope, id, cursor = '' }: Saying): string {
  if (takes === 'constant') return constant;
  if (takes === 'cursor') return cursor;
  if (envelope === undefined || takes === 'id') return takes === 'id' ? (id ?? envelope?.id ?? '') : '';
  const [country = '', authority = '', ...number] = envelope.subject.split('/');
  switch (takes) {
    case 'country':
      return country;
    case 'authority':
      return authority;
    case 'number':
      return number.join('/');
    case 'media-type':
      return envelope.mediaType;
    case 'content':
    case 'envelope':
      return '';
    default:
      return envelope[takes];
  }
}
