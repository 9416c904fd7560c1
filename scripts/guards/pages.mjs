// The generated files: where each lies, which rooms define it, and how it is told.
import { apiDefinitions } from './api-definitions.mjs';

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
  {
    rooms: ['src/ledger', 'src/systems/ecert/application'],
    files: ({ lifecyclePage }, { applicationLifecycle }) => [
      {
        path: 'docs/lifecycle/application.md',
        content: `${lifecyclePage('Lifecycle of an application', applicationLifecycle)}\n${WRITTEN}\n`,
      },
    ],
  },
  {
    rooms: ['src/ledger', 'src/systems/ecert'],
    files: ({ lifecyclePage }, { certificateLifecycle }) => [
      {
        path: 'docs/lifecycle/certificate.md',
        content: `${lifecyclePage('Lifecycle of a certificate', certificateLifecycle)}\n${WRITTEN}\n`,
      },
    ],
  },
  {
    rooms: ['src/ledger', 'src/ledger/tasks', 'src/systems/ecert/inquiry'],
    files: ({ lifecyclePage }, { taskLifecycle }, { inquiryLifecycle }) => [
      {
        path: 'docs/lifecycle/task.md',
        content: `${lifecyclePage('Lifecycle of a task', taskLifecycle)}\n${WRITTEN}\n`,
      },
      {
        path: 'docs/lifecycle/inquiry.md',
        content: `${lifecyclePage('Lifecycle of an inquiry', inquiryLifecycle)}\n${WRITTEN}\n`,
      },
    ],
  },
  {
    rooms: ['src/ledger', 'src/access'],
    files: ({ lifecyclePage }, { joiningLifecycle }) => [
      {
        path: 'docs/lifecycle/joining.md',
        content: `${lifecyclePage('Lifecycle of an application to join', joiningLifecycle)}\n${WRITTEN}\n`,
      },
    ],
  },
  {
    rooms: ['src/ledger', 'src/ledger/parameters', 'src/systems/ecert/forgeries'],
    files: ({ lifecyclePage }, { changeLifecycle }, { forgeryLifecycle }) => [
      {
        path: 'docs/lifecycle/parameter-change.md',
        content: `${lifecyclePage('Lifecycle of a change of a parameter', changeLifecycle)}\n${WRITTEN}\n`,
      },
      {
        path: 'docs/lifecycle/forgery.md',
        content: `${lifecyclePage('Lifecycle of a suspected forgery', forgeryLifecycle)}\n${WRITTEN}\n`,
      },
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
];
