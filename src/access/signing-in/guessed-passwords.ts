/**
 * What guessers try first, as the letters it comes down to. A password is refused when this is nearly all of it, in
 * whatever spelling, doubled, or with figures and marks around it.
 */
const STEMS: readonly string[] = `
  password passwort passwd passphrase pass parola contrasena motdepasse senha mima heslo wachtwoord
  qwerty qwertz azerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc iqazxsw
  welcome willkommen bienvenue bienvenido bonjour hello hola letmein login logon signin access enter open sesame
  admin administrator administrateur root superuser sysadmin system operator manager master user guest test testing tester
  demo example sample default changeme changeit change temporary temp secret secure security private
  iloveyou loveyou lovely love sunshine princess monkey dragon football baseball basketball soccer liverpool
  superman batman pokemon starwars shadow michael jordan jennifer jessica charlie thomas andrew daniel matthew anthony
  computer internet samsung google microsoft windows android iphone apple oracle cisco
  summer winter spring autumn january february march april june july august september october november december
  monday tuesday wednesday thursday friday saturday sunday
  china beijing shanghai woaini woaiwojia nihao zhongguo haiguan
  customs custom border import export certificate inspection quarantine counterfoil ledger health sanitary embassy ministry
  government official officer trustno whatever freedom flower cookie chocolate computerized abc abcd abcdef
`
  .split(/\s+/)
  .filter((stem) => stem !== '');
/** Longest first, so that `password` is taken out before `pass`. */
const BY_LENGTH = STEMS.toSorted((left, right) => right.length - left.length);

const FIGURES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '!': 'i',
  '3': 'e',
  '4': 'a',
  '@': 'a',
  '5': 's',
  $: 's',
  '7': 't',
  '8': 'b',
};

/** What must be left of a password besides such words, runs and repetitions. */
const ENOUGH = 5;
const SHORTEST_CONTEXT = 4;

/**
 * Whether a password is one of those that guessers try first: common words, runs of keys, or what anybody knows of the
 * account (`context`: login, name, authority), and little else.
 */
export function isCommonPassword(password: string, context: readonly string[] = []): boolean {
  const plain = password.normalize('NFKC').toLowerCase();
  const spelled = [...plain].map((sign) => FIGURES[sign] ?? sign).join('');
  const known = context
    .flatMap((text) =>
      text
        .normalize('NFKC')
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u),
    )
    .filter((word) => word.length >= SHORTEST_CONTEXT)
    .toSorted((left, right) => right.length - left.length);
  return [plain, spelled].some((text) => left(text, known) < ENOUGH);
}

/** How many different characters are left when what guessers know is taken out. */
function left(text: string, context: readonly string[]): number {
  let rest = text;
  for (const word of [...context, ...BY_LENGTH]) rest = rest.replaceAll(word, ' ');
  rest = rest.replaceAll(/(?:19|20)\d\d/g, ' ');
  const signs = [...rest.replaceAll(/[\s\p{P}\p{S}]+/gu, ' ')];
  const kept = signs.filter((sign, place) => {
    const before = signs[place - 1]?.codePointAt(0) ?? -2;
    const step = (sign.codePointAt(0) ?? 0) - before;
    return sign !== ' ' && (place === 0 || Math.abs(step) > 1);
  });
  return new Set(kept).size;
}
