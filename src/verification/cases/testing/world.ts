import type { DeclarationFacts, DocumentKey } from '../../facts/index.ts';
import { beefDeclaration } from './desk.ts';
import { beef, endPaper, issuePaper } from './paper-ledger.ts';
import { claimantOf, type Setting } from './setting.ts';

/** Certificates and declarations of a world. */
export const WORLD = { certificates: 4, declarations: 5 } as const;

/** What a goods item of a world cites and draws. */
export interface Drawn {
  readonly certificate: number;
  readonly kilograms: number;
}

/** What happens in a world. */
export type WorldEvent =
  | { readonly kind: 'declare'; readonly whose: number; readonly items: readonly Drawn[] }
  | { readonly kind: 'issue'; readonly which: number; readonly kilograms: number }
  | { readonly kind: 'withdraw-certificate' | 'replace' | 'split'; readonly which: number }
  | { readonly kind: 'finalise' | 'withdraw' | 'reverse' | 'decide'; readonly whose: number };

/** Certificates and declarations under names of their own, so that worlds share a database and nothing else. */
export class World {
  readonly #name: string;
  readonly #versions = new Map<number, number>();

  /** @param place its number in the database, below a million. */
  constructor(place: number) {
    this.#name = String(place).padStart(6, '0');
  }

  key(index: number, successor = 0): DocumentKey {
    const number = `NZL${this.#name}${String(index)}${String(successor)}`;
    return { country: 'NZ', authority: 'NZ-MPI', number };
  }

  claimant(index: number): string {
    return claimantOf({ country: 'CN', authority: 'CN-GACC', number: this.#number(index) });
  }

  get claimants(): readonly string[] {
    return Array.from({ length: WORLD.declarations }, (_, index) => this.claimant(index));
  }

  /** Every certificate that it may ever have. */
  get keys(): readonly DocumentKey[] {
    const indexes = Array.from({ length: WORLD.certificates }, (_, index) => index);
    return indexes.flatMap((index) => [0, 1, 2].map((successor) => this.key(index, successor)));
  }

  #number(index: number): string {
    return `R${this.#name}D${String(index)}`;
  }

  declaration(index: number, version: number, cited: readonly Drawn[]): DeclarationFacts {
    return beefDeclaration(
      this.#number(index),
      version,
      cited.map(({ certificate, kilograms: value }) => ({
        certificate: this.key(certificate).number,
        kilograms: String(value),
      })),
    );
  }

  async take(setting: Setting, event: WorldEvent): Promise<void> {
    const { act, cases, by } = setting;
    if (event.kind === 'declare') {
      const version = (this.#versions.get(event.whose) ?? 0) + 1;
      this.#versions.set(event.whose, version);
      await setting.declare(this.declaration(event.whose, version, event.items));
    } else if (event.kind === 'issue') {
      const { number } = this.key(event.which);
      await act((transaction) => issuePaper(transaction, beef(number, String(event.kilograms))));
    } else if ('which' in event) await this.end(setting, event.kind, event.which);
    else
      await act(async (transaction) => {
        const claimant = this.claimant(event.whose);
        const found = await cases.lock(transaction, claimant);
        if (event.kind === 'decide' && found !== undefined) await cases.stir(transaction, claimant);
        if (event.kind === 'finalise') await cases.finalise(transaction, claimant, by());
        if (event.kind === 'withdraw') await cases.withdraw(transaction, claimant, by());
        if (event.kind === 'reverse') await cases.reverse(transaction, claimant, 'annulled', by());
      });
  }

  /** Ends a certificate; its successors certify so much. */
  async end(
    { act }: Setting,
    kind: 'withdraw-certificate' | 'replace' | 'split',
    index: number,
    kilograms = 50,
  ): Promise<void> {
    const key = this.key(index);
    if (kind === 'withdraw-certificate') await act((transaction) => endPaper(transaction, key, 'withdrawn'));
    const successors = kind === 'replace' ? [1] : kind === 'split' ? [1, 2] : [];
    await act(async (transaction) => {
      for (const successor of successors)
        await issuePaper(transaction, beef(this.key(index, successor).number, String(kilograms)), key);
    });
  }
}
