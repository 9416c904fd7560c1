import type { Logger } from 'pino';
import type { Catalogue, Clock, RandomBytes } from '../base/index.ts';
import type { RestService } from '../exchange/channels/rest/index.ts';
import type { IdempotencyStore } from './idempotency.ts';
import type { Evidence } from '../evidence/index.ts';
import type { Balances } from '../ledger/accounts/index.ts';
import type { Exchange } from '../exchange/index.ts';
import type { Intake } from '../systems/ecert/index.ts';
import type { Guess, SigningIn } from '../access/index.ts';
import type { Applications, Batches } from '../systems/ecert/application/index.ts';
import type { AccessService } from './services/access.ts';
import type { AdministrationService } from './services/administration.ts';
import type { LiveStreams } from './live/index.ts';
import type { CertificateService } from './services/certificates.ts';
import type { AuditService, RegistersService } from './services/registers.ts';
import type { DeclarationService } from './services/declarations.ts';
import type { Correspondence } from './services/correspondence.ts';
import type { RulesService } from './services/rules.ts';
import type { PaperService } from './services/papers.ts';
import type { WebServices } from './services/web-services.ts';

/** One thing that must hold for the server to serve a request correctly. */
export interface ReadinessCheck {
  /** `database`, `keys`, `sequencer`: a key of the words with the prefix `ready-`. */
  readonly name: 'database' | 'keys' | 'sequencer' | 'workers';
  readonly ready: boolean;
}

/** Numbers of other rooms, read when Prometheus asks. */
export interface Measures {
  /** Leaves that a signed checkpoint covers. */
  readonly logSize: number;
  /** Leaves inserted and not yet covered. */
  readonly logWaiting: number;
  /** Seconds the oldest of them waits. */
  readonly logLagSeconds: number;
}

/** A schema or definition that we publish. */
export interface PublishedSchema {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Opaque text that changes with the bytes. */
  readonly tag: string;
}

/** All that the server needs of the house; the composition root builds it. */
export interface Services {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Logger;
  /** Sentences of every room whose codes may reach a caller, this room's included. */
  readonly words: Catalogue;
  readonly access: AccessService;
  readonly signingIn: SigningIn;
  /** Counts a guess with every process of the house; the seconds until another may be made, 0 for at once. */
  readonly guess: (guess: Guess) => Promise<number>;
  readonly evidence: Evidence;
  readonly intake: Intake;
  readonly certificates: CertificateService;
  readonly applications: Applications;
  readonly batches: Batches;
  readonly correspondence: Correspondence;
  readonly declarations: DeclarationService;
  /** Accounts of certificates. */
  readonly balances: Balances;
  readonly live: LiveStreams;
  readonly administration: AdministrationService;
  readonly rules: RulesService;
  readonly registers: RegistersService;
  readonly audit: AuditService;
  readonly papers: PaperService;
  readonly webServices: WebServices;
  /** Traffic with partners, as officials see it. */
  readonly exchange: Pick<Exchange, 'traffic' | 'partners' | 'act'>;
  /** What partners do over the REST channel. */
  readonly partnerMessages: RestService;
  readonly idempotency: IdempotencyStore;
  readonly schemas: readonly PublishedSchema[];
  /** Whom this installation trusts, as the offline verifier reads it. */
  readonly trustPack: () => Promise<Uint8Array>;
  readonly readiness: () => Promise<readonly ReadinessCheck[]>;
  readonly measures: () => Promise<Measures>;
}
