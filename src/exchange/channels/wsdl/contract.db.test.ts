import { newRandom } from '../../../crypto/index.ts';
import { callDirectly } from '../../index.ts';
import { channelContract } from '../../testing/contract.ts';
import { wsdlChannel } from './index.ts';
import { addressOf, serveThirdCountry } from './testing/third-country.ts';

channelContract('wsdl', async ({ reception, sender }) => {
  const served = await serveThirdCountry(sender, reception);
  return {
    channel: wsdlChannel({
      clock: () => new Date(),
      random: newRandom,
      passwords: { key: new Uint8Array(32) },
      call: callDirectly,
      identified: callDirectly,
      cursors: { read: () => Promise.resolve(undefined), keep: () => Promise.resolve() },
    }),
    address: { ...addressOf(served.url) },
    close: () => served.close(),
  };
});
