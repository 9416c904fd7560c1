import type { Clock, RandomBytes } from '../../../base/index.ts';
import type { SealingKey } from '../../../crypto/index.ts';
import type { Database } from '../../../database/index.ts';
import type { Entry, LedgerCaller } from '../../../ledger/index.ts';
import type { TrustSource } from '../authority.ts';
import type { Poster } from '../exchanging/outgoing.ts';
import type { ModelSource, Setting } from '../models/index.ts';
import type { ApplicationBody, ApplicationState } from './application-body.ts';
import type { ApplicationTerms } from './following-tasks.ts';
import type { IssuingRules, RuleScope } from './issuing-rules.ts';

export type ApplicationEntry = Entry<ApplicationBody, ApplicationState>;

/** Who works in an office; the name stands on the certificate that they sign. */
export type OfficeCaller = LedgerCaller & { readonly name?: string };

export interface ApplicationOptions {
  readonly database: Database;
  readonly models: ModelSource;
  readonly rules: IssuingRules;
  /** How long review and signature may take; asked at each act. */
  readonly terms?: ApplicationTerms;
  readonly trust: TrustSource;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly codeKey: Uint8Array;
  readonly sealKeyOf: (authority: string, office: string | undefined) => SealingKey | undefined;
  /** To whom partners' messages are given; nobody where absent. */
  readonly poster?: Poster;
  readonly onCommitted?: () => void;
}

/** A day of the calendar as the ledger counts it, in UTC. */
export function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

/** What a certificate says beside its form: the authority, the place, who signs and when. */
export function settingOf(
  { trust, now }: { readonly trust: TrustSource; readonly now: Date },
  caller: OfficeCaller,
  of: Partial<RuleScope> & { readonly body?: ApplicationBody },
): Setting & { readonly today: string } {
  const { scope } = caller;
  const key = of.authority ?? (scope.kind === 'authority' ? scope.authority : '');
  const country = of.country ?? (scope.kind === 'authority' ? scope.country : '');
  const office = of.office ?? (scope.kind === 'authority' ? scope.office : undefined);
  const authority = trust.authorities().find((one) => one.key === key);
  const place = authority?.offices?.find((one) => one.key === office)?.names[0];
  const replaces = of.body?.replaces;
  return {
    country,
    issuer: { key, name: authority?.names[0] ?? key },
    ...(place === undefined ? {} : { place }),
    ...(caller.name === undefined || caller.name === '' ? {} : { signatory: caller.name }),
    ...(replaces === undefined
      ? {}
      : {
          replaces: {
            number: replaces.number,
            ...(replaces.issued === undefined ? {} : { issued: replaces.issued }),
            ...(replaces.reason === undefined ? {} : { reason: replaces.reason }),
          },
        }),
    today: dayOf(now),
  };
}
