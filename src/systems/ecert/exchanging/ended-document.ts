import { utf8 } from '../../../base/index.ts';
import type { Transaction } from '../../../database/index.ts';
import type { Said, Translated } from '../../../exchange/index.ts';
import { spsCertificate17, StandardsError, writeMessage } from '../../../standards/index.ts';
import { getDocument, readDocument } from '../certificates.ts';
import { stateOfStatus, statusOfState } from '../status-codes.ts';
import { RELATIONS } from './acknowledgement.ts';
import { SEALED_DIALECT, type Translator } from './dialects.ts';
import type { StatusForm } from './forms.ts';

type Loss = Translated['losses'][number];

const STATUS = '/SPSCertificate/SPSExchangedDocument/StatusCode';

/**
 * A certificate's end as the certificate itself with its new status, for partners who know no other form: what they do with
 * ePhytos (UNTDID 4405: 40, 44, 64). The seal stays with the document as it was issued.
 */
export async function endedDocument(
  transaction: Transaction,
  { id, form }: { readonly id: string; readonly form: StatusForm },
  dialect: string,
  translate: Translator['outgoing'] | undefined,
): Promise<Said> {
  const kept = await getDocument(
    { read: (_, statement, values) => transaction.query(statement, values) },
    transaction.scope,
    id,
  );
  if (kept === undefined) return undefined;
  const { bytes: original } = kept;
  const read = readDocument(kept);
  const head = read?.document.exchangedDocument;
  if (read === undefined || head === undefined) return { unsaid: 'dialect-not-read' };
  // The issuer's own words, with its seal, where the act came as a document.
  if (stateOfStatus(head.statusCode?.value ?? '') === form.state) return translate?.(original, dialect);
  const { state, reason, successor } = form;
  const next =
    successor === undefined
      ? []
      : [{ relationshipTypeCode: { value: RELATIONS.successor }, id: { value: successor } }];
  const document = {
    ...read.document,
    exchangedDocument: {
      ...head,
      statusCode: { value: statusOfState(state) },
      referenceReferencedDocument: [...(head.referenceReferencedDocument ?? []), ...next],
    },
  };
  const losses: readonly Loss[] = [
    { code: 'loss-seal', path: '/Signature', value: '' },
    { code: 'loss-altered', path: STATUS, value: head.statusCode?.value ?? '', became: statusOfState(state) },
    ...(reason === undefined ? [] : [{ code: 'loss-not-carried', path: '/reason', value: reason }]),
    ...read.unknown.map(({ path, text = '' }) => ({ code: 'loss-not-read', path, value: text })),
  ];
  try {
    const content = utf8(writeMessage(spsCertificate17, document));
    return await inDialect({ original, content, losses }, dialect, translate);
  } catch (error) {
    if (error instanceof StandardsError) return { unsaid: error.code };
    throw error;
  }
}

async function inDialect(
  made: { readonly original: Uint8Array; readonly content: Uint8Array; readonly losses: readonly Loss[] },
  dialect: string,
  translate: Translator['outgoing'] | undefined,
): Promise<Said> {
  const { original, content, losses } = made;
  const own = { original, source: SEALED_DIALECT, target: dialect, losses, defaulted: [], omitted: 0 };
  if (dialect === SEALED_DIALECT) return { mediaType: 'application/xml', content, translated: own };
  const said = await translate?.(content, dialect);
  if (said === undefined || 'unsaid' in said) return said;
  const { translated = own } = said;
  const all = [...losses, ...translated.losses];
  return { ...said, translated: { ...translated, original, losses: all } };
}
