import type { Fault, Finding, XmlElement } from '../../base/index.ts';
import type { WrittenSet } from '../edifact/charset.ts';
import type { FormReading } from '../json-form/reader.ts';
import type { MessageDefinition } from '../message/definition.ts';

/** What an opener of XML gives: the document element that may be read, and whether a seal was over it. */
export type XmlOpened =
  | { readonly root: XmlElement; readonly sealed: boolean; readonly findings?: readonly Finding[] }
  | { readonly refusal: string; readonly values: Readonly<Record<string, string>> };

/** What the switch is given of the world. */
export interface SwitchPorts {
  /**
   * Opens XML within its bounds. Of a sealed document it gives what was sealed and nothing else; whether the seal is to be
   * believed is the caller's affair.
   */
  readonly openXml: (bytes: Uint8Array) => XmlOpened;
  readonly now: Date;
}

/** What a target may be told besides the document. */
export interface WritingOptions {
  /** Ends and number of an EDIFACT interchange; the countries and the certificate's number where absent. */
  readonly sender?: string;
  readonly recipient?: string;
  readonly reference?: string;
  /** Character set of an EDIFACT interchange; the narrowest that suffices where absent. */
  readonly characterSet?: WrittenSet;
}

export interface DialectReading extends FormReading {
  /** A seal over the source, which no translation carries. */
  readonly sealed?: boolean;
}

export type DialectReadings =
  { readonly readings: readonly DialectReading[] } | { readonly faults: readonly Fault[] };

export type DialectWriting = { readonly bytes: Uint8Array } | { readonly faults: readonly Fault[] };

/** A form in which documents come and go. */
export interface Dialect {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly mediaType: string;
  readonly extension: 'xml' | 'json' | 'edi';
  /** The message of ours that it says: only forms of one message translate into one another. */
  readonly message: 'certificate' | 'acknowledgement' | 'declaration';
  readonly definition: MessageDefinition;
  /** Whether the beginning of a document is of it; the first of the table that says so is taken. */
  readonly recognise: (head: string) => boolean;
  readonly read: (bytes: Uint8Array, ports: SwitchPorts) => DialectReadings;
  readonly write: (document: object, options: WritingOptions, ports: SwitchPorts) => DialectWriting;
}

/** Characters of a document by which it is recognised. */
export const HEAD = 65_536;
