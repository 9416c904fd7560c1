import { sha256 } from '../../crypto/index.ts';
import type { Statement, Transaction } from '../../database/index.ts';
import { pack } from '../../packing/index.ts';
import { tableJson } from '../lib/table-text.ts';

/** What a document was before it was put into another dialect, and what the other dialect does not say as it did. */
export interface Translated {
  /** The document as it was, with its seal, which no translation can carry. */
  readonly original: Uint8Array;
  /** Dialects as agreements name them, e.g. `sps-certificate:17`. */
  readonly source: string;
  readonly target: string;
  readonly losses: readonly {
    readonly code: string;
    readonly path: string;
    readonly value: string;
    readonly became?: string;
  }[];
  /** What the translation says and the original does not. */
  readonly defaulted: readonly { readonly path: string; readonly value: string }[];
  /** How many more there are of both. */
  readonly omitted: number;
}

/** A message as it went or came, whose document was translated. */
export interface TranslatedMessage {
  readonly partner: string;
  /** Key of ours. */
  readonly authority: string;
  /** Our id of the delivery or the arrival. */
  readonly message: string;
}

const KEEP: Statement = {
  name: 'exchange-translated',
  text: `with original as (
           insert into exchange_content (digest, packing, size, bytes) values ($4, $5, $6, $7) on conflict do nothing
         )
         insert into exchange_translation (partner, authority, message, original, source, target, losses, defaulted, omitted)
         select partner, authority, message, $4, $8, $9, $10, $11, $12
         from unnest($1::text[], $2::text[], $3::uuid[]) as given (partner, authority, message)
         on conflict do nothing`,
};

/** Keeps the original and the report of its translation with the messages that carry the translation. */
export async function keepTranslation(
  transaction: Transaction,
  messages: readonly TranslatedMessage[],
  { original, source, target, losses, defaulted, omitted }: Translated,
): Promise<void> {
  const { packing, size, bytes } = pack(original, 'deflate');
  await transaction.query(KEEP, [
    messages.map(({ partner }) => partner),
    messages.map(({ authority }) => authority),
    messages.map(({ message }) => message),
    sha256(original),
    packing,
    size,
    bytes,
    source,
    target,
    tableJson(losses),
    tableJson(defaulted),
    omitted,
  ]);
}
