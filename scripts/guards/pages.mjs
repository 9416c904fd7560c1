// The generated files: where each lies, which rooms define it, and how it is told.
import { apiDefinitions } from './api-definitions.mjs';
import { dockingPages } from './docking-pages.mjs';
import { rulePages } from './rule-pages.mjs';

const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
const WRITTEN = 'Written by `npm run generate` from the definitions in the code; do not change it by hand.';

function configurationPage({ SETTINGS, configurationWords }) {
  const rows = Object.values(SETTINGS).map(({ variable, standard, secret }) => {
    const meaning = configurationWords.en[`setting-${variable}`] ?? '';
    const value = standard === undefined || standard.length === 0 ? 'not set' : `\`${standard}\``;
    return `| \`${variable}\` | ${cell(value)} | ${cell(meaning)}${secret ? ' Secret: never shown.' : ''} |`;
  });
  return [
    '# Configuration',
    '',
    WRITTEN,
    '',
    'Read once from the environment when a process starts. Every fault is listed together, and an unknown variable that',
    'begins with `COUNTERFOIL_` is a fault.',
    '',
    '| variable | standard value | meaning |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** Faults of ours that a caller is told of; all others are told as one of these. */
const TOLD_FAULTS = ['internal-fault', 'service-unavailable'];

/** Codes of refusals by status; what an occasion would name is left open. */
function errorsPage(statuses, { en }) {
  const codes = Object.entries(statuses).filter(
    ([code, status]) => status < 500 || TOLD_FAULTS.includes(code),
  );
  const rows = codes
    .toSorted(([, left], [, right]) => left - right)
    .map(
      ([code, status]) => `| ${status} | \`${code}\` | ${cell(en[code] ?? '').replace(/\{\w+\}/g, '…')} |`,
    );
  return [
    '# Codes of refusals',
    '',
    WRITTEN,
    '',
    'Every refusal is an RFC 9457 problem that names one of these codes; [docking.md](docking.md) shows its form. What is',
    'wrong with a document itself is told in `errors`, by the codes of the message definition. A fault of ours is `internal-fault`',
    'with 500, whatever it is; what the database cannot do now is told as `service-unavailable`.',
    '',
    '| status | code | meaning |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** Lifecycles: the room that declares one, under which name, and how its page is headed and called. */
const LIFECYCLES = [
  ['src/systems/ecert', 'certificateLifecycle', 'a certificate'],
  ['src/systems/ecert/application', 'applicationLifecycle', 'an application'],
  ['src/systems/ecert/inquiry', 'inquiryLifecycle', 'an inquiry'],
  ['src/systems/ecert/forgeries', 'forgeryLifecycle', 'a suspected forgery', 'forgery'],
  ['src/systems/customs/declaration', 'declarationLifecycle', 'a declaration'],
  ['src/ledger/tasks', 'taskLifecycle', 'a task'],
  ['src/ledger/accounts', 'correctionLifecycle', 'a correction of an account', 'balance-correction'],
  ['src/ledger/parameters', 'changeLifecycle', 'a change of a parameter', 'parameter-change'],
  ['src/access', 'joiningLifecycle', 'an application to join', 'joining'],
];

function lifecycleEntry([room, member, subject, name = subject.replace(/^an? /, '')]) {
  return {
    rooms: ['src/ledger', room],
    files: ({ lifecyclePage }, face) => [
      {
        path: `docs/lifecycle/${name}.md`,
        content: `${lifecyclePage(`Lifecycle of ${subject}`, face[member])}\n${WRITTEN}\n`,
      },
    ],
  };
}

/**
 * Each entry names rooms by their folders and makes files of their faces and the formatter's options. Markdown and
 * JSON are laid out by the formatter, all else is taken as it is.
 */
export const pages = [
  {
    rooms: ['src/configuration'],
    files: (configuration) => [{ path: 'docs/configuration.md', content: configurationPage(configuration) }],
  },
  { rooms: ['src/standards'], files: ({ generatedFiles }) => generatedFiles() },
  ...LIFECYCLES.map(lifecycleEntry),
  {
    rooms: ['src/http', 'src/platform'],
    files: ({ STATUSES }, { programWords }) => [
      { path: 'docs/errors.md', content: errorsPage(STATUSES, programWords) },
    ],
  },
  {
    rooms: ['src/http'],
    files: async ({ apiDescription }, { options }) => [
      {
        path: 'web/src/api/definitions.ts',
        content: await apiDefinitions(await apiDescription(), options),
      },
    ],
  },
  dockingPages,
  ...rulePages,
];
