import { uuidV7 } from '../../../base/index.ts';
import { createRecords, keeps, LedgerError, takeAction } from '../../../ledger/index.ts';
import { certificateRecord } from '../certificate-record.ts';
import type { CertificateEntry } from '../certificates.ts';
import { EcertError } from '../error.ts';
import { storeCode } from '../lib/codes.ts';
import { sealedDocument, storeSealed } from '../lib/sealed-document.ts';
import { documentOf, type CertificateModel, type Form } from '../models/index.ts';
import { statusOfState } from '../status-codes.ts';
import { signatoryRefusal } from './application-lifecycle.ts';
import { applicationRecord } from './application-record.ts';
import { settingOf, type ApplicationEntry, type ApplicationOptions, type OfficeCaller } from './office.ts';
import { ApplicationError } from './error.ts';
import { allotNumber } from './numbering.ts';

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
  const action = applicationRecord.lifecycle.actions.get('sign');
  // Asked here too, so that nobody who may not sign makes an office wait for its number.
  if (!caller.may('certificate.issue') || !keeps(caller.scope, entry))
    throw new LedgerError('action-forbidden', { action: 'sign' });
  if (action?.from.includes(entry.state) !== true)
    throw new LedgerError('action-not-allowed', { action: 'sign', state: entry.state });
  const rule = options.rules(entry);
  const refusal = signatoryRefusal(entry, caller, rule);
  if (refusal !== undefined) {
    const fault = { ...refusal, path: '' };
    throw new LedgerError('action-not-allowed', { action: 'sign', state: entry.state }, { faults: [fault] });
  }
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
      number,
      issued,
      status: statusOfState('issued'),
    });
    const sealed = sealedDocument(options, { ...of, document, issued, now });
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
    await storeSealed(transaction, sealed, { country, id, version: 1, received: now });
    await storeCode(transaction, codeKey, { country, id });
    const { replaces } = entry.body;
    if (replaces !== undefined) {
      const reason = replaces.reason === undefined ? {} : { reason: replaces.reason };
      await takeAction(
        transaction,
        certificateRecord,
        { id: replaces.id, action: 'replace', input: { successor: number, ...reason } },
        by,
      );
    }
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
    return { application: application.entry, certificate };
  });
}
