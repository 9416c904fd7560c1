import { openJoining, OPERATOR } from '../access/index.ts';
import { toBase64, utf8 } from '../base/index.ts';
import type { House } from '../platform/index.ts';

/** A page that says what it is, small enough to write by hand. */
const LETTER = [
  '%PDF-1.4',
  '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
  '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
  '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj',
  '4 0 obj<</Length 66>>stream',
  'BT /F1 14 Tf 72 760 Td (Demonstration: letter of an embassy) Tj ET',
  'endstream endobj',
  'trailer<</Root 1 0 R>>',
  '%%EOF',
].join('\n');

/** An embassy's application that waits to be checked; lodged once. */
export async function lodgeApplication(house: Pick<House, 'database' | 'clock' | 'random'>): Promise<void> {
  const joining = openJoining(house);
  const { items } = await joining.search(OPERATOR, { filters: {}, limit: 1 });
  if (items.length > 0) return;
  await joining.lodge(
    {
      kind: 'embassy',
      country: 'CL',
      name: 'Embajada de Chile en China',
      englishName: 'Embassy of Chile in China',
      contact: { name: 'Camila Rojas', email: 'c.rojas@embassy.example', language: 'es' },
      purpose: 'To verify certificates of fruit and aquatic products on their way to Chile.',
      officials: [
        { name: 'Camila Rojas', email: 'c.rojas@embassy.example', language: 'es', administers: true },
        { name: 'Ignacio Fuentes', email: 'i.fuentes@embassy.example', language: 'es', administers: false },
      ],
    },
    { name: 'letter.pdf', content: toBase64(utf8(LETTER)) },
  );
}
