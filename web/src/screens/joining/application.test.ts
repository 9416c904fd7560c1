import { describe, expect, it } from 'vitest';
import { bodyOf, faultsOf, type ApplicationDraft } from './application.ts';

const draft: ApplicationDraft = {
  kind: 'embassy',
  country: 'NZ',
  name: ' Embassy of New Zealand ',
  englishName: '',
  contactName: 'Mere Tamatea',
  email: 'mere@embassy.example',
  telephone: ' ',
  purpose: 'To verify certificates.',
  officials: [{ name: 'Mere Tamatea', email: 'mere@embassy.example', language: 'en', administers: true }],
};
const say = (key: string): string => key;

describe('an application to join', () => {
  it('has no fault when all is there, and is sent without what was left empty', () => {
    expect(faultsOf(draft, say)).toEqual([]);
    const { application, document } = bodyOf(draft, 'zh', undefined);
    expect(application.name).toBe('Embassy of New Zealand');
    expect(application.contact).toEqual({
      name: 'Mere Tamatea',
      email: 'mere@embassy.example',
      language: 'zh',
    });
    expect('englishName' in application).toBe(false);
    expect(document).toBeUndefined();
  });
  it('names every fault by its field, each official apart', () => {
    const faulty = {
      ...draft,
      country: '',
      email: 'nobody',
      officials: [
        ...draft.officials,
        { name: ' ', email: 'x@', language: 'en' as const, administers: false },
      ],
    };
    expect(faultsOf(faulty, say).map(({ field }) => field)).toEqual([
      'country',
      'email',
      'official-1',
      'official-email-1',
    ]);
  });
});
