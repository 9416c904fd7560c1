import type { LedgerCaller } from '../ledger/index.ts';
import type { ParameterOwner, ProposedRow } from '../ledger/parameters/index.ts';
import type { House } from '../platform/index.ts';
import { demonstrationHistory } from './certificates.ts';
import { personOf } from './people.ts';

/** Two officials of the platform: what one proposes, the other approves. */
const steward = (name: string): LedgerCaller => ({
  actor: `demonstration/${name}`,
  scope: { kind: 'system' },
  may: () => true,
});
const PROPOSER = steward('steward');
const APPROVER = steward('approver');

const DAY = 86_400_000;

type Administered = Pick<House, 'clock' | 'database' | 'parameters' | 'forgeries'>;

/** Agreements, announcements and suspected forgeries to look at. What is there already stays. */
export async function fillAdministration(house: Administered): Promise<void> {
  const { clock, database, parameters, forgeries } = house;
  const now = clock().getTime();
  const day = (days: number) => new Date(now + days * DAY).toISOString().slice(0, 10);
  await approve(house, 'agreement', 'Protocols in force.', agreements(day));
  await approve(house, 'announcement', 'For the first day.', announcements(day));
  const waiting = await parameters.changes(PROPOSER, { filters: { state: 'proposed' }, limit: 1 });
  if (waiting.items.length === 0) {
    const { actor } = await personOf(database, 'steward');
    await parameters.propose(
      { ...PROPOSER, actor },
      {
        parameter: 'agreement',
        reason: 'Singapore offers to take electronic certificates for tea from next month.',
        rows: [
          {
            key: { country: 'SG', commodity: '0902' },
            value: { electronic: true, channel: 'hub' },
            from: day(30),
          },
        ],
      },
    );
  }
  const reported = await forgeries.search(PROPOSER, { filters: {}, limit: 1 });
  if (reported.items.length === 0) await reportForgeries(house, day);
}

/** Puts rows in force by two officials, where the parameter has none yet. */
export async function approve(
  { parameters }: Pick<House, 'parameters'>,
  parameter: string,
  reason: string,
  rows: readonly ProposedRow[],
): Promise<void> {
  if ((await parameters.read(PROPOSER, parameter)).version > 0) return;
  await putInForce({ parameters }, parameter, reason, rows);
}

/** Puts rows in force beside those there are: one official proposes, another approves. */
export async function putInForce(
  { parameters }: Pick<House, 'parameters'>,
  parameter: string,
  reason: string,
  rows: readonly ProposedRow[],
  owner: ParameterOwner = {},
): Promise<void> {
  const { id } = await parameters.propose(PROPOSER, { parameter, reason, rows, owner });
  await parameters.act(APPROVER, { id, action: 'approve', input: {} });
}

type DayOf = (days: number) => string;

function agreements(day: DayOf): readonly ProposedRow[] {
  const agreed = (country: string, commodity: string, value: object, since: number): ProposedRow => ({
    key: { country, commodity },
    value,
    from: day(since),
  });
  return [
    agreed(
      'NZ',
      '',
      {
        electronic: true,
        channel: 'rest',
        note: {
          en: 'Paper goes along until each commodity’s own day.',
          zh: '在各商品各自日期之前，纸质证书仍须随附。',
        },
      },
      -1500,
    ),
    agreed('NZ', '02', { electronic: true, paperlessFrom: day(-400), channel: 'rest' }, -1500),
    agreed('NZ', '04', { electronic: true, paperlessFrom: day(-400), channel: 'rest' }, -1500),
    agreed('NL', '0203', { electronic: true, paperlessFrom: day(60), channel: 'soap' }, -700),
    agreed('AU', '02', { electronic: true, paperlessFrom: day(-90), channel: 'soap' }, -900),
    agreed('CL', '08', { electronic: true, channel: 'hub' }, -300),
    agreed('ZA', '', { electronic: false, channel: 'portal' }, -300),
  ];
}

function announcements(day: DayOf): readonly ProposedRow[] {
  return [
    {
      key: { id: 'welcome' },
      value: {
        title: {
          en: 'This is a demonstration',
          zh: '这是演示系统',
          fr: 'Ceci est une démonstration',
          es: 'Esto es una demostración',
          ru: 'Это демонстрация',
          ar: 'هذا عرض توضيحي',
        },
        text: {
          en: 'Companies, vessels and persons are invented; seals and evidence are real.',
          zh: '公司、船舶和人员均为虚构；签章和证据是真实的。',
          fr: 'Les entreprises, navires et personnes sont inventés ; les sceaux et la preuve sont réels.',
          es: 'Empresas, buques y personas son inventados; los sellos y la evidencia son reales.',
          ru: 'Компании, суда и люди вымышлены; печати и доказательства настоящие.',
          ar: 'الشركات والسفن والأشخاص من نسج الخيال؛ أما الأختام والأدلة فحقيقية.',
        },
        importance: 'information',
        audience: 'everyone',
      },
      from: day(-1),
    },
    {
      key: { id: 'paperless-pork' },
      value: {
        title: { en: 'Pork from the Netherlands: paperless soon', zh: '荷兰猪肉：即将无纸化' },
        text: {
          en: `From ${day(60)} no paper certificate is asked for pork of heading 0203.`,
          zh: `自 ${day(60)} 起，品目 0203 的猪肉不再要求纸质证书。`,
        },
        importance: 'important',
        audience: 'countries',
        countries: ['CN', 'NL'],
      },
      from: day(-10),
      until: day(90),
    },
  ];
}

/** One confirmed forgery, with what its kind have in common, and two reports that wait. */
async function reportForgeries({ forgeries, clock }: Administered, day: DayOf): Promise<void> {
  const [copied, , other] = demonstrationHistory(clock(), 3);
  const { reference } = await forgeries.report(
    { actor: 'anyone' },
    {
      number: 'NZL2026/AKL/777001',
      country: 'NZ',
      authority: 'NZ-MPI',
      seenCountry: 'CN',
      seenPlace: 'Tianjin',
      seenOn: day(-40),
      commodity: '0204',
      signs: ['number-unknown', 'signatory'],
      description: 'The number is not in the ledger, and nobody of that name signs in Auckland.',
    },
  );
  const found = await forgeries.search(PROPOSER, { filters: { number: 'NZL2026AKL777001' }, limit: 1 });
  const id = found.items.find(({ number }) => number === reference)?.id;
  if (id !== undefined) {
    await forgeries.act(PROPOSER, { id, action: 'examine', input: {} });
    const finding = 'Never issued. The same printer made several, numbered from 777000.';
    const patterns = [{ mask: 'NZL2026/AKL/777###' }];
    await forgeries.act(PROPOSER, { id, action: 'confirm', input: { finding, patterns } });
  }
  const waiting = [
    { number: copied?.number ?? 'CN-1', commodity: '0306', seenCountry: 'NL', seenPlace: 'Rotterdam' },
    { number: `${other?.number ?? 'CN-2'}9`, commodity: '0808', seenCountry: 'SG', seenPlace: 'Singapore' },
  ];
  for (const report of waiting) {
    await forgeries.report(
      { actor: 'anyone' },
      {
        ...report,
        country: 'CN',
        authority: 'CN-GACC',
        seenOn: day(-5),
        signs: ['content-differs'],
        description: 'The weight on the paper is not the one that the code shows.',
      },
    );
  }
}
