import type { Clock } from '../base/index.ts';
import type { Exchange } from '../exchange/index.ts';
import type { ParameterTables } from '../ledger/parameters/index.ts';
import { agreementOn } from '../systems/ecert/agreements/index.ts';
import type { PartnerStanding } from '../verification/cases/index.ts';

/** How long what is known of the roads may be old, in milliseconds. */
const FRESH = 5_000;
/** Alarms that say that a partner's certificates do not come. */
const DOWN: ReadonlySet<string> = new Set(['partner-silent', 'queue-ageing']);

/** How it stands with the countries that issue certificates: by agreements, and by the traffic with their authorities. */
export function partnerStanding({
  parameters,
  exchange,
  clock,
}: {
  readonly parameters: ParameterTables;
  readonly exchange: {
    readonly partners: Pick<Exchange['partners'], 'all'>;
    readonly traffic: Pick<Exchange['traffic'], 'alarms'>;
  };
  readonly clock: Clock;
}): PartnerStanding {
  let seen: { readonly at: number; readonly silent: Promise<ReadonlySet<string>> } | undefined;
  const silent = (): Promise<ReadonlySet<string>> => {
    const now = clock().getTime();
    if (seen !== undefined && Math.abs(now - seen.at) < FRESH) return seen.silent;
    const keys = [...new Set(exchange.partners.all().map(({ partner }) => partner))];
    const asked =
      keys.length === 0
        ? Promise.resolve(new Set<string>())
        : exchange.traffic
            .alarms(keys)
            .then(
              (alarms) =>
                new Set(
                  alarms
                    .filter(({ rule, cleared }) => DOWN.has(rule) && cleared === null)
                    .map(({ partner }) => partner),
                ),
            );
    seen = { at: now, silent: asked };
    asked.catch(() => {
      seen = undefined;
    });
    return asked;
  };
  const reachable = async (country: string, partners: readonly string[]): Promise<ReadonlySet<string>> => {
    const quiet = await silent();
    return new Set(
      partners.filter((foreign) => {
        const roads = exchange.partners
          .all()
          .filter(
            ({ authority, partner }) =>
              authority.startsWith(`${country}-`) && partner.startsWith(`${foreign}-`),
          );
        // Where there is no road, certificates come otherwise: nothing is down.
        return (
          roads.length === 0 || roads.some(({ state, partner }) => state === 'live' && !quiet.has(partner))
        );
      }),
    );
  };
  return {
    reachable,
    async of(_session, declaration, countries, day) {
      const open = await reachable(declaration.country, countries);
      return countries.map((country) => {
        const agreements = declaration.items.map(({ commodity }) =>
          agreementOn(parameters, { country, commodity, day }),
        );
        return {
          country,
          inForce: agreements.length > 0 && agreements.every((agreement) => agreement !== undefined),
          paperless: agreements.length > 0 && agreements.every((agreement) => agreement?.paperless === true),
          reachable: open.has(country),
        };
      });
    },
  };
}
