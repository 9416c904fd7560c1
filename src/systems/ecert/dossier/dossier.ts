import type { CanonicalValue } from '../../../base/index.ts';
import type { Database, Scope, Session, Statement } from '../../../database/index.ts';
import type { KnownAct } from '../../../evidence/index.ts';
import type { HistoryLine, RecordDefinition } from '../../../ledger/index.ts';
import { plainNumber, readHistory, recordKey, searchRecords } from '../../../ledger/index.ts';
import { attachmentsIn, isRelated, type RelatedTo } from '../../../../verify/core/index.ts';
import { applicationRecord } from '../application/index.ts';
import { readAttachment, type Attachment } from '../attachments/index.ts';
import { certificateRecord } from '../certificate-record.ts';
import { certificatesByNumber, type CertificateDocument, type CertificateEntry } from '../certificates.ts';
import { inquiryRecord, listInquiries, messageContent, readMessages } from '../inquiry/index.ts';
import { resultContent, resultRecord, resultsOf } from '../results/index.ts';
import { inputsOf, provenContent } from './contents.ts';

/** Bounds of a dossier: a bundle has a thousand files at most, and a telephone must be able to hold the whole. */
const MOST_RECORDS = 100;
const MOST_ACT_FILES = 780;
const MOST_ATTACHMENT_FILES = 100;
const MOST_CONTENT_BYTES = 4_194_304;
const SHORT_CONTENT = 4_096;
const MOST_ATTACHMENT_BYTES = 25_165_824;

/** Everything about a certificate that a scope may see. */
interface Dossier {
  /** Acts of the certificate's own record. */
  readonly history: readonly KnownAct[];
  /** Acts of the records about it, record by record in the order of their beginning. */
  readonly records: readonly (readonly KnownAct[])[];
  readonly attachments: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Whether these are all that the scope may see. */
  readonly complete: boolean;
}

interface Source {
  readonly database: Database;
  readonly scope: Scope;
}

/** The acts of one record, and whether the ledger still holds them all. */
interface Story {
  readonly record: string;
  readonly acts: readonly KnownAct[];
  readonly attachments: readonly Attachment[];
  readonly whole: boolean;
}

/** Gathers the dossier of a certificate; every part is asked for under the scope of whoever wants it. */
export async function readDossier(
  source: Source,
  entry: CertificateEntry,
  document: Pick<CertificateDocument, 'digest'>,
): Promise<Dossier> {
  const own = await storyOf(source, certificateRecord, entry);
  const to: RelatedTo = {
    record: own.record,
    digests: [document.digest],
    acts: own.acts.map(shown),
  };
  const stories = [
    ...(await applicationsOf(source, entry)),
    ...(await replacementsOf(source, entry, to)),
    ...(await resultStories(source, entry)),
    ...(await inquiryStories(source, entry)),
  ].toSorted((left, right) => (beginning(left) < beginning(right) ? -1 : 1));
  const kept: Story[] = [];
  let files = own.acts.length;
  // A story that cannot show what it is about would make the whole bundle fail.
  const sound = stories.filter(
    ({ whole, record, acts: all }) => whole && isRelated(record, all.map(shown), to),
  );
  for (const story of sound) {
    // A proof for each act, the acts themselves, and what was said.
    files += story.acts.length + 2;
    if (kept.length === MOST_RECORDS || files > MOST_ACT_FILES) break;
    kept.push(story);
  }
  const told = withinBytes([own, ...kept]);
  const [history = [], ...records] = told;
  return {
    history,
    records,
    attachments: await attachmentBytes(source, told.flat(), kept),
    complete: kept.length === stories.length && stories.length < MOST_RECORDS,
  };
}

const shown = ({ opening: { act }, content }: KnownAct): RelatedTo['acts'][number] =>
  content === undefined ? { act } : { act, content };
const beginning = ({ acts }: Story) => acts[0]?.opening.act.at ?? '';

async function storyOf<Body, State extends string>(
  { database, scope }: Source,
  definition: RecordDefinition<Body, State>,
  entry: {
    readonly id: string;
    readonly country: string;
    readonly authority: string;
    readonly number: string;
    readonly version: number;
  },
  told: {
    /** What was said in the act of a version, where it is more than the act's input. */
    readonly contents?: ReadonlyMap<number, CanonicalValue>;
    readonly attachments?: readonly Attachment[];
  } = {},
): Promise<Story> {
  const lines: readonly HistoryLine[] = await readHistory({ database, scope }, definition, entry.id);
  const acts = lines.flatMap((line): readonly KnownAct[] => {
    if (line.opening === undefined) return [];
    const known = told.contents?.get(line.version);
    const content = provenContent(line, known === undefined ? inputsOf(line) : [known]);
    return [{ leafId: line.leaf, opening: line.opening, ...(content === undefined ? {} : { content }) }];
  });
  return {
    record: recordKey(definition.name, entry),
    acts,
    attachments: told.attachments ?? [],
    // What came after the record was read belongs to the next bundle; what is missing was erased, or is too much.
    whole: acts.length === lines.length && acts.length >= entry.version,
  };
}

async function applicationsOf(source: Source, { id, number }: CertificateEntry): Promise<readonly Story[]> {
  const { database, scope } = source;
  // Nobody can search for a number of signs alone; the office's own numbers have digits.
  if (plainNumber(number) === '') return [];
  const { items } = await searchRecords(database, scope, applicationRecord, { filters: { number } });
  const own = items.filter(({ body }) => body.certificate?.id === id);
  return Promise.all(own.map((entry) => storyOf(source, applicationRecord, entry)));
}

/** The certificate that this one replaced and the one that replaced it, as far as their acts say so. */
async function replacementsOf(
  source: Source,
  { country, authority, body }: CertificateEntry,
  to: RelatedTo,
): Promise<readonly Story[]> {
  const numbers = [body.replaces, body.ending?.successor].filter((number) => number !== undefined);
  const found: Story[] = [];
  for (const number of new Set(numbers)) {
    const entries = await certificatesByNumber(source.database, source.scope, number, country);
    for (const entry of entries.filter((each) => each.authority === authority)) {
      const story = await storyOf(source, certificateRecord, entry);
      if (isRelated(story.record, story.acts.map(shown), to)) found.push(story);
    }
  }
  return found;
}

async function resultStories(source: Source, { id }: CertificateEntry): Promise<readonly Story[]> {
  const entries = await resultsOf(source.database, source.scope, id);
  return Promise.all(
    entries.map((entry) =>
      storyOf(source, resultRecord, entry, {
        contents: new Map([[1, resultContent(entry)]]),
        // Attachments are kept with the type that their bytes showed.
        attachments: (entry.body.attachments ?? []) as readonly Attachment[],
      }),
    ),
  );
}

async function inquiryStories(source: Source, { id }: CertificateEntry): Promise<readonly Story[]> {
  const { database, scope } = source;
  const { items } = await listInquiries(database, scope, { certificate: id, limit: MOST_RECORDS });
  const session: Session = {
    query: <Row>(statement: Statement, values: readonly unknown[] = []) =>
      database.read<Row>(scope, statement, values),
  };
  return Promise.all(
    items.map(async (entry) => {
      const messages = await readMessages(session, entry.id);
      const { issuer, certificate } = entry.body;
      const about = {
        country: issuer.country,
        authority: issuer.authority,
        number: certificate.number,
      };
      return storyOf(source, inquiryRecord, entry, {
        contents: new Map(
          messages.map((message) => [
            message.version,
            messageContent(message, message.version === 1 ? about : undefined),
          ]),
        ),
        attachments: messages.flatMap(({ attachments }) => attachments),
      });
    }),
  );
}

/** The acts with what was said in them, as long as all of it is within the bound; of the rest the digest stands. */
function withinBytes(stories: readonly Story[]): readonly (readonly KnownAct[])[] {
  let bytes = 0;
  return stories.map(({ acts }) =>
    acts.map(({ content, ...act }, place) => {
      if (content === undefined) return act;
      const size = JSON.stringify(content).length;
      bytes += size;
      // By its first act, or by a short one, a record shows what it is about.
      return bytes > MOST_CONTENT_BYTES && place > 0 && size > SHORT_CONTENT ? act : { ...act, content };
    }),
  );
}

/** The files that the told acts name, each once, as many as fit. */
async function attachmentBytes(
  { database, scope }: Source,
  acts: readonly KnownAct[],
  stories: readonly Story[],
): Promise<Dossier['attachments']> {
  const named = new Set(acts.flatMap(({ content }) => attachmentsIn(content).map(({ digest }) => digest)));
  const files: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  let total = 0;
  for (const { id, digest, size } of stories.flatMap(({ attachments }) => attachments)) {
    if (files.length === MOST_ATTACHMENT_FILES) break;
    if (!named.delete(digest) || total + size > MOST_ATTACHMENT_BYTES) continue;
    const file = await readAttachment(database, scope, id);
    if (file === undefined) continue;
    files.push({ name: file.name, bytes: file.bytes });
    total += size;
  }
  return files;
}
