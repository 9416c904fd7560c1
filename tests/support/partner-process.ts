import { createInterface } from 'node:readline';
import { newRandom } from '../../src/crypto/index.ts';
import { sealReceipt } from '../../src/exchange/protocol/index.ts';
import { ownSystem, readKit } from '../../src/exchange/partner/index.ts';

/**
 * A partner's system as a program: the reference behind the line protocol. `credulous` takes everything that comes and gives each
 * time another receipt.
 */
const [folder = '', fault = ''] = process.argv.slice(2);
const kit = await readKit(folder);
const parts = { clock: () => new Date(), random: newRandom };
const system = ownSystem(kit, parts);

interface Question {
  readonly number: number;
  readonly act: string;
  readonly [member: string]: unknown;
}

async function answerTo(asked: Question): Promise<object> {
  const bytes = (member: string) => new Uint8Array(Buffer.from(String(asked[member]), 'base64'));
  // What the run sends is of the forms that the interface has.
  const given = asked as Question & {
    readonly headers: Readonly<Record<string, string>>;
    readonly envelope: Parameters<typeof system.seal>[0];
    readonly message: Parameters<typeof system.receive>[0];
    readonly created: number;
    readonly expires: number;
    readonly nonce: string;
  };
  switch (asked.act) {
    case 'sign': {
      const request = {
        method: String(asked['method']),
        targetUri: String(asked['url']),
        headers: new Map(Object.entries(given.headers)),
        body: bytes('body'),
      };
      const { created, expires, nonce } = given;
      return { headers: Object.fromEntries(await system.sign(request, { created, expires, nonce })) };
    }
    case 'seal':
      return { seal: (await system.seal(given.envelope)).seal };
    case 'receive':
      return fault === 'credulous' ? credulous(given.message) : system.receive(given.message);
    case 'sign-report':
      return { jws: await system.signReport(String(asked['type']), bytes('payload')) };
    default:
      return {};
  }
}

async function credulous({ envelope }: Parameters<typeof system.receive>[0]): Promise<object> {
  const receipt = {
    form: 'receipt:1',
    message: envelope.id,
    receipt: Buffer.from(newRandom(8)).toString('hex'),
    from: kit.partner,
    to: envelope.from,
    level: 'technical',
    outcome: 'accepted',
    digest: envelope.digest,
    findings: [],
    at: new Date().toISOString(),
  } as const;
  return { receipt: await sealReceipt({ ...receipt, findings: [] }, kit.key) };
}

for await (const line of createInterface({ input: process.stdin })) {
  // The run writes one question a line.
  const asked = JSON.parse(line) as Question;
  process.stdout.write(`${JSON.stringify({ number: asked.number, ...(await answerTo(asked)) })}\n`);
}
