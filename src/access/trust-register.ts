import type { Database, Session, Statement } from '../database/index.ts';
import { authorityProfiles, trustAnchors, type Anchor, type AuthorityProfile } from './directory.ts';
import { SYSTEM } from './lib/system.ts';
import { keptSigners, type KeptSigner } from './seal-signers.ts';

/** A flood of documents that nobody vouches for costs two queries in this time, not two each. */
const FRESH_MILLISECONDS = 250;

/**
 * Authorities, anchors and signers in memory, for whoever decides on every document whom to trust. `refresh` takes in what was
 * changed, here or by another process; the arrays stay the same objects as long as nothing has changed.
 */
export class TrustRegister {
  readonly #database: Database;
  #authorities: readonly AuthorityProfile[] = [];
  #anchors: readonly Anchor[] = [];
  #signers: readonly KeptSigner[] = [];
  #seen = '';
  #reading: Promise<void> | undefined;
  #readAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  private constructor(database: Database) {
    this.#database = database;
  }

  static async open(database: Database): Promise<TrustRegister> {
    const register = new TrustRegister(database);
    await register.refresh();
    return register;
  }

  authorities(): readonly AuthorityProfile[] {
    return this.#authorities;
  }

  anchors(): readonly Anchor[] {
    return this.#anchors;
  }

  /** Every certificate that seals here or once did, also after its key was destroyed. */
  signers(): readonly KeptSigner[] {
    return this.#signers;
  }

  /** As `refresh`, unless what is known was asked for within the last quarter of a second. */
  renew(): Promise<void> {
    const now = performance.now();
    if (this.#reading === undefined || now - this.#readAt >= FRESH_MILLISECONDS) {
      this.#readAt = now;
      const reading = this.refresh().catch((error: unknown) => {
        if (this.#reading === reading) this.#reading = undefined;
        throw error;
      });
      this.#reading = reading;
    }
    return this.#reading;
  }

  async refresh(): Promise<void> {
    const database = this.#database;
    const session: Session = {
      query: <Row>(statement: Statement, values: readonly unknown[] = []) =>
        database.read<Row>(SYSTEM, statement, values),
    };
    const [authorities, anchors, signers] = await Promise.all([
      authorityProfiles(session),
      trustAnchors(session),
      keptSigners(session),
    ]);
    const seen = JSON.stringify([authorities, anchors, signers]);
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#authorities = Object.freeze(authorities);
    this.#anchors = Object.freeze(anchors);
    this.#signers = Object.freeze(signers);
  }

  /** Refreshes every so many milliseconds until closed. A refresh that fails leaves what was known, and is told. */
  keepFresh(milliseconds: number, onFailure: (error: unknown) => void): void {
    this.#timer ??= setInterval(() => {
      this.refresh().catch(onFailure);
    }, milliseconds).unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
