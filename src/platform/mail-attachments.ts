import type { Attachment } from '../exchange/channels/smtp/index.ts';
import type { Delivery } from '../exchange/index.ts';
import { systemCaller } from '../ledger/index.ts';
import { certificatesByNumber } from '../systems/ecert/index.ts';
import type { House } from './house.ts';

/** Papers as this process makes them. */
interface Papers {
  pdf(
    caller: ReturnType<typeof systemCaller> & { readonly name: string; readonly roles: readonly never[] },
    id: string,
    choice: Readonly<Record<never, never>>,
  ): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string; readonly fileName: string }>;
}

/**
 * The certificate on paper for whoever opens the mail: read with the receiver's own rights, so that nothing goes out that it may
 * not see. Where no paper can be made the message goes without.
 */
export async function paperOf(
  { database }: Pick<House, 'database'>,
  papers: Papers,
  { envelope }: Delivery,
): Promise<readonly Attachment[]> {
  if (envelope.type !== 'certificate') return [];
  const [country, authority, ...number] = envelope.subject.split('/');
  const scope = { kind: 'authority', country: envelope.to.slice(0, 2), authority: envelope.to } as const;
  const found = await certificatesByNumber(database, scope, number.join('/'), country);
  const entry = found.find((one) => one.authority === authority);
  if (entry === undefined) return [];
  const caller = { ...systemCaller('exchange'), scope, name: 'exchange', roles: [] };
  const { bytes, mediaType, fileName } = await papers.pdf(caller, entry.id, {});
  return [{ name: fileName, mediaType, bytes }];
}
