import type { Face, FaceField, FaceSection, FaceValue } from '../../src/standards/index.ts';
import type { LampLight } from '../inspection/index.ts';
import { drawing, h } from './dom.ts';
import { labelView, valueLines } from './face-values.ts';
import { tellValue } from '../inspection/index.ts';
import { cellView, goodsRows, headCell } from './goods.ts';
import { signOf } from './lights.ts';
import type { Speech } from '../inspection/index.ts';

type Fields = Extract<FaceSection, { readonly kind: 'fields' }>;
type Table = Extract<FaceSection, { readonly kind: 'table' }>;

/** Sections whose fields the sheet shows in its head and foot, not among the numbered boxes. */
const IDENTITY = 'face-identity';
const ISSUE = 'face-issue';
const GOODS = 'face-goods';
const IN_HEAD: readonly string[] = ['face-number', 'face-status', 'face-issue-date', 'face-kind'];
/** Sections that hold prose: one box to a line. */
const PROSE = 'face-declarations';

/**
 * The certificate as a form: numbered boxes with labels in two languages, tables, and a place for the seal. `notice`
 * is printed across its head: a certificate that was withdrawn must not be read as one that was not.
 */
export function sheetView(
  face: Face,
  speech: Speech,
  { seal, notice }: { readonly seal: LampLight; readonly notice?: string | undefined },
): HTMLElement {
  const numbers = boxNumbers();
  return h(
    'article',
    { class: `sheet sheet-${seal}`, 'aria-labelledby': 'sheet-title' },
    notice === undefined ? undefined : h('p', { class: 'overprint' }, notice),
    headView(face, speech),
    face.sections.map((section) => {
      if (section.kind === 'table') return tableView(section, speech, numbers);
      if (section.label === ISSUE) return undefined;
      const fields =
        section.label === IDENTITY
          ? section.fields.filter(({ label }) => !IN_HEAD.includes(label))
          : section.fields;
      return fieldsView({ ...section, fields }, speech, numbers);
    }),
    footView(face, speech, seal, numbers),
  );
}

/** The field of a face by its label, wherever it stands. */
export function fieldOf(face: Face, label: string): FaceField | undefined {
  return face.sections
    .flatMap((section) => (section.kind === 'fields' ? section.fields : []))
    .find((field) => field.label === label);
}

function boxNumbers(): () => string {
  let last = 0;
  return () => {
    last += 1;
    return String(last);
  };
}

function headView(face: Face, speech: Speech): HTMLElement {
  const kind = fieldOf(face, 'face-kind')?.values[0]?.word;
  const title = face.title.find(({ language }) => language === speech.language) ?? face.title[0];
  const heading = title === undefined ? speech.say('sheet-certificate') : headTitle(title, kind, speech);
  // A title that is shown in translation is also shown as the paper has it.
  const others = face.title
    .filter((other) => other !== title || (other.word === undefined && other.value !== heading))
    .map((other) => tellValue(other, speech));
  const otherKind =
    others.length === 0 && kind !== undefined && speech.has(kind) ? [speech.sayOther(kind)] : [];
  const authority = fieldOf(face, 'face-authority')?.values ?? [];
  const inHead = IN_HEAD.filter((label) => label !== 'face-kind').flatMap(
    (label) => fieldOf(face, label) ?? [],
  );
  return h(
    'header',
    { class: 'sheet-head' },
    h(
      'p',
      { class: 'issuer', lang: '', dir: 'auto' },
      authority[0] === undefined ? undefined : tellValue(authority[0], speech),
    ),
    h(
      'h3',
      { id: 'sheet-title' },
      heading,
      [...new Set([...others, ...otherKind])]
        .slice(0, 2)
        .map((text) => h('small', { lang: '', dir: 'auto' }, text)),
    ),
    h(
      'dl',
      { class: 'head-line' },
      inHead.map((field) =>
        h(
          'div',
          { class: field.label },
          labelView(field.label, speech),
          h(
            'dd',
            { lang: '', dir: 'auto' },
            field.values.map((value) => tellValue(value, speech)).join(' · '),
          ),
        ),
      ),
    ),
  );
}

/** A title that is a code is shown by its name alone; the code stands in no heading. */
function headTitle(title: FaceValue, kind: string | undefined, speech: Speech): string {
  const word =
    title.word ?? (title.language === undefined || title.language === speech.language ? undefined : kind);
  return word !== undefined && speech.has(word) ? speech.say(word) : title.value;
}

function fieldsView(section: Fields, speech: Speech, numbers: () => string): HTMLElement | undefined {
  if (section.fields.length === 0) return undefined;
  const kind = section.label === PROSE ? 'boxes prose' : `boxes ${section.label}`;
  return h(
    'dl',
    { class: kind },
    section.fields.map((field) => boxView(field, speech, numbers())),
  );
}

function boxView({ label, values }: FaceField, speech: Speech, number?: string): HTMLElement {
  return h(
    'div',
    { class: `box ${label}` },
    labelView(label, speech, number),
    h('dd', {}, valueLines(values, speech)),
  );
}

function tableView(section: Table, speech: Speech, numbers: () => string): HTMLElement {
  const id = `caption-${section.label}`;
  const { head, body } = section.label === GOODS ? goodsRows(section, speech) : plainRows(section, speech);
  return h(
    'div',
    { class: `goods ${section.label}`, role: 'region', 'aria-labelledby': id, tabindex: '0' },
    h(
      'table',
      {},
      h(
        'caption',
        { id },
        h('span', { class: 'box-number' }, `${numbers()}.`),
        ` ${speech.say(section.label)} `,
        h('span', { class: 'other', lang: speech.otherLanguage }, speech.sayOther(section.label)),
      ),
      head,
      body,
    ),
  );
}

function plainRows(
  { columns, rows }: Table,
  speech: Speech,
): { readonly head: HTMLElement; readonly body: HTMLElement } {
  return {
    head: h(
      'thead',
      {},
      h(
        'tr',
        {},
        columns.map((column) => headCell(column, speech)),
      ),
    ),
    body: h(
      'tbody',
      {},
      rows.map((row) =>
        h(
          'tr',
          {},
          row.map((cell, index) => cellView(columns[index] ?? '', cell, speech)),
        ),
      ),
    ),
  };
}

function footView(face: Face, speech: Speech, seal: LampLight, numbers: () => string): HTMLElement {
  const issue = face.sections.find(
    (section): section is Fields => section.kind === 'fields' && section.label === ISSUE,
  );
  return h(
    'footer',
    { class: 'sheet-foot' },
    h(
      'dl',
      { class: 'boxes' },
      (issue?.fields ?? []).map((field) => boxView(field, speech, numbers())),
    ),
    h(
      'div',
      { class: `stamp stamp-${seal}` },
      h('span', { class: 'stamp-ring' }, drawing('sign', signOf(seal))),
      h('p', {}, speech.say(`stamp-${seal}`)),
    ),
  );
}
