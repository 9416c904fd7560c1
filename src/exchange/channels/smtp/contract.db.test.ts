import { certificatePem, newRandom, readMailKey } from '../../../crypto/index.ts';
import { newParty } from '../../../crypto/testing/index.ts';
import { tlsAuthority } from '../../../crypto/testing/tls-certificates.ts';
import { channelContract } from '../../testing/contract.ts';
import type { PartnerRoad } from '../../index.ts';
import { smtpChannel } from './index.ts';
import { SIDE_CLOCK } from './testing/world.ts';

async function mailKey(name: string) {
  const party = await newParty({ name });
  const privateKey = party.key.export({ type: 'pkcs8', format: 'pem' }).toString();
  return readMailKey({ privateKey, certificates: certificatePem(party.certificate) });
}
const der = (pem: string): Uint8Array =>
  new Uint8Array(Buffer.from(pem.replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64'));

channelContract('smtp', async ({ reception, sender, senderKey, peerKey }) => {
  const [ours, theirs] = [await mailKey('Ours'), await mailKey('Theirs')];
  const common = { secret: newRandom(32), clock: SIDE_CLOCK, random: newRandom };
  const channel = smtpChannel({ ...common, mailbox: 'exchange@ours.example', key: ours });
  const peer = smtpChannel({ ...common, mailbox: 'exchange@theirs.example', key: theirs });
  const issuer = await tlsAuthority('Theirs');
  const pair = await issuer.issue('localhost', 'server');
  const back: PartnerRoad = {
    partner: sender,
    channel: 'smtp',
    address: { mailbox: 'exchange@ours.example' },
    certificates: {
      seal: [senderKey.certificate, ours.certificate],
      transport: [],
      encryption: [ours.certificate],
    },
  };
  const listener = await peer.listen({
    host: '127.0.0.1',
    port: 0,
    tls: { cert: pair.certificate, key: pair.key },
    isTlsRequired: true,
    keys: [theirs],
    roads: () => [back],
    maximumBytes: 1_000_000,
    reception,
    onFault: () => undefined,
  });
  return {
    channel,
    address: { mailbox: 'exchange@theirs.example', host: 'localhost', port: listener.port },
    certificates: {
      seal: [peerKey.certificate, theirs.certificate],
      transport: [der(issuer.certificate)],
      encryption: [theirs.certificate],
    },
    close: () => listener.close(),
  };
});
