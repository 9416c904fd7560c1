import { firstLanguage, wordsOf } from './language/loading.ts';

// The words are fetched beside the window itself, not after it: on a slow line each wait counts.
const place = document.getElementById('window');
if (place === null) throw new Error('the page has no place to stand on');
const language = firstLanguage();
const wanted = wordsOf(language);
void Promise.all([import('./main.tsx'), wanted]).then(([{ show }, words]) => show(place, language, words));
