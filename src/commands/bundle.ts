import { say } from '../base/index.ts';
import { fileNameOf } from '../http/index.ts';
import { bundleOf, PlatformError, programWords } from '../platform/index.ts';
import { certificatesByNumber, getDocument } from '../systems/ecert/index.ts';
import type { World } from './command.ts';
import { openHouseFor } from './house.ts';
import { parametersOf } from './parameters.ts';
import { writeWhole } from './writing.ts';

const FORM = { command: 'bundle', texts: ['country', 'out'], words: [1, 1] } as const;
const SYSTEM = { kind: 'system' } as const;

/** `bundle NUMBER`: the evidence bundle of a certificate as a file. */
export async function bundleCommand(world: World): Promise<number> {
  const { words, text } = parametersOf(FORM, world.parameters);
  const [number = ''] = words;
  const house = await openHouseFor(world, { join: true });
  try {
    const found = await certificatesByNumber(house.database, SYSTEM, number, text('country'));
    const [entry] = found;
    if (entry === undefined) throw new PlatformError('certificate-number-unknown', { number });
    if (found.length > 1) {
      const countries = found.map(({ country }) => country).join(', ');
      throw new PlatformError('certificate-number-ambiguous', { number, countries });
    }
    const document = await getDocument(house.database, SYSTEM, entry.id);
    if (document === undefined) throw new PlatformError('certificate-number-unknown', { number });
    const bundle = await bundleOf(house, SYSTEM, { entry, document });
    const file = text('out') ?? `${fileNameOf(number)}.asice`;
    await writeWhole(file, bundle.bytes);
    world.out.write(
      `${say(programWords, world.language, 'bundle-written', { file, bytes: bundle.bytes.length })}\n`,
    );
    return 0;
  } finally {
    await house.close();
  }
}
