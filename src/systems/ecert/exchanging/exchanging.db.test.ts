import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRandom, sha256Hex, type SealKey } from '../../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import {
  openExchange,
  openReceipt,
  type Channel,
  type ChannelName,
  type Exchange,
  type Handler,
  type MessageType,
  type PartnerValue,
} from '../../../exchange/index.ts';
import {
  agreement,
  exchangeKey,
  standingPartners,
  StandingParameters,
} from '../../../exchange/testing/index.ts';
import { readAttachment, uploadAttachment } from '../attachments/index.ts';
import { Inquiries, listInquiries, type Writer } from '../inquiry/index.ts';
import type { Intake } from '../intake.ts';
import { createIssuing } from '../issuing.ts';
import { giveResult, resultsOf } from '../results/index.ts';
import { sampleBytes } from '../testing/certificates.ts';
import { CODE_KEY, official, testIntake, trustOf } from '../testing/setting.ts';
import { ecertHandlers, openTranslator, type Poster } from './index.ts';

const PAPER = Buffer.from('%PDF-1.7\n%%EOF\n');
const SYSTEM = { kind: 'system' } as const;
let now = new Date('2026-06-01T12:00:00Z');
const clock = (): Date => now;

/** An installation: its database, intake and exchange, reached by the other through a direct road. */
interface Installation {
  readonly authority: string;
  readonly held: TestDatabase;
  readonly intake: Intake;
  readonly exchange: Exchange;
  readonly poster: Poster;
  readonly parameters: StandingParameters;
  readonly key: SealKey;
}
let nz: Installation;
let cn: Installation;

async function install(authority: string, partner: string, reach: () => Installation): Promise<Installation> {
  const held = await testDatabase({ connections: 6 });
  const parameters = new StandingParameters();
  const key = await exchangeKey(authority.slice(0, 2), '2026-01-01T00:00:00Z');
  const direct: Channel = {
    name: 'rest',
    faultsOf: () => [],
    async send({ envelope, content, partner: road }) {
      const { reception } = reach().exchange;
      const { mediaType, id } = envelope;
      const arrival = {
        partner: authority,
        channel: 'rest',
        transportId: id,
        envelope,
        mediaType,
        content,
      } as const;
      const { receipt } = await reception.receive(arrival);
      return { outcome: 'taken', receipts: [await openReceipt(receipt, partner, road.certificates.seal)] };
    },
  };
  const channels = new Map<ChannelName, Channel>([['rest', direct]]);
  const handlers: Handler[] = [];
  const exchange = openExchange({
    database: held.database,
    clock,
    random: newRandom,
    jitter: () => 0.5,
    partners: standingPartners(parameters, clock, channels),
    channels,
    handlers,
    keyOf: (one) => (one === authority ? key : undefined),
    onFault: (error) => {
      throw error;
    },
  });
  const translator = openTranslator({ trust: trustOf(), clock });
  const poster = { ...exchange, translate: translator.outgoing };
  const intake = testIntake(held.database, { clock, poster });
  handlers.push(...ecertHandlers({ intake, clock, random: newRandom, translate: translator.incoming }));
  const types = [
    'certificate',
    'certificate-status',
    'verification-result',
    'inquiry',
    'inquiry-answer',
    'receipt',
  ] as const;
  const dialects = {
    certificate: 'sps-certificate:17',
    'certificate-status': 'certificate-status:1',
    'verification-result': 'correspondence:1',
    inquiry: 'correspondence:1',
    'inquiry-answer': 'correspondence:1',
    receipt: 'receipt:1',
  } as const;
  const value: PartnerValue = {
    ...agreement('rest'),
    scope: [{ from: authority.slice(0, 2), to: partner.slice(0, 2), commodity: '02', paperless: true }],
    outgoing: types.map((type) => ({ type, dialect: dialects[type], channel: 'rest' })),
    incoming: types.map((type) => ({ type, dialect: dialects[type], channel: 'rest' })),
  };
  parameters.partner(authority, partner, value);
  parameters.address(partner, 'rest', {});
  return { authority, held, intake, exchange, poster, parameters, key };
}

/** Everything that is under way between the two arrives and is read. */
async function settle(): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    await Promise.all([nz.exchange.sender.drain(), cn.exchange.sender.drain()]);
    await Promise.all([nz.exchange.reader.drain(), cn.exchange.reader.drain()]);
    now = new Date(now.getTime() + 1_000);
  }
}

const person = (authority: string): Writer => ({
  ...official(authority.slice(0, 2), authority),
  name: `${authority} officer`,
});
const idOf = async (at: Installation, number: string) => {
  const [row] = await at.held.database.read<{ id: string; state: string }>(
    SYSTEM,
    { name: '', text: 'select id, state from certificate where number = $1' },
    [number],
  );
  return row;
};
const parts = ({ held, poster }: Installation) => ({
  database: held.database,
  clock,
  random: newRandom,
  poster,
});
const states = async (at: Installation) =>
  (await at.exchange.traffic.deliveries(SYSTEM, {}, { limit: 200 })).items.map(({ type, state, code }) => [
    type,
    state,
    code,
  ]);

async function lodge(number: string, importing = 'CN', hs = '020230'): Promise<string> {
  const products = [{ name: 'Beef', hs, kilograms: '100' }];
  const bytes = sampleBytes({ number, importing, issuer: 'NZ-MPI', products });
  const [outcome] = await nz.intake.accept(
    [{ bytes, mediaType: 'application/xml' }],
    official('NZ', 'NZ-MPI'),
  );
  if (outcome?.kind !== 'stored') throw new Error(JSON.stringify(outcome));
  return outcome.receipt.id;
}

/** From now on a type of message goes from NZ to CN in a dialect, or the other way. */
function speak(dialect: string, type: MessageType = 'certificate', [from, to] = [nz, cn]): void {
  const terms = (at: Installation, partner: string): PartnerValue => {
    const found = at.exchange.partners.find(at.authority, partner)?.value;
    if (found === undefined) throw new Error('no agreement');
    return found;
  };
  const [ours, theirs] = [terms(from, to.authority), terms(to, from.authority)];
  const inDialect = <Road extends PartnerValue['incoming'][number]>(road: Road): Road =>
    road.type === type ? { ...road, dialect } : road;
  from.parameters.partner(from.authority, to.authority, { ...ours, outgoing: ours.outgoing.map(inDialect) });
  to.parameters.partner(to.authority, from.authority, {
    ...theirs,
    incoming: theirs.incoming.map(inDialect),
  });
  // Agreements are looked up again after a while.
  now = new Date(now.getTime() + 60_000);
}

beforeAll(async () => {
  nz = await install('NZ-MPI', 'CN-GACC', () => cn);
  cn = await install('CN-GACC', 'NZ-MPI', () => nz);
  nz.parameters.certificate('CN-GACC', 'seal', cn.key.certificate);
  cn.parameters.certificate('NZ-MPI', 'seal', nz.key.certificate);
});
afterAll(async () => {
  for (const { intake, held } of [nz, cn]) {
    await intake.close();
    await held.drop();
  }
});

describe('two installations', () => {
  it('exchange a certificate, the question, the answer, the result and the withdrawal, and each knows what the other does', async () => {
    await lodge('X-1');
    await settle();
    const there = await idOf(cn, 'X-1');
    expect(there?.state).toBe('issued');
    const [said] = (await states(nz)).filter(([type]) => type === 'certificate').map(([, state]) => state);
    expect(said).toMatch(/^delivered/);

    const asked = await giveResult(
      parts(cn),
      there?.id ?? '',
      { verdict: 'request', remark: 'Please explain the weight.' },
      person('CN-GACC'),
    );
    await settle();
    const here = await idOf(nz, 'X-1');
    const [question] = (
      await listInquiries(nz.held.database, person('NZ-MPI').scope, {
        certificate: here?.id ?? '',
        limit: 10,
      })
    ).items;
    expect(question).toMatchObject({ state: 'open', country: 'CN', authority: 'CN-GACC' });

    const inquiries = new Inquiries(parts(nz));
    const answer = {
      id: question?.id ?? '',
      kind: 'response',
      content: 'Weighed with the pallets.',
    } as const;
    const photograph = await uploadAttachment(
      nz.held.database,
      { name: 'scales.pdf', mediaType: 'application/pdf', bytes: PAPER },
      { caller: person('NZ-MPI'), now, random: newRandom },
    );
    await inquiries.write({ ...answer, attachments: [photograph.id] }, person('NZ-MPI'));
    await settle();
    const thread = await new Inquiries(parts(cn)).read(person('CN-GACC').scope, asked.inquiry ?? '');
    expect(thread.entry.state).toBe('answered');
    expect(thread.messages.map(({ kind, operator, country }) => [kind, operator, country])).toEqual([
      ['request', 'CN-GACC officer', 'CN'],
      ['response', 'NZ-MPI officer', 'NZ'],
    ]);
    const [crossed = ''] = thread.messages.flatMap(({ attachments }) => attachments.map(({ id }) => id));
    const arrived = await readAttachment(cn.held.database, person('CN-GACC').scope, crossed);
    expect(arrived).toMatchObject({ name: 'scales.pdf', bytes: Buffer.from(PAPER) });

    await giveResult(parts(cn), there?.id ?? '', { verdict: 'pass' }, person('CN-GACC'));
    await settle();
    const results = await resultsOf(nz.held.database, person('NZ-MPI').scope, here?.id ?? '');
    expect(results.map(({ state, authority }) => [state, authority])).toEqual([
      ['pass', 'CN-GACC'],
      ['request', 'CN-GACC'],
    ]);
    expect((await inquiries.read(person('NZ-MPI').scope, question?.id ?? '')).entry.state).toBe('closed');

    const issuing = createIssuing({
      ...parts(nz),
      trust: trustOf(),
      codeKey: CODE_KEY,
      sealKeyOf: () => undefined,
    });
    await issuing.act(
      { id: here?.id ?? '', action: 'withdraw', input: { reason: 'Wrong herd.' } },
      person('NZ-MPI'),
    );
    await settle();
    expect((await idOf(cn, 'X-1'))?.state).toBe('withdrawn');
    for (const at of [nz, cn])
      expect((await states(at)).filter(([, state]) => !String(state).startsWith('delivered'))).toEqual([]);
  });

  it('an inquiry that the issuing side opens goes out and comes back the same way', async () => {
    const id = await lodge('X-2');
    await settle();
    const thread = await new Inquiries(parts(nz)).open(id, { content: 'Has it arrived?' }, person('NZ-MPI'));
    await settle();
    const there = await idOf(cn, 'X-2');
    const [question] = (
      await listInquiries(cn.held.database, person('CN-GACC').scope, {
        certificate: there?.id ?? '',
        limit: 10,
      })
    ).items;
    await new Inquiries(parts(cn)).write(
      { id: question?.id ?? '', kind: 'response', content: 'Yes.' },
      person('CN-GACC'),
    );
    await settle();
    await new Inquiries(parts(nz)).close({ id: thread.entry.id, content: 'Thank you.' }, person('NZ-MPI'));
    await settle();
    const closed = await new Inquiries(parts(cn)).read(person('CN-GACC').scope, question?.id ?? '');
    expect(closed.entry.state).toBe('closed');
    expect(closed.messages.map(({ content }) => content)).toEqual(['Has it arrived?', 'Yes.', 'Thank you.']);
  });

  it.each(['sps-certificate:11', 'sps-certificate:8', 'older-dialect', 'ecert-json', 'sancrt', 'ched'])(
    'a certificate goes out as %s, with the report of what that does not say, and is taken in there',
    async (dialect) => {
      speak(dialect);
      const number = `X-${dialect.replaceAll(/[^a-z0-9]/g, '')}`;
      await lodge(number);
      await nz.exchange.sender.drain();
      await cn.exchange.reader.drain();
      const delivery = (
        await nz.exchange.traffic.deliveries(SYSTEM, { subject: `NZ/NZ-MPI/${number}` }, {})
      ).items.find(({ type }) => type === 'certificate');
      const { translatedFrom, originalDigest } = delivery?.envelope ?? {};
      expect([delivery?.state, delivery?.code]).toEqual(['delivered', null]);
      expect([delivery?.envelope.dialect, translatedFrom]).toEqual([dialect, 'sps-certificate:17']);
      const { translation } = await nz.exchange.traffic.life(delivery?.id ?? '');
      expect(translation).toMatchObject({ source: 'sps-certificate:17', original: originalDigest });
      expect(translation?.target.split(':')[0]).toBe(dialect.split(':')[0]);
      const original = await nz.exchange.traffic.content(originalDigest ?? '');
      expect(Buffer.from(original ?? []).toString()).toContain(number);
      expect((await idOf(cn, number))?.state).toBe('issued');
      const { items: arrivals } = await cn.exchange.traffic.arrivals(SYSTEM, { type: 'certificate' }, {});
      const arrival = arrivals.find(({ subject }) => subject?.endsWith(number));
      expect(arrival?.digest).toBe(delivery?.digest);
      const there = (await cn.exchange.traffic.life(arrival?.id ?? '')).translation;
      // What bears no mark of a CHED is the message of the certificate.
      const isRead = ['older-dialect', 'ched'].includes(dialect) || dialect.startsWith('sps');
      expect(there?.original).toBe(isRead ? undefined : arrival?.digest);
    },
  );

  it('says why a certificate cannot be said in what was agreed', async () => {
    speak('ecert-of-1998:1');
    await lodge('X-1998');
    speak('sps-certificate:17');
    const { items } = await nz.exchange.traffic.deliveries(SYSTEM, { dead: true }, {});
    expect(items).toMatchObject([
      {
        state: 'failed',
        code: 'exchange-dialect-unfit',
        values: { cause: 'dialect-unknown', dialect: 'ecert-of-1998:1' },
      },
    ]);
  });

  it('says nothing of certificates that the agreement does not cover', async () => {
    await lodge('X-3', 'AU');
    await lodge('X-4', 'CN', '040510');
    await settle();
    expect(await idOf(cn, 'X-3')).toBeUndefined();
    expect(await idOf(cn, 'X-4')).toBeUndefined();
  });

  it('answers a message that the rules forbid with its reasons, and leaves nothing of it', async () => {
    const before = await resultsOf(nz.held.database, SYSTEM, (await idOf(nz, 'X-1'))?.id ?? '');
    const content = {
      form: 'correspondence:1',
      id: '01936b3a-0000-7000-8000-000000000001',
      certificate: { country: 'NZ', authority: 'NZ-MPI', number: 'X-1' },
      at: now.toISOString(),
      operator: 'Nobody',
      result: { verdict: 'pass' },
    };
    const post = (value: unknown) =>
      cn.held.database.transaction(SYSTEM, (transaction) =>
        cn.exchange.post(transaction, {
          authority: 'CN-GACC',
          to: 'NZ-MPI',
          type: 'verification-result',
          subject: 'NZ/NZ-MPI/X-1',
          render: () => ({ mediaType: 'application/json', content: Buffer.from(JSON.stringify(value)) }),
        }),
      );
    await post(content);
    await post({ ...content, form: 'correspondence:9' });
    const page = { name: 'page.pdf', mediaType: 'application/pdf' };
    const hostile = Buffer.from('<script>alert(1)</script>');
    const file = {
      ...page,
      size: hostile.length,
      digest: sha256Hex(hostile),
      content: hostile.toString('base64'),
    };
    const asking = { ...content, result: { verdict: 'request', remark: 'See the page.' } };
    await post({ ...asking, attachments: [file] });
    await post({ ...asking, attachments: [{ ...file, digest: sha256Hex(PAPER) }] });
    await post({ ...asking, attachments: Array.from({ length: 9 }, () => file) });
    await settle();
    const told = (await cn.exchange.traffic.deliveries(SYSTEM, { dead: true }, {})).items;
    expect(told.map(({ state }) => state).toSorted()).toEqual([
      'not-readable',
      ...Array<string>(4).fill('rejected'),
    ]);
    const arrivals = (await nz.exchange.traffic.arrivals(SYSTEM, { dead: true }, {})).items;
    expect(arrivals.flatMap(({ findings }) => findings?.map(({ code }) => code) ?? []).toSorted()).toEqual([
      'attachment-media-type',
      'attachment-too-many',
      'exchange-content-malformed',
      'exchange-digest-differs',
      'result-void',
    ]);
    expect(await resultsOf(nz.held.database, SYSTEM, (await idOf(nz, 'X-1'))?.id ?? '')).toHaveLength(
      before.length,
    );
  });

  describe('in the forms of UN/CEFACT', () => {
    const sent = async (at: Installation, type: string, number: string) => {
      const { items } = await at.exchange.traffic.deliveries(SYSTEM, { subject: `NZ/NZ-MPI/${number}` }, {});
      const delivery = items.find((one) => one.type === type);
      const { translation } = await at.exchange.traffic.life(delivery?.id ?? '');
      const content = await at.exchange.traffic.content(delivery?.digest ?? '');
      return { delivery, translation, text: Buffer.from(content ?? []).toString() };
    };
    const act = async (number: string, action: string, input: object) => {
      const { id = '' } = (await idOf(nz, number)) ?? {};
      const keys = { trust: trustOf(), codeKey: CODE_KEY, sealKeyOf: () => undefined };
      await createIssuing({ ...parts(nz), ...keys }).act({ id, action, input }, person('NZ-MPI'));
      await settle();
    };

    it.each(['sps-acknowledgement:17', 'sps-certificate:17', 'sps-certificate:8'])(
      'a certificate’s end goes out as %s and ends it there',
      async (dialect) => {
        speak(dialect, 'certificate-status');
        const [gone, old, young] = ['gone', 'old', 'young'].map(
          (name) => `Y-${name}-${dialect.replaceAll(/[^a-z0-9]/g, '')}`,
        );
        for (const number of [gone, old, young]) await lodge(number ?? '');
        await settle();
        await act(gone ?? '', 'withdraw', { reason: 'Wrong herd <&> 错误' });
        await act(old ?? '', 'replace', { successor: young });
        expect((await idOf(cn, gone ?? ''))?.state).toBe('withdrawn');
        expect((await idOf(cn, old ?? ''))?.state).toBe('replaced');
        const isAcknowledgement = dialect.startsWith('sps-ack');
        const { delivery, translation, text } = await sent(nz, 'certificate-status', gone ?? '');
        expect(delivery).toMatchObject({ state: 'delivered', envelope: { dialect } });
        expect(text).toContain(isAcknowledgement ? '<rsm:SPSAcknowledgement' : ':SPSCertificate');
        expect(text).toContain('>40<');
        expect(text.includes('Wrong herd &lt;&amp;&gt; 错误')).toBe(isAcknowledgement);
        expect(text).not.toContain('Signature>');
        expect(translation?.losses.map(({ code, path }) => [code, path])).toEqual(
          isAcknowledgement
            ? []
            : expect.arrayContaining([
                ['loss-seal', '/Signature'],
                ['loss-not-carried', '/reason'],
              ]),
        );
        const replaced = await sent(nz, 'certificate-status', old ?? '');
        expect(replaced.text).toContain(`>${young ?? ''}<`);
      },
    );

    it.each([
      ['pass', {}, '39'],
      ['refuse', { reasons: ['seal-not-valid', 'goods-differ'], remark: 'Neither seal\nnor goods.' }, '41'],
      ['request', { remark: 'Which seal?' }, '42'],
    ] as const)(
      'a result “%s” goes back as an acknowledgement, and says the same here',
      async (verdict, said, code) => {
        speak('sps-acknowledgement:17', 'verification-result', [cn, nz]);
        const number = `Y-${verdict}`;
        await lodge(number);
        await settle();
        const there = (await idOf(cn, number))?.id ?? '';
        const { inquiry } = await giveResult(parts(cn), there, { verdict, ...said }, person('CN-GACC'));
        await settle();
        const { delivery, translation, text } = await sent(cn, 'verification-result', number);
        expect(delivery?.state).toBe('delivered');
        expect(text).toContain(`>${code}<`);
        expect(translation?.losses).toEqual([
          { code: 'loss-not-carried', path: '/operator', value: 'CN-GACC officer' },
        ]);
        const here = (await idOf(nz, number))?.id ?? '';
        const [result] = await resultsOf(nz.held.database, person('NZ-MPI').scope, here);
        expect(result).toMatchObject({ state: verdict, authority: 'CN-GACC', body: said });
        if (inquiry === undefined) return;
        // The thread is named, so that the answer finds its question again.
        const [question] = (
          await listInquiries(nz.held.database, person('NZ-MPI').scope, { certificate: here, limit: 10 })
        ).items;
        const answer = { id: question?.id ?? '', kind: 'response', content: 'The second.' } as const;
        await new Inquiries(parts(nz)).write(answer, person('NZ-MPI'));
        await settle();
        expect((await new Inquiries(parts(cn)).read(person('CN-GACC').scope, inquiry)).entry.state).toBe(
          'answered',
        );
      },
    );
  });
});
