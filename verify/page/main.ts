import './styles/page.css';
import { chooseLanguage, mergeCatalogues, toHex, type Language } from '../../src/base/index.ts';
import { standardsWords } from '../../src/standards/index.ts';
import { answerLater, canVerifyEd25519, openXml } from '../browser/index.ts';
import { bundleWords, digest, paperSealWords, runLater, sealWords } from '../core/index.ts';
import { inspect, inspectionWords, speechOf } from '../inspection/index.ts';
import { acceptDrops } from './intake.ts';
import { speaks, withLanguage } from './languages.ts';
import { keepOffline, save, singleFile } from './offline.ts';
import { checkPaper, sealOfAddress } from './paper.ts';
import { textOfPhotograph } from './photograph.ts';
import { acceptSigner, findTrust, readTrust, type Trust } from './trust.ts';
import { pageView, type PageState, type Progress } from './view.ts';
import { pageWords } from './words.ts';

/** The one place of the page that reads the clock. */
const now = (): string => new Date().toISOString();
let words = mergeCatalogues(
  standardsWords,
  sealWords,
  bundleWords,
  paperSealWords,
  inspectionWords,
  pageWords,
);
const LARGEST_FILE = 67_108_864;

/** The language the address names, or else the reader's first that is one of ours. */
function languageOfAddress(): Language {
  const named = /[?&#]lang=([a-z]{2})\b/.exec(location.search + location.hash)?.[1];
  return chooseLanguage(named ?? navigator.languages.join(','));
}

const root = document.getElementById('page');
if (root === null) throw new Error('the page has no place to stand on');

/** The language last asked for. */
let wanted = languageOfAddress();
let state: PageState = {
  speech: speechOf(words, speaks(words, wanted) ? wanted : 'en'),
  trust: { loaded: false },
  trustName: '',
  progress: { step: 'waiting' },
  lacks: 'subtle' in crypto ? [] : ['verify-no-crypto'],
  keptOffline: false,
  now: now(),
};
/** The file last taken, so that another trust list judges it anew. */
let lastFile: File | undefined;
/** The seal last read, from the address or from a picture. */
let lastSeal: string | undefined;

function show(changes: Partial<PageState>): void {
  state = { ...state, now: now(), ...changes };
  const { speech, trust } = state;
  document.documentElement.lang = speech.language;
  document.documentElement.dir = speech.direction;
  document.title = speech.say('verify-title');
  const canSave = trust.loaded && location.protocol.startsWith('http');
  // What stood in focus stands there again, although it was made anew.
  const held = document.activeElement?.id ?? '';
  root?.replaceChildren(
    ...pageView(state, {
      take,
      accept: (changed) => void judgeBy(acceptSigner(changed)),
      choose: (language) => void choose(language),
      savePage: canSave ? () => void savePage(trust.text) : undefined,
    }),
  );
  if (held !== '') document.getElementById(held)?.focus({ preventScroll: true });
}

/** Speaks a language as soon as its words are there. Where they cannot be had the page goes on as it is. */
async function speak(language: Language): Promise<void> {
  wanted = language;
  try {
    words = await withLanguage(words, language);
  } catch {
    return;
  }
  if (wanted === language && state.speech.language !== language) show({ speech: speechOf(words, language) });
}

async function choose(language: Language): Promise<void> {
  // A seal in the address stays there.
  const seal = sealOfAddress();
  history.replaceState(undefined, '', seal === undefined ? `#lang=${language}` : `?lang=${language}#${seal}`);
  await speak(language);
}

function take(file: File): void {
  void check(file).catch((fault: unknown) => {
    show({
      progress: {
        step: 'stopped',
        name: file.name,
        reason: fault instanceof Error ? fault.message : String(fault),
      },
    });
  });
}

async function check(file: File): Promise<void> {
  if (/\.json$/i.test(file.name)) {
    await judgeBy(await readTrust(new Uint8Array(await file.arrayBuffer()), 'file'), file.name);
    return;
  }
  if (file.type.startsWith('image/')) {
    show({ progress: { step: 'checking', name: file.name } });
    await showPaper((await textOfPhotograph(file)) ?? '');
    return;
  }
  lastFile = file;
  lastSeal = undefined;
  show({ progress: { step: 'checking', name: file.name } });
  show({ progress: await inspected(file) });
  goToResult();
}

/** Takes a trust list and judges anew by it what was judged last. */
async function judgeBy(trust: Trust, trustName = ''): Promise<void> {
  show({ trust, trustName });
  if (trust.loaded && lastSeal !== undefined) await showPaper(lastSeal);
  else if (trust.loaded && lastFile) await check(lastFile);
}

function goToResult(): void {
  const title = document.getElementById('result-title');
  title?.focus({ preventScroll: true });
  title?.scrollIntoView({ block: 'start' });
}

async function showPaper(text: string): Promise<void> {
  lastSeal = text;
  const { trust } = state;
  const inspection = await checkPaper(text, { ...(trust.loaded ? { pack: trust.pack } : {}), time: now() });
  if (lastSeal !== text) return;
  show({ progress: { step: 'paper', inspection } });
  goToResult();
}

/** Checks the seal in the address, where there is one. */
async function checkAddress(): Promise<void> {
  const seal = sealOfAddress();
  if (seal !== undefined) await showPaper(seal);
}

async function inspected(file: File): Promise<Progress> {
  const { name, size } = file;
  if (size > LARGEST_FILE) {
    const values = { maximum: String(LARGEST_FILE / 1_048_576) };
    const inspection = { read: false, refusal: 'verify-refused-large', values } as const;
    return { step: 'done', file: { name, size, digest: '' }, inspection };
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const hash = await runLater(digest('SHA-256', bytes), answerLater);
  const { trust } = state;
  const inspection = await runLater(
    inspect(bytes, { openXml }, { ...(trust.loaded ? { pack: trust.pack } : {}), time: now() }),
    answerLater,
  );
  return { step: 'done', file: { name, size, digest: toHex(hash) }, inspection };
}

async function savePage(trustText: string): Promise<void> {
  save(await singleFile(trustText), 'counterfoil-verify.html');
}

acceptDrops(take);
show({});
void speak(wanted);
void findTrust().then((trust) => {
  // A list that the reader chose in the meantime stays.
  if (!state.trust.loaded) show({ trust });
  void checkAddress();
});
void keepOffline().then((keptOffline) => show({ keptOffline }));
void canVerifyEd25519().then((can) => {
  if (!can && state.lacks.length === 0) show({ lacks: ['verify-no-ed25519'] });
});
window.addEventListener('hashchange', () => {
  void speak(languageOfAddress());
  void checkAddress();
});
