// Pages of networked verification: the fields that rules can ask about, and the packs of the release row by row.
const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
const code = (text) => `\`${text}\``;
const WRITTEN = 'Written by `npm run generate` from the definitions in the code; do not change it by hand.';

/** Tests that a cell can make, by the kind of its field; told as the editor names them. */
const TESTS = [
  ['text, code', '`equal`, `not-equal`, `in`, `not-in`, `prefix`, `not-prefix`'],
  ['number, day', '`equal`, `not-equal`, `in`, `not-in`, `range` (from inclusive, until exclusive)'],
  ['quantity', '`equal`, `not-equal`, `range`, each with a unit; mass converts to mass, pieces to nothing'],
  ['truth', '`equal`, `not-equal`'],
  ['list', '`contains-any`, `contains-none`'],
  ['all', '`any`, `absent`, `present`'],
];

/** A word that must be there; a field without its meaning is a fault of the generation. */
function word(words, language, key) {
  const found = words[language]?.[key];
  if (found === undefined) throw new Error(`the word ${key} is missing in ${language}`);
  return found;
}

function fieldsPage({ FIELDS }, { verificationWords }) {
  const meaning = (name, language) => {
    const key = `field-${name.replaceAll('.', '-')}`;
    const more = verificationWords[language]?.[`${key}-more`];
    const label = word(verificationWords, language, key);
    return more === undefined ? label : `${label}${language === 'zh' ? '。' : '. '}${more}`;
  };
  const valuesOf = (values) =>
    values
      .map((value) => {
        const told = ['en', 'zh'].map((language) =>
          word(verificationWords, language, `field-value-${value}`),
        );
        return `${code(value)} (${told.join(', ')})`;
      })
      .join('; ');
  const rows = Object.entries(FIELDS).map(([name, { kind, values = [] }]) => [
    code(name),
    `${kind} (${word(verificationWords, 'zh', `field-kind-${kind}`)})`,
    meaning(name, 'en'),
    meaning(name, 'zh'),
    valuesOf(values),
  ]);
  return [
    '# Fields of rules',
    '',
    WRITTEN,
    '',
    'Everything that a rule can ask about (规则可用的全部字段). `declaration.` and `item.` are always there; `document.` for a document that is cited or required;',
    '`certificate.`, `match.` and `quantity.` where a certificate was found. What was not stated is absent: it passes the tests `absent` and `any`',
    'and no other. In an expression points and hyphens are underscores, and `known_` before a name asks whether it is stated.',
    '[Write your own pack](recipes/write-your-own-pack.md) shows how they are used.',
    '',
    table(['kind (类型)', 'tests (可用测试)'], TESTS),
    '',
    table(['field (字段)', 'kind (类型)', 'meaning', '含义', 'values (取值)'], rows),
    '',
  ].join('\n');
}

const BOUND = (value) => (value === undefined ? '' : value);

/** A cell as a person reads it. */
function told(name, test) {
  const values = (test.values ?? []).map(code).join(' ');
  switch (test.is) {
    case 'absent':
    case 'present':
      return `${code(name)} ${test.is}`;
    case 'equal':
    case 'not-equal':
      return `${code(name)} ${test.is === 'equal' ? '=' : '≠'} ${code(typeof test.value === 'object' ? `${test.value.value} ${test.value.unit}` : test.value)}`;
    case 'range': {
      const unit = test.unit === undefined ? '' : ` ${test.unit}`;
      const until = test.until === undefined ? '' : ` ${test.inclusive ? '≤' : '<'} ${test.until}${unit}`;
      const from = test.from === undefined ? '' : `${BOUND(test.from)}${unit} ≤ `;
      return `${from}${code(name)}${until}`;
    }
    default:
      return `${code(name)} ${test.is} ${values}`;
  }
}

function conditionOf({ cells, when }) {
  const tests = Object.entries(cells)
    .filter(([, test]) => test.is !== 'any')
    .map(([name, test]) => told(name, test));
  return [...tests, ...(when === undefined ? [] : [code(when)])].join(' and ') || 'always';
}

function resultOf({ mode, outcome, code: reason, actor, outputs = {} }) {
  const said = outcome === undefined ? [] : [`**${outcome}**`, code(reason), `(${actor})`];
  const further = Object.entries(outputs).map(([name, value]) => `${name} ${code(value)}`);
  return [...(mode === 'live' ? [] : [`in ${mode}:`]), ...said, ...further].join(' ');
}

function packPage({ manifest, tables, references, mappings, practice, tests }) {
  const cases = tests.reduce((sum, each) => sum + each.tests.cases.length, 0);
  return [
    `# ${manifest.title.en}`,
    '',
    manifest.title.zh,
    '',
    `${WRITTEN} Pack ${code(manifest.name)} ${manifest.version}, for ${manifest.authority}; ${cases} test cases.`,
    '',
    manifest.description.en,
    '',
    manifest.description.zh,
    '',
    '## Sources',
    '',
    ...manifest.sources.map(
      ({ title, checked }) => `- ${title}${checked ? '' : ' (not checked: told from memory)'}`,
    ),
    '',
    ...tables.flatMap(({ table: each }) => [
      `## ${each.title.en} (${each.title.zh})`,
      '',
      `Table ${code(each.name)}, asked for: ${each.stage}; of the rows that fit: ${each.hit}.`,
      '',
      table(
        ['row', 'when', 'then', 'English', '中文', 'rests on'],
        each.rows.map((row) => [
          code(row.id),
          conditionOf(row),
          resultOf(row),
          row.sentence?.en ?? '',
          row.sentence?.zh ?? '',
          row.basis ?? '',
        ]),
      ),
      '',
    ]),
    '## References',
    '',
    table(
      ['code', 'style', 'type', 'issuer', 'number'],
      references.map(({ code: cited, style, type, country, authority, number }) => [
        code(cited),
        style,
        type,
        authority ?? country ?? '',
        code(number),
      ]),
    ),
    '',
    ...(mappings.length === 0
      ? []
      : [
          '## Nomenclatures',
          '',
          table(
            ['system', 'certified', 'declared'],
            mappings.map(({ system, from, to }) => [system, from, to]),
          ),
          '',
        ]),
    '## Practice',
    '',
    table(
      ['what', 'value'],
      Object.entries(practice ?? {}).map(([name, value]) => [
        name,
        typeof value === 'object' ? Object.values(value).join(' ') : value,
      ]),
    ),
    '',
  ].join('\n');
}

export const rulePages = [
  {
    rooms: ['src/verification/facts', 'src/verification'],
    files: (facts, verification) => [
      { path: 'docs/rule-fields.md', content: fieldsPage(facts, verification) },
    ],
  },
  {
    rooms: ['src/verification/packs'],
    files: async ({ shippedPackNames, shippedPackFolder, readPackFolder, readPack }) => {
      const made = [];
      for (const name of await shippedPackNames()) {
        const reading = readPack(await readPackFolder(await shippedPackFolder(name)));
        if (!('pack' in reading)) throw new Error(`the pack ${name} has faults`);
        made.push({ path: `docs/rule-packs/${name}.md`, content: packPage(reading.pack) });
      }
      return made;
    },
  },
];
