import { channelContract } from './contract.ts';
import { listenPlainly, plainChannel } from './http-road.ts';

channelContract('rest', async ({ reception, sender }) => {
  const listener = await listenPlainly(sender, reception);
  const channel = plainChannel();
  return {
    channel,
    address: { url: listener.url },
    async close() {
      channel.close();
      await listener.close();
    },
  };
});
