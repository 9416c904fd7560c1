import { peopleOf } from '../../../access/index.ts';
import { uuidV7 } from '../../../base/index.ts';
import { createRecords, LedgerError, type LedgerCaller, type NewRecord } from '../../../ledger/index.ts';
import { getCertificate, getDocument, readDocument } from '../certificates.ts';
import { EcertError } from '../error.ts';
import { clipped, formOf, initialForm, type CertificateModel, type Form } from '../models/index.ts';
import type { ApplicationBody, ApplicationState } from './application-body.ts';
import { applicationRecord } from './application-record.ts';
import { dayOf, type ApplicationEntry, type ApplicationOptions } from './office.ts';
import { ApplicationError } from './error.ts';
import { fittingForm, keptForm, summaryOf } from './lib/kept-form.ts';
import { applicationNumber } from './lib/number.ts';

/** How an application begins. Without a form it has the model's defaults. */
export interface Beginning {
  /** Key of the model; of the copied application's own where absent. */
  readonly model?: string;
  readonly form?: unknown;
  /** An earlier application or certificate whose content it takes over. */
  readonly copyOf?: string;
  /** The certificate, in force, that the new one will replace; its content is taken over. */
  readonly replaces?: string;
  readonly reason?: string;
  /** For whoever works for the whole authority: the office that issues. */
  readonly office?: string;
}

/** The desk that is asked for models and earlier applications. */
export interface Shelf {
  get(caller: LedgerCaller, id: string): Promise<ApplicationEntry>;
  model(caller: LedgerCaller, key: string): Promise<CertificateModel>;
}

type Parts = ApplicationOptions & { readonly desk: Shelf };

interface Source {
  readonly form: Form;
  readonly copiedFrom: { readonly id: string; readonly number: string };
}

export async function begin(
  parts: Parts,
  caller: LedgerCaller,
  beginning: Beginning,
): Promise<ApplicationEntry> {
  const { database, clock, random, desk } = parts;
  assertMayDraft(caller);
  const now = clock();
  const earlier =
    beginning.copyOf === undefined
      ? undefined
      : await desk.get(caller, beginning.copyOf).catch((error: unknown) => missing(error));
  const key = beginning.model ?? earlier?.body.model;
  if (key === undefined) throw new ApplicationError('model-not-known', { model: '' });
  const model = await desk.model(caller, key);
  const replaced =
    beginning.replaces === undefined ? undefined : await replacedBy(parts, caller, beginning.replaces);
  const source = earlier === undefined ? undefined : copyOf(earlier);
  const copied =
    source ?? (await certificateSource(parts, caller, model, beginning.copyOf ?? beginning.replaces));
  const taken =
    copied === undefined
      ? undefined
      : fittingForm(model, copied.form, {
          today: dayOf(now),
          country: caller.scope.kind === 'authority' ? caller.scope.country : '',
        });
  const given = beginning.form ?? taken ?? initialForm(model, dayOf(now));
  const record = newApplication(parts, caller, {
    model,
    form: given,
    now,
    ...(beginning.office === undefined ? {} : { office: beginning.office }),
    ...(beginning.copyOf === undefined || copied === undefined ? {} : { copiedFrom: copied.copiedFrom }),
    ...(replaced === undefined
      ? {}
      : {
          replaces: { ...replaced, ...(beginning.reason === undefined ? {} : { reason: beginning.reason }) },
        }),
  });
  const created = await database.transaction(caller.scope, (transaction) =>
    createRecords(transaction, applicationRecord, [record], { caller, now, random }),
  );
  const entry = created.get(record.id)?.entry;
  if (entry === undefined) throw new Error(`the number of application ${record.number} is taken`);
  return entry;
}

export interface NewApplication {
  readonly model: CertificateModel;
  readonly form: unknown;
  readonly now: Date;
  readonly office?: string;
  readonly copiedFrom?: NonNullable<ApplicationBody['copiedFrom']>;
  readonly replaces?: NonNullable<ApplicationBody['replaces']>;
  readonly batch?: NonNullable<ApplicationBody['batch']>;
}

/** An application about to enter the ledger as a draft of the caller's. */
export function newApplication(
  { trust, random }: Pick<ApplicationOptions, 'trust' | 'random'>,
  caller: LedgerCaller,
  { model, form, now, office, ...origin }: NewApplication,
): NewRecord<ApplicationBody, ApplicationState> {
  const scope = assertMayDraft(caller);
  const place = officeOf({ trust }, caller, office);
  const kept = keptForm(model, form, { today: dayOf(now), country: scope.country });
  const body: ApplicationBody = {
    touched: now.toISOString(),
    model: model.key,
    modelVersion: model.version,
    form: kept.form,
    authors: [...peopleOf(caller)],
    summary: summaryOf(kept.form),
    ...origin,
  };
  return {
    id: uuidV7(now.getTime(), random),
    country: scope.country,
    authority: scope.authority,
    number: applicationNumber(now, random),
    state: 'draft',
    ...(place === undefined ? {} : { office: place }),
    body,
    action: 'drafted',
    digest: kept.digest,
  };
}

export function assertMayDraft(caller: LedgerCaller) {
  const { scope } = caller;
  if (scope.kind !== 'authority' || !caller.may('certificate.draft'))
    throw new LedgerError('action-forbidden', { action: 'draft' });
  return scope;
}

/** The caller's own office, or one below it, or one of its authority's where it works for all of them. */
export function officeOf(
  { trust }: Pick<ApplicationOptions, 'trust'>,
  { scope }: LedgerCaller,
  wanted: string | undefined,
): string | undefined {
  if (scope.kind !== 'authority') return undefined;
  if (wanted === undefined || wanted === scope.office) return scope.office;
  const authority = trust.authorities().find(({ key }) => key === scope.authority);
  const isKnown = authority?.offices?.some(({ key }) => key === wanted) === true;
  const isBelow = scope.office === undefined || scope.below?.includes(wanted) === true;
  if (!isKnown || !isBelow)
    throw new ApplicationError('application-office-unfit', { office: clipped(wanted, 64) });
  return wanted;
}

function missing(error: unknown): undefined {
  if (error instanceof LedgerError && error.code === 'record-not-found') return undefined;
  throw error;
}

function copyOf({ id, number, body }: ApplicationEntry): Source {
  // Kept forms hold only what their fields can hold.
  return { form: body.form as Form, copiedFrom: { id, number } };
}

/** What a certificate of the caller's authority says in the places of the model. */
async function certificateSource(
  { database, trust }: Parts,
  { scope }: LedgerCaller,
  model: CertificateModel,
  id: string | undefined,
): Promise<Source | undefined> {
  if (id === undefined) return undefined;
  const entry = await getCertificate(database, scope, id);
  if (entry === undefined) throw new EcertError('certificate-not-found', { id });
  const document = await getDocument(database, scope, id);
  const reading = document === undefined ? undefined : readDocument(document, trust.anchors());
  if (reading === undefined) throw new ApplicationError('application-source-unfit', { number: entry.number });
  return { form: formOf(model, reading.document), copiedFrom: { id, number: entry.number } };
}

async function replacedBy(
  { database }: Parts,
  { scope }: LedgerCaller,
  id: string,
): Promise<NonNullable<ApplicationBody['replaces']>> {
  const entry = await getCertificate(database, scope, id);
  if (entry === undefined || scope.kind !== 'authority' || entry.authority !== scope.authority)
    throw new EcertError('certificate-not-found', { id });
  if (entry.state !== 'issued' && entry.state !== 'expired')
    throw new ApplicationError('replaced-not-in-force', { number: entry.number, state: entry.state });
  return { id, number: entry.number, issued: entry.body.issueDate ?? entry.body.issued };
}
