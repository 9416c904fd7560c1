import { uuidV7 } from '../../../base/index.ts';
import type { Transaction } from '../../../database/index.ts';
import { createRecords, keeps, LedgerError, takeAction, type Performance } from '../../../ledger/index.ts';
import { certificateRecord } from '../certificate-record.ts';
import type { CertificateEntry } from '../certificates.ts';
import { EcertError } from '../error.ts';
import { storeCode } from '../lib/codes.ts';
import { givePlace, placeKeyOf } from '../status-list/index.ts';
import { sendCertificate, sendStatus } from '../exchanging/outgoing.ts';
import { sealedDocument, storeSealed } from '../lib/sealed-document.ts';
import { documentOf, type CertificateModel, type Form } from '../models/index.ts';
import { statusOfState } from '../status-codes.ts';
import { attachedFiles } from './attaching.ts';
import { signatoryRefusal } from './application-lifecycle.ts';
import { applicationRecord } from './application-record.ts';
import { settingOf, type ApplicationEntry, type ApplicationOptions, type OfficeCaller } from './office.ts';
import { ApplicationError } from './error.ts';
import { followWithTasks, usualTerms } from './following-tasks.ts';
import type { IssuingRule } from './issuing-rules.ts';
import { allotNumber } from './numbering.ts';
import { endWorkingCopies } from './working-copies.ts';

/** What a signature brought about. */
export interface Signed {
  readonly application: ApplicationEntry;
  readonly certificate: CertificateEntry;
}

/**
 * The signature: number, seal, certificate, and the end of the one that it replaces, in one transaction. The seal is
 * made inside it, because it covers the number, and a number is given only to what is issued.
 */
export async function sign(
  options: ApplicationOptions,
  caller: OfficeCaller,
  request: {
    readonly entry: ApplicationEntry;
    readonly model: CertificateModel;
    readonly version: number;
    readonly input: unknown;
  },
): Promise<Signed> {
  const { database, clock, random, codeKey, trust } = options;
  const { entry, model, version, input } = request;
  const rule = options.rules(entry);
  mustBeSignable(entry, caller, rule);
  const now = clock();
  const issued = now.toISOString().replace(/\.\d{3}Z$/, 'Z');
  const id = uuidV7(now.getTime(), random);
  const by = { caller, now, random };
  return database.transaction(caller.scope, async (transaction) => {
    const number = await allotNumber(transaction, entry, { rule, year: now.getUTCFullYear() });
    if (number === undefined) throw new ApplicationError('application-number-exhausted');
    const { authority, office, country } = entry;
    const of = { id, authority, ...(office === undefined ? {} : { office }) };
    // Kept forms hold only what their fields can hold.
    const document = documentOf(model, entry.body.form as Form, {
      ...settingOf({ trust, now }, caller, entry),
      files: await attachedFiles(transaction, entry),
      number,
      issued,
      status: statusOfState('issued'),
    });
    const sealed = await sealedDocument(options, { ...of, document, issued, now });
    const created = await createRecords(
      transaction,
      certificateRecord,
      [
        {
          ...of,
          country,
          number,
          state: 'issued',
          body: sealed.body,
          action: 'issued',
          digest: sealed.digest,
        },
      ],
      by,
    );
    const certificate = created.get(id)?.entry;
    if (certificate === undefined) throw new EcertError('certificate-number-conflict', { number, authority });
    // None needs another: together they take one round trip.
    await Promise.all([
      storeSealed(transaction, sealed, { country, id, version: 1, received: now }),
      storeCode(transaction, codeKey, { country, id }),
      sendCertificate(options.poster, transaction, certificate, sealed.bytes),
    ]);
    await endReplaced(options, transaction, entry.body.replaces, { successor: number, by });
    const application = await takeAction(
      transaction,
      applicationRecord,
      {
        id: entry.id,
        action: 'sign',
        input,
        version,
        digest: sealed.digest,
        change: { certificate: { id, number }, touched: now.toISOString() },
      },
      by,
    );
    await followWithTasks(
      transaction,
      { action: 'sign', entry: application.entry, rule, terms: options.terms ?? usualTerms },
      by,
    );
    await endWorkingCopies(transaction, application.entry);
    await givePlace(transaction, placeKeyOf(codeKey), certificate);
    return { application: application.entry, certificate };
  });
}

/** Asked before the transaction too, so that nobody who may not sign makes an office wait for its number. */
function mustBeSignable(entry: ApplicationEntry, caller: OfficeCaller, rule: IssuingRule): void {
  const { state } = entry;
  if (!caller.may('certificate.issue') || !keeps(caller.scope, entry))
    throw new LedgerError('action-forbidden', { action: 'sign' });
  if (applicationRecord.lifecycle.actions.get('sign')?.from.includes(state) !== true)
    throw new LedgerError('action-not-allowed', { action: 'sign', state });
  const refusal = signatoryRefusal(entry, caller, rule);
  if (refusal === undefined) return;
  const faults = [{ ...refusal, path: '' }];
  throw new LedgerError('action-not-allowed', { action: 'sign', state }, { faults });
}

/** The certificate that the new one replaces ends with it, and whom it was sent to are told. */
async function endReplaced(
  options: ApplicationOptions,
  transaction: Transaction,
  replaces: ApplicationEntry['body']['replaces'],
  { successor, by }: { readonly successor: string; readonly by: Performance },
): Promise<void> {
  if (replaces === undefined) return;
  const { id, reason } = replaces;
  const input = { successor, ...(reason === undefined ? {} : { reason }) };
  const replaced = await takeAction(transaction, certificateRecord, { id, action: 'replace', input }, by);
  await sendStatus(options.poster, transaction, replaced.entry);
}
