import type { Finding, XmlElement } from '../../base/index.ts';
import { attributeOf, elementsOf, isCalendarDay, textOf } from '../../base/index.ts';
import { CODE_LISTS } from '../codes/code-lists.ts';
import { saysNothing } from '../message/absence.ts';
import type { TextValue } from '../message/basic-types.ts';
import type { FindingCode } from '../message/finding-codes.ts';
import { gradeValues } from '../message/grading.ts';
import { clip, collapse } from '../message/wording.ts';
import type { Country, SpsCertificate } from '../sps-certificate/definition.ts';
import { spsCertificate17 } from '../sps-certificate/definition.ts';
import type { GradingOptions } from '../sps-certificate/grading.ts';
import { gradeCertificate } from '../sps-certificate/grading.ts';
import { OLDER_STATUSES, TITLE_KINDS } from './statuses.ts';

/** Something that one form says and the other cannot: named by its path, never by its value. */
export interface Loss {
  /** `loss-not-carried`: the other form has no place for it; `loss-altered`: its place there says less or otherwise. */
  readonly code: 'loss-not-carried' | 'loss-altered';
  readonly path: string;
}

export interface OlderReading {
  readonly document: SpsCertificate;
  readonly findings: readonly Finding[];
  readonly losses: readonly Loss[];
}

/** Certificates in one document, at most. */
export const MAXIMUM_OLDER_CERTIFICATES = 10_000;

/** Whether a document is of the older dialect, `<certificates>` or a single `<certificate>` of no namespace. */
export function isOlderDialect(root: XmlElement): boolean {
  return root.namespace === '' && (root.name === 'certificates' || root.name === 'certificate');
}

/**
 * Reads the dialect that the e-Cert system published before the UN/CEFACT message: `<certificates>` with any number of
 * `<certificate id status>`. One reading for each; never throws on content. Elements stand in pairs of a country's code
 * and its name, so that their order tells which name is whose.
 */
export function readOlderDialect(root: XmlElement, options: GradingOptions = {}): readonly OlderReading[] {
  const certificates = root.name === 'certificate' ? [root] : elementsOf(root);
  return certificates
    .filter(({ name }) => name === 'certificate')
    .slice(0, MAXIMUM_OLDER_CERTIFICATES)
    .map((certificate, index) => {
      const path =
        root.name === 'certificate' ? '/certificate' : `/certificates/certificate[${String(index + 1)}]`;
      return new OlderReader(certificate, path).read(options);
    });
}

class OlderReader {
  readonly #certificate: XmlElement;
  readonly #path: string;
  readonly #findings: Finding[] = [];
  readonly #losses: Loss[] = [];
  #exporting: Country | undefined;
  #importing: Country | undefined;
  #authority: string | undefined;
  #issued: string | undefined;
  readonly #titles: TextValue[] = [];

  constructor(certificate: XmlElement, path: string) {
    this.#certificate = certificate;
    this.#path = path;
  }

  read(options: GradingOptions): OlderReading {
    let named: 'exporting' | 'importing' | undefined;
    for (const child of elementsOf(this.#certificate)) {
      const at = `${this.#path}/${child.name}`;
      switch (child.name) {
        case 'issue_date':
          this.#issued ??= this.#issueDate(child, at);
          break;
        case 'exporting_country':
          named = 'exporting';
          this.#exporting = this.#country(child, at, this.#exporting);
          break;
        case 'importing_country':
          named = 'importing';
          this.#importing = this.#country(child, at, this.#importing);
          break;
        case 'country_name':
          this.#countryName(child, at, named);
          break;
        case 'competent_authority':
          this.#authority ??= this.#text(child);
          break;
        case 'title': {
          const title = this.#text(child);
          if (title !== undefined) this.#titles.push({ value: title });
          break;
        }
        default:
          this.#find('Schema', 'WARNING', 'unknown-element', at, {
            element: child.name,
            namespace: child.namespace,
          });
          this.#losses.push({ code: 'loss-not-carried', path: at });
      }
    }
    const document = this.#document();
    return {
      document,
      findings: [
        ...this.#findings,
        ...gradeValues(spsCertificate17, document),
        ...gradeCertificate(document, options),
      ],
      losses: this.#losses,
    };
  }

  #document(): SpsCertificate {
    const number = this.#attribute('id') ?? this.#attribute('no');
    const status = this.#status();
    const kind = this.#kind();
    return {
      exchangedDocument: {
        ...(this.#titles.length === 0 ? {} : { name: this.#titles }),
        ...(number === undefined ? {} : { id: { value: number } }),
        ...(kind === undefined ? {} : { typeCode: { value: kind } }),
        ...(status === undefined ? {} : { statusCode: { value: status } }),
        ...(this.#issued === undefined ? {} : { issueDateTime: { value: this.#issued } }),
        ...(this.#authority === undefined ? {} : { issuerParty: { name: { value: this.#authority } } }),
      },
      ...(this.#exporting || this.#importing
        ? {
            consignment: {
              ...(this.#exporting ? { exportCountry: this.#exporting } : {}),
              ...(this.#importing ? { importCountry: this.#importing } : {}),
            },
          }
        : {}),
    };
  }

  #status(): string | undefined {
    const word = this.#attribute('status');
    if (word === undefined) return undefined;
    const known = OLDER_STATUSES.find(([name]) => name.toLowerCase() === word.toLowerCase());
    if (known) return known[1];
    if (CODE_LISTS['document-status'].has(word)) return word;
    this.#find('Mapping', 'WARNING', 'unknown-code', `${this.#path}/@status`, {
      code: clip(word),
      list: CODE_LISTS['document-status'].title,
    });
    this.#losses.push({ code: 'loss-not-carried', path: `${this.#path}/@status` });
    return undefined;
  }

  #kind(): string | undefined {
    for (const { value } of this.#titles) {
      const kind = TITLE_KINDS.find(([pattern]) => pattern.test(value.slice(0, 500)))?.[1];
      if (kind === undefined) continue;
      this.#find('Mapping', 'INFO', 'type-from-title', `${this.#path}/title`, { code: kind });
      return kind;
    }
    return undefined;
  }

  #issueDate(element: XmlElement, path: string): string | undefined {
    const part = (name: string, length: number): string | undefined => {
      const written = attributeOf(element, name)?.trim() ?? '';
      return /^\d{1,4}$/.test(written) ? written.padStart(length, '0') : undefined;
    };
    const [year, month, day] = [part('year', 4), part('month', 2), part('day', 2)];
    if (
      year === undefined ||
      month === undefined ||
      day === undefined ||
      !isCalendarDay(Number(year), Number(month), Number(day))
    ) {
      this.#find('Mapping', 'SEVERE', 'unreadable-date', path, {
        value: clip(element.attributes.map(({ value }) => value).join(' ')),
      });
      this.#losses.push({ code: 'loss-not-carried', path });
      return undefined;
    }
    const [hour, minute, second] = [part('hour', 2), part('min', 2), part('sec', 2) ?? '00'];
    const date = `${year}-${month}-${day}`;
    if (hour === undefined || minute === undefined) return date;
    if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
      this.#losses.push({ code: 'loss-altered', path });
      return date;
    }
    return `${date}T${hour}:${minute}:${second}`;
  }

  #country(element: XmlElement, path: string, known: Country | undefined): Country {
    const code = attributeOf(element, 'country_code')?.trim() ?? '';
    if (known?.id && code !== '' && known.id.value !== code) {
      this.#find('Schema', 'WARNING', 'repeated-element', path, { element: element.name });
      this.#losses.push({ code: 'loss-not-carried', path });
      return known;
    }
    return code === '' ? (known ?? {}) : { ...known, id: { value: code } };
  }

  #countryName(element: XmlElement, path: string, of: 'exporting' | 'importing' | undefined): void {
    const name = this.#text(element);
    if (name === undefined) return;
    if (of === undefined) {
      this.#losses.push({ code: 'loss-not-carried', path });
    } else if (of === 'exporting') {
      this.#exporting = { ...this.#exporting, name: this.#exporting?.name ?? [{ value: name }] };
    } else {
      this.#importing = { ...this.#importing, name: this.#importing?.name ?? [{ value: name }] };
    }
  }

  #attribute(name: string): string | undefined {
    const value = collapse(attributeOf(this.#certificate, name) ?? '');
    return saysNothing(value) ? undefined : value;
  }

  #text(element: XmlElement): string | undefined {
    const text = collapse(textOf(element));
    return saysNothing(text) ? undefined : text;
  }

  #find(
    area: Finding['area'],
    level: Finding['level'],
    code: FindingCode,
    path: string,
    values: Readonly<Record<string, string>>,
  ): void {
    this.#findings.push({ area, level, code, path, values });
  }
}
