import { peopleOf } from '../../../access/index.ts';
import type { Finding } from '../../../base/index.ts';
import type { Scope, Statement } from '../../../database/index.ts';
import {
  allowedActions,
  getRecord,
  LedgerError,
  readHistory,
  searchRecords,
  takeAction,
  type HistoryLine,
  type LedgerCaller,
  type Page,
} from '../../../ledger/index.ts';
import type { SpsCertificate } from '../../../standards/index.ts';
import {
  checkDocument,
  checkForm,
  documentOf,
  hasFaults,
  modelOf,
  modelsInForce,
  type CertificateModel,
  type Form,
  type Setting,
} from '../models/index.ts';
import type { ApplicationBody, ApplicationState } from './application-body.ts';
import { signatoryRefusal } from './application-lifecycle.ts';
import { applicationRecord } from './application-record.ts';
import { attach, attachedFiles } from './attaching.ts';
import { begin, type Beginning } from './beginning.ts';
import { ApplicationError } from './error.ts';
import { followWithTasks, usualTerms } from './following-tasks.ts';
import { keptForm, summaryOf } from './lib/kept-form.ts';
import type { IssuingRule, RuleScope } from './issuing-rules.ts';
import {
  dayOf,
  settingOf,
  type ApplicationEntry,
  type ApplicationOptions,
  type OfficeCaller,
} from './office.ts';
import {
  discardWorkingCopy,
  endWorkingCopies,
  keepWorkingCopy,
  readWorkingCopies,
  saveWorkingCopy,
  type KeptCopy,
  type WorkingCopy,
} from './working-copies.ts';
import { sign, type Signed } from './signing.ts';

/** An application with all that a screen shows of it. */
export interface ApplicationReading {
  readonly entry: ApplicationEntry;
  readonly model: CertificateModel;
  /** What is still wrong or odd, the form's own check first. */
  readonly findings: readonly Finding[];
  readonly actions: readonly string[];
  readonly rule: IssuingRule;
  /** Names of who acted or writes, by the keys under which the history knows them. */
  readonly people: Readonly<Record<string, string>>;
  /** What is typed and not saved, the caller's own copy first where there ever was one; of what is at its end nothing. */
  readonly copies: readonly WorkingCopy[];
}

const NAMES: Statement = {
  name: 'application-people',
  text: `select 'account/' || id as actor, name from account where authority = $1 and 'account/' || id = any($2)`,
};

/** The issuing office's desk: models, applications and their way to a certificate. */
export interface Applications {
  /** Models by which the caller's authority may begin today. */
  models(caller: LedgerCaller): Promise<readonly CertificateModel[]>;
  /** A model that is in force, or a version of it whenever that was. Throws `model-not-known`. */
  model(caller: LedgerCaller, key: string, version?: number): Promise<CertificateModel>;
  /** Checks a form as it is typed; nothing is stored. */
  check(caller: LedgerCaller, model: CertificateModel, form: unknown): readonly Finding[];
  /** Begins an application: empty, from a form, as a copy, or to replace a certificate. */
  begin(caller: OfficeCaller, beginning: Beginning): Promise<ApplicationEntry>;
  search(
    caller: LedgerCaller,
    search: {
      readonly filters: Readonly<Record<string, string>>;
      readonly limit?: number;
      readonly after?: string;
    },
  ): Promise<Page<ApplicationBody, ApplicationState>>;
  /** Throws `record-not-found`, as the following do. */
  get(caller: LedgerCaller, id: string): Promise<ApplicationEntry>;
  read(caller: LedgerCaller, id: string): Promise<ApplicationReading>;
  /** The certificate as it would be, without number and seal; of the caller's own working copy where that is asked for. */
  preview(caller: OfficeCaller, id: string, of?: 'working'): Promise<SpsCertificate>;
  history(caller: LedgerCaller, id: string): Promise<readonly HistoryLine<ApplicationState>[]>;
  /** Keeps what has been typed beside the application, without an act. Throws `application-form-invalid` for what no field can hold. */
  keep(
    caller: OfficeCaller,
    copy: {
      readonly id: string;
      readonly form: unknown;
      readonly base: number;
      readonly revision: number;
    },
  ): Promise<KeptCopy>;
  /** Takes back what was typed and not saved. Gives the revision that stands. */
  discard(caller: OfficeCaller, copy: { readonly id: string; readonly revision: number }): Promise<number>;
  /** Saves a form: the act, after which nothing of the caller's is unsaved. Throws `application-form-invalid`. */
  save(
    caller: OfficeCaller,
    draft: { readonly id: string; readonly form: unknown; readonly version: number },
  ): Promise<ApplicationEntry>;
  /** Which files the certificate will carry: ids of those that stay and of uploads of the caller's own. Throws `attachment-…`. */
  attach(
    caller: OfficeCaller,
    draft: { readonly id: string; readonly attachments: readonly string[]; readonly version: number },
  ): Promise<ApplicationEntry>;
  /** Takes an action of the lifecycle but `revise` and `sign`. `submit` and `review` ask for a complete form: `application-incomplete`. */
  act(
    caller: OfficeCaller,
    request: ApplicationRequest & { readonly action: string },
  ): Promise<ApplicationEntry>;
  /** The signature, which makes the certificate. Asks for a complete form too. */
  sign(caller: OfficeCaller, request: ApplicationRequest): Promise<Signed>;
}

/** An act on an application. */
export interface ApplicationRequest {
  readonly id: string;
  readonly input: unknown;
  /** Version the caller has seen (If-Match). */
  readonly version?: number;
}

export function createApplications(options: ApplicationOptions): Applications {
  return new Desk(options);
}

class Desk implements Applications {
  readonly #options: ApplicationOptions;

  constructor(options: ApplicationOptions) {
    this.#options = options;
  }

  async models({ scope }: LedgerCaller): Promise<readonly CertificateModel[]> {
    const all = await this.#options.models.models(ownerOf(scope));
    return scope.kind === 'authority'
      ? modelsInForce(all, { country: scope.country, day: dayOf(this.#options.clock()) })
      : all;
  }

  async model(caller: LedgerCaller, key: string, version?: number): Promise<CertificateModel> {
    const all = await this.#options.models.models(ownerOf(caller.scope));
    const model =
      version === undefined
        ? (await this.models(caller)).find((one) => one.key === key)
        : modelOf(all, key, version);
    if (model !== undefined) return model;
    const isKnown = all.some((one) => one.key === key);
    throw new ApplicationError(isKnown && version === undefined ? 'model-not-in-force' : 'model-not-known', {
      model: key,
    });
  }

  check(caller: LedgerCaller, model: CertificateModel, form: unknown): readonly Finding[] {
    return findingsOf(model, form, this.#setting(caller, {}));
  }

  async begin(caller: OfficeCaller, beginning: Beginning): Promise<ApplicationEntry> {
    const entry = await begin({ ...this.#options, desk: this }, caller, beginning);
    this.#options.onCommitted?.();
    return entry;
  }

  search(caller: LedgerCaller, search: Parameters<Applications['search']>[1]) {
    const { filters, ...rest } = search;
    return searchRecords(this.#options.database, caller.scope, applicationRecord, { ...rest, filters });
  }

  async get({ scope }: LedgerCaller, id: string): Promise<ApplicationEntry> {
    const entry = await getRecord(this.#options.database, scope, applicationRecord, id);
    if (entry === undefined) throw new LedgerError('record-not-found', { id });
    return entry;
  }

  async read(caller: LedgerCaller, id: string): Promise<ApplicationReading> {
    const entry = await this.get(caller, id);
    const model = await this.model(caller, entry.body.model, entry.body.modelVersion);
    const open = entry.state !== 'issued' && entry.state !== 'abandoned';
    const findings = open ? findingsOf(model, entry.body.form, this.#setting(caller, entry)) : [];
    const rule = this.#options.rules(entry);
    const copies = open ? await this.#copies(caller, id) : [];
    const history = entry.state === 'issued' ? await this.history(caller, id) : [];
    return {
      entry,
      model,
      findings,
      actions: this.#actions(caller, entry),
      rule,
      people: await this.#people(entry, [...history, ...copies]),
      copies,
    };
  }

  #copies(caller: LedgerCaller, id: string): Promise<readonly WorkingCopy[]> {
    const { database, clock } = this.#options;
    return database.transaction(caller.scope, (session) => readWorkingCopies(session, caller, id, clock()));
  }

  async preview(caller: OfficeCaller, id: string, of?: 'working'): Promise<SpsCertificate> {
    const entry = await this.get(caller, id);
    const copies = of === 'working' ? await this.#copies(caller, id) : [];
    const form = copies.find(({ actor }) => actor === caller.actor)?.form ?? entry.body.form;
    const model = await this.model(caller, entry.body.model, entry.body.modelVersion);
    // Kept forms hold only what their fields can hold.
    const { database } = this.#options;
    const files = await database.transaction(caller.scope, (session) => attachedFiles(session, entry));
    // Only who may sign it now is shown as the one who signs.
    const setting = this.#setting(caller, entry);
    const { signatory: _, ...unsigned } = setting;
    const shown = this.#actions(caller, entry).includes('sign') ? setting : unsigned;
    return documentOf(model, form as Form, { ...shown, files });
  }

  async history({ scope }: LedgerCaller, id: string): Promise<readonly HistoryLine<ApplicationState>[]> {
    await this.get({ scope, actor: '', may: () => false }, id);
    return readHistory({ database: this.#options.database, scope }, applicationRecord, id);
  }

  async keep(caller: OfficeCaller, copy: Parameters<Applications['keep']>[1]): Promise<KeptCopy> {
    const { database, clock } = this.#options;
    const entry = await this.get(caller, copy.id);
    const model = await this.model(caller, entry.body.model, entry.body.modelVersion);
    const now = clock();
    const { form } = keptForm(model, copy.form, { today: dayOf(now), country: entry.country });
    return database.transaction(caller.scope, (transaction) =>
      keepWorkingCopy(transaction, caller, { ...copy, entry, form, now }),
    );
  }

  async discard(caller: OfficeCaller, copy: Parameters<Applications['discard']>[1]): Promise<number> {
    const entry = await this.get(caller, copy.id);
    const { database, clock } = this.#options;
    return database.transaction(caller.scope, (transaction) =>
      discardWorkingCopy(transaction, caller, { entry, revision: copy.revision, now: clock() }),
    );
  }

  async save(
    caller: OfficeCaller,
    { id, form, version }: { readonly id: string; readonly form: unknown; readonly version: number },
  ): Promise<ApplicationEntry> {
    const { database, clock, random, onCommitted } = this.#options;
    const before = await this.get(caller, id);
    const model = await this.model(caller, before.body.model, before.body.modelVersion);
    const now = clock();
    const kept = keptForm(model, form, { today: dayOf(now), country: before.country });
    const authors = [...new Set([...before.body.authors, ...peopleOf(caller)])];
    const written = await database.transaction(caller.scope, async (transaction) => {
      const act = await takeAction(
        transaction,
        applicationRecord,
        {
          id,
          action: 'revise',
          input: {},
          version,
          digest: kept.digest,
          change: { form: kept.form, authors, touched: now.toISOString(), summary: summaryOf(kept.form) },
        },
        { caller, now, random },
      );
      await saveWorkingCopy(transaction, caller, { id, now });
      return act;
    });
    onCommitted?.();
    return written.entry;
  }

  async attach(
    caller: OfficeCaller,
    { id, attachments: ids, version }: Parameters<Applications['attach']>[1],
  ): Promise<ApplicationEntry> {
    const before = await this.get(caller, id);
    const entry = await attach(this.#options, caller, { before, ids, version });
    this.#options.onCommitted?.();
    return entry;
  }

  async act(
    caller: OfficeCaller,
    request: ApplicationRequest & { readonly action: string },
  ): Promise<ApplicationEntry> {
    const { database, clock, random, rules, onCommitted } = this.#options;
    const terms = this.#options.terms ?? usualTerms;
    const { action } = request;
    // Writing goes through `save`, which has the form, and signing through `sign`, which makes the certificate.
    if (action === 'revise' || action === 'sign') throw new LedgerError('action-unknown', { action });
    const entry = await this.get(caller, request.id);
    if (action === 'submit' || action === 'review') await this.#assertComplete(caller, entry, action);
    const now = clock();
    const by = { caller, now, random };
    const rule = rules(entry);
    const written = await database.transaction(caller.scope, async (transaction) => {
      const act = await takeAction(
        transaction,
        applicationRecord,
        { ...request, version: request.version ?? entry.version, change: { touched: now.toISOString() } },
        by,
      );
      await followWithTasks(transaction, { action, entry: act.entry, rule, terms }, by);
      await endWorkingCopies(transaction, act.entry);
      return act;
    });
    onCommitted?.();
    return written.entry;
  }

  async sign(caller: OfficeCaller, { id, input, version }: ApplicationRequest): Promise<Signed> {
    const entry = await this.get(caller, id);
    const model = await this.#assertComplete(caller, entry, 'sign');
    const signed = await sign(this.#options, caller, {
      entry,
      model,
      version: version ?? entry.version,
      input,
    });
    this.#options.onCommitted?.();
    return signed;
  }

  /** Accounts are the platform's own; of the record's authority, the names of those who acted on it are told. */
  async #people(
    { authority, body }: ApplicationEntry,
    history: readonly { readonly actor: string }[],
  ): Promise<Readonly<Record<string, string>>> {
    const acts = [body.submitted, body.reviewed, ...(body.remarks ?? [])];
    const actors = [
      ...new Set([
        ...body.authors,
        ...acts.flatMap((act) => act?.by ?? []),
        ...history.map(({ actor }) => actor),
      ]),
    ];
    const rows = await this.#options.database.read<{ actor: string; name: string }>(
      { kind: 'system' },
      NAMES,
      [authority, actors],
    );
    return Object.fromEntries(rows.map(({ actor, name }) => [actor, name]));
  }

  /** What was complete when it was submitted may have passed its dates since. Gives the model that it was held to. */
  async #assertComplete(
    caller: LedgerCaller,
    entry: ApplicationEntry,
    action: string,
  ): Promise<CertificateModel> {
    const model = await this.model(caller, entry.body.model, entry.body.modelVersion);
    // Where the action is not to be had anyway, the ledger says so.
    if (applicationRecord.lifecycle.actions.get(action)?.from.includes(entry.state) !== true) return model;
    const faults = findingsOf(model, entry.body.form, this.#setting(caller, entry))
      .filter(({ level }) => level === 'SEVERE')
      .map(({ code, path, values }) => ({ code, path, values }));
    if (faults.length > 0)
      throw new ApplicationError('application-incomplete', { count: faults.length }, { faults });
    return model;
  }

  /** What the caller may do with it now. */
  #actions(caller: LedgerCaller, entry: ApplicationEntry): ApplicationReading['actions'] {
    const rule = this.#options.rules(entry);
    return allowedActions(applicationRecord.lifecycle, entry, caller).filter((action) =>
      mayNow(action, entry, caller, rule),
    );
  }

  /** What the certificate would say beside the form, if it were signed by the caller now. */
  #setting(
    caller: OfficeCaller,
    of: Partial<RuleScope> & { readonly body?: ApplicationBody },
  ): Setting & { readonly today: string } {
    const { trust, clock } = this.#options;
    return settingOf({ trust, now: clock() }, caller, of);
  }
}

function ownerOf(scope: Scope) {
  if (scope.kind !== 'authority') return {};
  const { authority, office } = scope;
  return { authority, ...(office === undefined ? {} : { office }) };
}

/** The form's own check; where that finds nothing grave, what the message says of the certificate too. */
function findingsOf(
  model: CertificateModel,
  form: unknown,
  setting: Setting & { readonly today: string },
): readonly Finding[] {
  const findings = checkForm(model, form, { today: setting.today, country: setting.country });
  if (hasFaults(findings)) return findings;
  // A draft has no number and no date yet: they come with the signature.
  const whole = { ...setting, number: 'DRAFT', issued: `${setting.today}T00:00:00Z` };
  // The check has just found every value to be of its field's form.
  return [...findings, ...checkDocument(model, form as Form, whole)];
}

/** Whether an action would be refused for who has acted before; the ledger decides, this only shows. */
function mayNow(action: string, entry: ApplicationEntry, caller: LedgerCaller, rule: IssuingRule): boolean {
  const isAuthor = entry.body.authors.includes(caller.actor);
  if (action === 'recall') return isAuthor;
  if (action === 'review' || action === 'return') return !isAuthor;
  return action !== 'sign' || signatoryRefusal(entry, caller, rule) === undefined;
}
