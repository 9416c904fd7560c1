import type { Finding } from '../../base/index.ts';
import { isBase64, parseDecimal } from '../../base/index.ts';
import { saysNothing } from '../message/absence.ts';
import type { FindingCode } from '../message/finding-codes.ts';
import { clip, collapse } from '../message/wording.ts';
import type { Node } from '../switch/equality.ts';
import { isNode } from '../switch/equality.ts';
import { shown } from '../switch/losses.ts';
import type { CompiledMember, JsonForm } from './shape.ts';
import { compileForm } from './shape.ts';
import { elementMember } from './writer.ts';

/** Something of a source that has no place in our documents, by its place in the source. */
export interface Unread {
  readonly path: string;
  readonly value: string;
}

export interface FormReading {
  readonly document: object;
  readonly findings: readonly Finding[];
  readonly unread: readonly Unread[];
  /** How much more was set aside than `unread` lists. */
  readonly omitted: number;
}

const MAXIMUM_FINDINGS = 500;
const MAXIMUM_UNREAD = 2000;
/** Levels of what is set aside that are told one by one. */
const MAXIMUM_DEPTH = 16;

/**
 * Reads a JSON form leniently: a value where an array of one is due and the reverse, a bare text where an object is due, numbers as
 * numbers. What has no place is told in `unread`; never throws on content.
 */
export function readJsonForm(form: JsonForm, root: unknown): FormReading {
  const reader = new FormReader();
  const document = reader.root(compileForm(form).root, root);
  return { document, findings: reader.findings, unread: reader.unread, omitted: reader.omitted };
}

type Draft = Record<string, unknown>;

class FormReader {
  readonly findings: Finding[] = [];
  readonly unread: Unread[] = [];
  omitted = 0;

  root(members: readonly CompiledMember[], root: unknown): object {
    if (isNode(root)) return this.#object(members, root, '') ?? {};
    this.#find('SEVERE', 'not-an-object', '/', { found: shown(root) });
    return {};
  }

  #object(members: readonly CompiledMember[], json: Node, path: string, into: Draft = {}): Draft | undefined {
    for (const [name, content] of Object.entries(json)) {
      const at = `${path}/${clip(name)}`;
      const member = members.find((known) => known.json === name);
      if (!member) {
        this.#find('WARNING', 'unknown-member', at, { member: clip(name) });
        this.#set(at, content);
      } else this.#member(member, content, at, into);
    }
    return Object.keys(into).length === 0 ? undefined : into;
  }

  #member(member: CompiledMember, content: unknown, path: string, into: Draft): void {
    const several: readonly unknown[] = Array.isArray(content) ? content : [content];
    const { element } = member;
    for (const [index, item] of several.entries()) {
      const at = Array.isArray(content) ? `${path}/${String(index)}` : path;
      if (member.each) {
        if (isNode(item)) this.#object([member.each], item, at, into);
        else this.#set(at, item);
      } else if (!element) {
        if (isNode(item) && index === 0) this.#object(member.members(), item, at, into);
        else this.#set(at, item);
      } else {
        const value = this.#value(member, item, at);
        if (value === undefined) continue;
        const known = into[element.property];
        if (element.repeatable && Array.isArray(known)) known.push(value);
        else if (element.repeatable) into[element.property] = [value];
        else if (known === undefined) into[element.property] = value;
        else {
          this.#find('WARNING', 'repeated-element', at, { element: member.json });
          this.#set(at, item);
        }
      }
    }
  }

  #value(member: CompiledMember, item: unknown, path: string): object | undefined {
    if (!member.element?.structure) return this.#basic(member, item, path);
    if (isNode(item)) return this.#object(member.members(), item, path);
    this.#set(path, item); // a resource that is only pointed to, among others
    return undefined;
  }

  #basic(member: CompiledMember, item: unknown, path: string): object | undefined {
    const basic = member.element?.basic;
    if (basic === 'indicator') {
      if (typeof item === 'boolean') return { value: item };
      return this.#refuse('not-an-indicator', path, item);
    }
    const described: Node = isNode(item) ? item : { content: item };
    const { content } = described;
    const text = typeof content === 'number' ? String(content) : content;
    if (typeof content === 'number') this.#find('INFO', 'number-as-number', path, { found: String(content) });
    if (typeof text !== 'string') return this.#refuse('not-a-text', path, content);
    if (basic === 'dateTime') return this.#date(described, text);
    return this.#text(member, described, text, path);
  }

  #date(described: Node, text: string): object | undefined {
    const value = collapse(text);
    if (saysNothing(value)) return undefined;
    const { format } = described;
    return typeof format === 'string' && format !== '' ? { value, format } : { value };
  }

  #text(member: CompiledMember, described: Node, text: string, path: string): object | undefined {
    const basic = member.element?.basic;
    const value = basic === 'text' ? text : basic === 'binary' ? text.replace(/\s+/g, '') : collapse(text);
    if (basic === 'binary') {
      if (!isBase64(value)) this.#find('WARNING', 'attachment-broken', path, { filename: '' });
    } else if (saysNothing(value)) return undefined;
    if (basic === 'measure' || basic === 'quantity' || basic === 'numeric') {
      if (!parseDecimal(value)) return this.#refuse('not-a-number', path, text);
    }
    const ours = this.#coded(member, value, path);
    if (ours === undefined) return undefined;
    const read: Draft = { value: ours };
    for (const [name, attribute] of Object.entries(described)) {
      if (name === 'content') continue;
      const known = member.attributes.find(({ json }) => json === name);
      if (known && typeof attribute === 'string') {
        if (attribute.trim() !== '') read[known.property] = attribute;
      } else {
        this.#find('INFO', 'unknown-attribute', path, { attribute: clip(name) });
        this.#set(`${path}/${clip(name)}`, attribute);
      }
    }
    return read;
  }

  /** Our code for theirs. One of our list that cannot be of theirs is taken for ours, with a remark. */
  #coded(member: CompiledMember, value: string, path: string): string | undefined {
    const codes = elementMember(member)?.codes;
    const list = member.element?.list;
    if (!codes || !list) return value;
    const known = codes.find(([, theirs]) => theirs === value);
    if (known) return known[0];
    if (Number(value) >= FIRST_OF_OURS_ALONE && list.has(value)) {
      this.#find('WARNING', 'other-code-list', path, {
        found: list.title,
        expected: 'Document status (1373)',
      });
      return value;
    }
    this.#find('WARNING', 'unknown-code', path, { code: clip(value), list: 'Document status (1373)' });
    this.#set(path, value);
    return undefined;
  }

  #refuse(code: FindingCode, path: string, found: unknown): undefined {
    this.#find('WARNING', code, path, { found: shown(found) });
    this.#set(path, found);
  }

  #set(path: string, content: unknown, depth = 0): void {
    if (this.unread.length >= MAXIMUM_UNREAD) this.omitted += 1;
    else if (typeof content === 'object' && content !== null && depth < MAXIMUM_DEPTH) {
      for (const [name, inner] of Object.entries(content))
        this.#set(`${path}/${clip(name)}`, inner, depth + 1);
    } else this.unread.push({ path, value: shown(typeof content === 'number' ? String(content) : content) });
  }

  #find(
    level: Finding['level'],
    code: FindingCode,
    path: string,
    values: Readonly<Record<string, string>>,
  ): void {
    if (this.findings.length < MAXIMUM_FINDINGS)
      this.findings.push({ area: 'Schema', level, code, path, values });
  }
}

/** The list of document statuses (1373) ends below; a higher code can only be of the list of statuses (4405). */
const FIRST_OF_OURS_ALONE = 40;
