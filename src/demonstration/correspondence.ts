import { permissionsOf } from '../access/index.ts';
import type { House } from '../platform/index.ts';
import { uploadAttachment } from '../systems/ecert/attachments/index.ts';
import { certificatesByNumber, type CertificateEntry } from '../systems/ecert/index.ts';
import { Inquiries, type Writer } from '../systems/ecert/inquiry/index.ts';
import { giveResult, resultsOf, type NewResult } from '../systems/ecert/results/index.ts';
import type { DemonstrationCertificate } from './certificates.ts';
import { labelPicture } from './picture.ts';

const SYSTEM = { kind: 'system' } as const;

/** Who examines for each importing country. */
const OFFICIALS: Readonly<Record<string, { readonly authority: string; readonly name: string }>> = {
  CN: { authority: 'CN-GACC', name: 'Wang Jing' },
  NZ: { authority: 'NZ-MPI', name: 'Mere Tamatea' },
  NL: { authority: 'NL-NVWA', name: 'Anneke de Wit' },
  AU: { authority: 'AU-DAFF', name: 'Priya Raman' },
  CL: { authority: 'CL-SAG', name: 'Rodrigo Fuentes' },
};

/** Who answers for each issuing authority. */
const ANSWERING: Readonly<Record<string, string>> = {
  'CN-GACC': 'Liu Haiyan',
  'NZ-MPI': 'Callum Fraser',
  'NL-NVWA': 'Pieter Jansen',
  'AU-DAFF': 'Grace Nguyen',
  'CL-SAG': 'Camila Rojas',
};

function official(country: string): Writer | undefined {
  const known = OFFICIALS[country];
  if (known === undefined) return undefined;
  return writer(known.name, { country, authority: known.authority }, 'official');
}

/** Somebody of the office that issued a certificate. */
function officer({ country, authority, office }: CertificateEntry): Writer {
  const scope = { country, authority, ...(office === undefined ? {} : { office }) };
  return writer(ANSWERING[authority] ?? authority, scope, 'officer');
}

function writer(
  name: string,
  scope: { readonly country: string; readonly authority: string; readonly office?: string },
  role: 'official' | 'officer',
): Writer {
  const permissions: ReadonlySet<string> = permissionsOf([role]);
  return {
    actor: `demonstration/${scope.authority}`,
    name,
    scope: { kind: 'authority', ...scope },
    may: (permission) => permissions.has(permission),
  };
}

interface Plan {
  readonly from: string;
  readonly to: string;
  /** Key of the office that issued, where it matters. */
  readonly office?: string;
  /** What happens, step by step. */
  play(house: House, certificate: CertificateEntry): Promise<void>;
}

const optionsOf = ({ database, clock, random, sequencing }: House) => ({
  database,
  clock,
  random,
  onCommitted: () => sequencing.wake(),
});

async function give(house: House, entry: CertificateEntry, result: NewResult) {
  const who = official(entry.body.importCountry ?? '');
  return who === undefined ? undefined : giveResult(optionsOf(house), entry.id, result, who);
}

const answer = (house: House, entry: CertificateEntry, inquiry: string | undefined, content: string) =>
  new Inquiries(optionsOf(house)).write({ id: inquiry ?? '', kind: 'response', content }, officer(entry));

/** Threads and a refusal, each on the next certificate of its way that nobody has examined. */
const PLANS: readonly Plan[] = [
  {
    from: 'CN',
    to: 'NZ',
    office: 'CN-GACC/4200',
    // Asked and answered: a decision is due.
    async play(house, entry) {
      const given = await give(house, entry, {
        verdict: 'request',
        remark:
          'The net weight on the packing list is 120 kg below that of the certificate. Please provide a certificate explanation.',
      });
      await answer(
        house,
        entry,
        given?.inquiry,
        '经核实，装箱单所列为沥干净重，证书所列净重含保护性冰衣，两者均属实。附更正后的装箱单编号：PL-0087-1。\n\nVerified: the packing list gives the drained weight, the certificate the net weight with protective glaze. Both are correct.',
      );
    },
  },
  {
    from: 'CN',
    to: 'NL',
    office: 'CN-GACC/4200',
    // Asked, with a photograph, and not yet answered: it waits for the office.
    async play(house, entry) {
      const who = official('NL');
      if (who === undefined) return;
      const file = { name: 'carton label.png', mediaType: 'image/png', bytes: labelPicture() };
      const { database, clock, random } = house;
      const { id } = await uploadAttachment(database, file, { caller: who, now: clock(), random });
      const { inquiry } = await giveResult(
        optionsOf(house),
        entry.id,
        {
          verdict: 'request',
          remark:
            'The label on the cartons (photograph attached) names another establishment number than the certificate. Which one is right?',
          attachments: [id],
        },
        who,
      );
      if (inquiry !== undefined)
        await new Inquiries(optionsOf(house)).write(
          {
            id: inquiry,
            kind: 'note',
            content: '已收到，正在向企业核实。 (Received; we are asking the establishment.)',
          },
          officer(entry),
        );
    },
  },
  {
    from: 'NZ',
    to: 'CN',
    // Asked in Chinese, answered in English, passed: the inquiry is closed.
    async play(house, entry) {
      const given = await give(house, entry, {
        verdict: 'request',
        remark: '集装箱封识号与证书不一致，请说明是否曾在中转港重新施封。',
      });
      await answer(
        house,
        entry,
        given?.inquiry,
        'The container was opened for a border inspection in Singapore and resealed there. The transhipment report names both seal numbers.',
      );
      await give(house, entry, { verdict: 'pass', remark: '经说明，准予通过。' });
    },
  },
  {
    from: 'CN',
    to: 'AU',
    async play(house, entry) {
      await give(house, entry, {
        verdict: 'refuse',
        reasons: ['pest-found', 'treatment-missing'],
        remark: 'Live larvae in two of forty cartons; no fumigation is attested.',
      });
    },
  },
];

/** Of so many certificates of each way one is left for the visitor to examine. */
const LEFT = 3;

/**
 * What officials have said of the demonstration's certificates: most passed, one refused, three inquiries in three states.
 * Some are left to be examined. Done once: a certificate that has a result is left alone.
 */
export async function fillCorrespondence(
  house: House,
  certificates: readonly DemonstrationCertificate[],
): Promise<void> {
  const plans = new Map(PLANS.map((plan) => [`${plan.from} ${plan.to}`, plan]));
  const met = new Map<string, number>();
  for (const { number, country } of certificates) {
    const [entry] = await certificatesByNumber(house.database, SYSTEM, number, country);
    const to = entry?.body.importCountry;
    if (entry?.state !== 'issued' || to === undefined || official(to) === undefined) continue;
    const way = `${country} ${to}`;
    const place = met.get(way) ?? 0;
    met.set(way, place + 1);
    if (place % LEFT === LEFT - 1) continue;
    if ((await resultsOf(house.database, SYSTEM, entry.id)).length > 0) {
      plans.delete(way);
      continue;
    }
    const plan = plans.get(way);
    if (plan === undefined || (plan.office !== undefined && plan.office !== entry.office)) {
      await give(house, entry, { verdict: 'pass' });
    } else {
      plans.delete(way);
      await plan.play(house, entry);
    }
  }
}
