import type { Database, Statement } from '../../database/index.ts';
import { answerNow } from '../../crypto/index.ts';
import { fromUtf8, toBase64 } from '../../base/index.ts';
import type {
  CheckedSignature,
  LogPolicy,
  NoteSignature,
  PolicyWitness,
} from '../../../verify/core/index.ts';
import {
  formatSignatureLine,
  parseLogSize,
  parseNote,
  runNow,
  verifyNote,
} from '../../../verify/core/index.ts';
import type { Checkpoints, SignedCheckpoint } from '../checkpoints.ts';
import type { Proofs } from '../proofs.ts';

export interface GatheringOptions {
  readonly database: Database;
  readonly checkpoints: Checkpoints;
  readonly proofs: Proofs;
  /** Witnesses with a URL are asked. */
  readonly policy: LogPolicy;
  /** Milliseconds that one witness may take to answer (3000). */
  readonly timeout?: number;
  /** Least milliseconds from one round to the next (1000). */
  readonly interval?: number;
  /** Told of a witness that did not cosign, and why. */
  readonly onRefusal?: (witness: string, reason: string) => void;
}

const ACQUAINTED: Statement = {
  name: 'evidence-cosigned-sizes',
  text: 'select key_name as name, key_id as id, max(size) as size from evidence_cosignature group by key_name, key_id',
};

const KEEP: Statement = {
  name: 'evidence-cosign',
  text: `insert into evidence_cosignature (size, key_name, key_id, line, at) values ($1, $2, $3, $4, $5)
         on conflict do nothing`,
};

const MAXIMUM_ANSWER_BYTES = 65_536;

/** Asks the policy's witnesses for cosignatures on the latest checkpoint. Runs beside the sequencer, never inside a round. */
export class Gathering {
  readonly #options: GatheringOptions;
  /** The size that each witness is believed to have seen, by its name in the policy. */
  readonly #seen = new Map<string, number>();
  #acquainted = false;
  #running = false;
  #ended: Promise<void> = Promise.resolve();
  #awake = false;
  #isIdle = false;
  #resume: (() => void) | undefined;

  constructor(options: GatheringOptions) {
    this.#options = options;
  }

  /** Asks again and again until it is stopped: when the log has a new checkpoint, and for those who did not answer. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#ended = this.#run();
  }

  /** The log has a new checkpoint. */
  wake(): void {
    this.#awake = true;
    if (this.#isIdle) this.#resume?.();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#resume?.();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { interval = 1000 } = this.#options;
    while (this.#running) {
      this.#awake = false;
      try {
        await this.round();
      } catch (error) {
        this.#options.onRefusal?.('', error instanceof Error ? error.message : String(error));
      }
      await this.#sleep(interval);
      this.#isIdle = true;
      // Those who did not answer are asked again, if less often.
      if (!this.#awake) await this.#sleep(10 * interval);
      this.#isIdle = false;
    }
  }

  async #sleep(milliseconds: number): Promise<void> {
    if (!this.#running) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#resume = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#resume = undefined;
  }

  /** One round over all witnesses at once; gives how many cosigned. Takes at most twice the time limit. */
  async round(): Promise<number> {
    const latest = await this.#options.checkpoints.latest();
    if (latest === undefined) return 0;
    await this.#acquaint();
    const cosigned = parseNote(latest.note)?.signatures ?? [];
    const missing = this.#options.policy.witnesses.filter(
      ({ url, key }) =>
        url !== undefined && !cosigned.some(({ name, id }) => name === key.name && id === key.id),
    );
    const answers = await Promise.all(missing.map((witness) => this.#ask(witness, latest)));
    return answers.filter(Boolean).length;
  }

  /** After a restart the cosignatures tell how far each witness has come. */
  async #acquaint(): Promise<void> {
    if (this.#acquainted) return;
    const { database, policy } = this.#options;
    const rows = await database.read<{ name: string; id: string; size: string }>(
      { kind: 'system' },
      ACQUAINTED,
    );
    for (const { name, key } of policy.witnesses) {
      const row = rows.find((known) => known.name === key.name && Number(known.id) === key.id);
      if (row !== undefined) this.#seen.set(name, Number(row.size));
    }
    this.#acquainted = true;
  }

  async #ask(witness: PolicyWitness, latest: SignedCheckpoint): Promise<boolean> {
    try {
      const first = await this.#submit(witness, latest);
      if (first !== 'again') return first;
      return (await this.#submit(witness, latest)) === true;
    } catch (error) {
      this.#options.onRefusal?.(witness.name, error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  async #submit(witness: PolicyWitness, latest: SignedCheckpoint): Promise<boolean | 'again'> {
    const { size } = latest.checkpoint;
    const oldSize = Math.min(this.#seen.get(witness.name) ?? 0, size);
    const proof = await this.#options.proofs.consistency(oldSize, size);
    const body = [`old ${String(oldSize)}`, ...proof.map(toBase64), '', latest.note].join('\n');
    const response = await fetch(`${(witness.url ?? '').replace(/\/+$/, '')}/add-checkpoint`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(this.#options.timeout ?? 3000),
    });
    const text = (await readBounded(response)) ?? '';
    if (response.status === 200) return this.#accept(witness, latest, text);
    const seen = response.status === 409 ? parseLogSize(text.replace(/\n$/, '')) : undefined;
    if (seen !== undefined && seen !== oldSize && seen <= size) {
      this.#seen.set(witness.name, seen);
      return 'again';
    }
    this.#options.onRefusal?.(witness.name, `${String(response.status)} ${text.slice(0, 200).trim()}`);
    return false;
  }

  async #accept(witness: PolicyWitness, latest: SignedCheckpoint, lines: string): Promise<boolean> {
    const found = cosignatureOf(witness, latest.note, lines);
    if (found === undefined) {
      this.#options.onRefusal?.(witness.name, 'no valid cosignature in the answer');
      return false;
    }
    const { size } = latest.checkpoint;
    await this.#options.database.transaction({ kind: 'system' }, (transaction) =>
      transaction.query(KEEP, [
        size,
        witness.key.name,
        witness.key.id,
        formatSignatureLine(found.signature),
        new Date((found.checked.time ?? 0) * 1000),
      ]),
    );
    this.#seen.set(witness.name, size);
    return true;
  }
}

/** The witness's own line of an answer, checked; other lines are ignored. */
function cosignatureOf(
  witness: PolicyWitness,
  checkpoint: string,
  lines: string,
): { signature: NoteSignature; checked: CheckedSignature } | undefined {
  const base = parseNote(checkpoint);
  const answer = parseNote(`${base?.text ?? ''}\n${lines}`);
  const signature = answer?.signatures.find(
    ({ name, id }) => name === witness.key.name && id === witness.key.id,
  );
  if (base === undefined || signature === undefined) return undefined;
  const verdict = runNow(verifyNote({ text: base.text, signatures: [signature] }, [witness.key]), answerNow);
  const [checked] = verdict.accepted ? verdict.signatures : [];
  return checked === undefined ? undefined : { signature, checked };
}

async function readBounded(response: Response): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > MAXIMUM_ANSWER_BYTES) return undefined;
    parts.push(part);
  }
  return fromUtf8(Buffer.concat(parts));
}
