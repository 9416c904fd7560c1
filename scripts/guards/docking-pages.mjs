// The docking specification of the exchange in English and Chinese: the same clauses, and tables from the definitions.
const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
const code = (text) => `\`${text}\``;

/** What the members of an envelope and of a receipt mean; a member without a meaning here is a fault. */
const MEMBERS = {
  id: ['UUID of the sender; a repetition carries the same', '发送方给出的 UUID；重复发送时不变'],
  from: ['authority that sends', '发送方主管机关'],
  to: ['authority that receives', '接收方主管机关'],
  type: ['what the message is about', '消息类型'],
  dialect: ['form of the content', '内容的格式'],
  mediaType: ['media type of the content', '内容的媒体类型'],
  digest: ['SHA-256 of the content, hexadecimal', '内容的 SHA-256，十六进制'],
  subject: [
    'the certificate as `country/authority/number`; order is kept for it',
    '证书，形如 `国家/机关/编号`；按此保持顺序',
  ],
  previous: ['message about the same subject that was sent before', '同一主题的前一消息'],
  answers: ['message that this one answers', '本消息所答复的消息'],
  sent: ['RFC 3339, UTC', 'RFC 3339，UTC'],
  expires: ['RFC 3339, UTC; it is tried until then', 'RFC 3339，UTC；在此之前持续重试'],
  translatedFrom: [
    'what the content was translated from, where it is not the sealed original',
    '内容并非签章原件而是转换所得时，其来源',
  ],
  originalDigest: [
    'SHA-256 of the sealed original that was translated, hexadecimal',
    '被转换的签章原件的 SHA-256，十六进制',
  ],
  seal: ['JWS over the rest (2.2)', '覆盖其余成员的 JWS（2.2）'],
  form: ['always `receipt:1`', '固定为 `receipt:1`'],
  message: ['id of the message that it is about', '所回执消息的标识'],
  receipt: ['id of the receipt', '回执的标识'],
  level: ['who vouches: the road, the reader, or officials', '由谁担保：渠道、读取程序或官员'],
  outcome: ['what became of the message', '消息的处理结果'],
  findings: ['what was remarked: area, level, code, path, values', '发现的问题：领域、级别、代码、路径、值'],
  at: ['RFC 3339, UTC', 'RFC 3339，UTC'],
};

const TEXTS = {
  en: {
    index: 0,
    title: 'Docking specification: exchanging messages',
    written: 'Written by `npm run generate` from the definitions in the code; do not change it by hand.',
    intro:
      'How two authorities exchange messages as equals. Numbers of clauses are those that the conformance checks name. Everything else about docking is in [docking.md](docking.md).',
    member: ['member', 'must', 'form', 'meaning'],
    yes: 'yes',
    clauses: [
      ['1 Before the first message', ''],
      [
        '1.1 The kit',
        '`counterfoil sandbox` starts an installation with invented data and writes a kit: keys, certificates, addresses, descriptions, samples. An authority that is to be docked in earnest gives its partner the same files.',
      ],
      [
        '1.2 The agreement',
        'Both sides enter under four eyes: state (`applied`, `testing`, `live`, `suspended`), types and channels in both directions, largest size, certificates. What is not written there is not exchanged. Under `testing` a message is read and answered without effect, with the finding `exchange-trial`.',
      ],
      ['2 The envelope', ''],
      [
        '2.1 Members',
        'A JSON object with these members and no others. A receiver refuses a message whose digest, sender or receiver is not what it must be.',
        'envelope',
      ],
      [
        '2.2 The seal',
        'JWS (RFC 7515, appendix F) with detached content: ES256 over the canonical JSON (RFC 8785) of the envelope without `seal`. The protected header is exactly `{"alg":"ES256","typ":"counterfoil-envelope","x5t#S256":"…"}`, where the last is SHA-256 of the certificate (DER) in base64url; the signature is r and s, 32 bytes each. It is verified against the certificates in force.',
      ],
      ['2.3 Types', 'Usual forms; an agreement may name others (5.2, 5.3).', 'types'],
      ['3 REST', '', 'operations'],
      [
        '3.1 Posting',
        '`{"envelope": …, "content": "<base64>"}`, at most 16 MiB of content, in canonical base64. 201 with `{"id": …, "receipt": "<JWS>"}`, the transport receipt (4.2), once the bytes are kept; 200 with the same receipt for a repetition.',
      ],
      [
        '3.2 Signing requests',
        'HTTP Message Signatures (RFC 9421) with the key of your transport certificate. Covered are `@method`, `@target-uri`, and with a body `content-digest` (RFC 9530) and `content-type`; parameters are `created`, `expires` (at most 300 seconds later), `nonce` (never used before), `keyid` (SHA-256 of the certificate, base64url), `alg` (`ecdsa-p256-sha256`, the signature being r and s, 32 bytes each; or `ed25519`) and `tag="counterfoil-exchange"`. The label is yours to choose. Requests of the kit (`requests/`) show each kind with its signature. Anything else is 401 `rest-signature-refused`.',
      ],
      [
        '3.3 Listing and fetching',
        '`GET …/messages?after=N&limit=100&type=T&wait=MS`: positions ascend, `next` is the next `after`, and `wait` (at most 20 000) holds the answer back until something comes: `{"messages": [{"position", "envelope", "size"}], "next"}`. `GET …/messages/{id}` gives `{"envelope", "content"}` as in 3.1. What was fetched may be fetched again, and has the same content and id. What is confirmed is no longer listed.',
      ],
      [
        '3.4 When we come to you',
        'Your address in the agreement says how. `url`: the root of an API of this very form at your side; we `POST` to its `/messages` as in 3.1, signed by our key as in 3.2, and you answer 200 or 201 with your receipt. `webhook`: an address to which we post `{"type": "message.<type>", "timestamp": …, "data": {"envelope", "content"}}` by Standard Webhooks (`webhook-id` is the id of the message, `webhook-signature` is `v1a`, Ed25519); any 2xx means taken, and your receipt follows by 4.2. Neither: you fetch (3.3). Any other status is a refusal: 400, 409, 410, 413, 415 and 422 for good, the others for now (`retry-after` is heeded). After no answer, or one without a receipt that holds, the same message comes again under the same id.',
      ],
      ['4 Exactly once in effect', ''],
      [
        '4.1 Repetition',
        'Send the same message again, under the same id, until its receipt has come. Whoever receives it gives the receipt of the first time, for ever, without second effect; the same id with other content is a conflict.',
      ],
      [
        '4.2 Receipts',
        'JWS (compact), ES256, with the protected header of 2.2 but `typ` `counterfoil-receipt`; the payload is canonical JSON (RFC 8785) with these members. `transport`: kept; `technical`: read; `business`: what officials think. A message that cannot be read is kept and answered. Confirm with `POST …/messages/{id}/receipts` and `{"receipt": "<JWS>"}`, where `id` is that of the envelope: 204. A repetition changes nothing; a receipt about another message is refused.',
        'receipt',
      ],
      [
        '4.3 Order',
        'A message that names a `previous` one waits until that was read, ten minutes at most where it has not come.',
      ],
      ['5 Contents', ''],
      [
        '5.1 Certificates',
        'UN/CEFACT SPSCertificate, sealed by its authority (XAdES); the forms are in [docking.md](docking.md).',
      ],
      [
        '5.2 Status',
        '`certificate-status:1`: `withdrawn`, `replaced` or `cancelled`, by the authority that issued the certificate and by nobody else. Schema: `schemas/certificate-status.schema.json` of the kit. Where agreed, `sps-acknowledgement:17` says the same by `StatusCode` (UNTDID 4405: 40, 44, 64), the certificate as the document with the relation `AWR`, its successor as `ACE`; or `sps-certificate:17` (`:11`, `:8`), the certificate once more with that status and without its seal.',
      ],
      [
        '5.3 Correspondence',
        '`correspondence:1` holds a `result` (`pass`, `refuse`, `request`) or a line of an `inquiry` (`request`, `response`, `note`, `extension`, `close`); `thread` is the id that whoever opened it gave it. Schema: `schemas/correspondence.schema.json`. Where agreed, a result is said by `sps-acknowledgement:17`: `StatusCode` 39 (pass), 41 (refuse), 42 (request), read also as 73 and 63; each `ReasonInformation` is a reason of the schema or a remark; the relation `ZZZ` names the thread.',
      ],
      [
        '6 SOAP',
        'The same service by the WSDL of the kit; UsernameToken digest, X.509 signature, or the client certificate of the connection.',
        'soap',
      ],
      ['7 Refusals', 'Problems (RFC 9457) with these codes.', 'codes'],
      [
        '8 From application to live',
        "1. Start the sandbox and read its kit.\n2. Send, list, get and confirm with `counterfoil partner`, or from a program: `import { openPartner, readKit } from 'counterfoil/partner'`.\n3. Write your system, and put a program before it that answers the questions of clause 8.1.\n4. `counterfoil partner check --kit KIT --with PROGRAM --argument …` runs every check of clause 9, signs the report by your key, and has the installation countersign it: the technical agreement takes it as a message, and its receipt names the digest of these bytes.\n5. `counterfoil partner report FILE --kit KIT` verifies both signatures; its HTML page is there to print and sign.\n6. The authority you dock with enters you as `testing`, with your keys and addresses; run the checks against its kit.\n7. Two of its officials make you `live`.",
      ],
      [
        '8.1 The program that is asked',
        'It gets one JSON object a line on standard input, with `number` and `act`, and writes one a line on standard output with the same `number` and what the act gives. It has a minute for each. `body` and `payload` are base64.',
        'acts',
      ],
      [
        '9 Checks',
        'A check has passed where what is found is what is expected, character by character. An unknown outcome has not passed.',
        'checks',
      ],
    ],
    operation: ['request', 'does'],
    types: ['type', 'dialect', 'media type'],
    codes: ['status', 'code', 'meaning'],
    soap: ['operation', 'does'],
    checks: ['check', 'clause', 'what', 'expected'],
    acts: [
      ['act', 'gets', 'gives', 'what it is'],
      ['`headers` that sign the request', 'a request as in 3.2, with the moments and the nonce to use'],
      ['`seal`', 'the envelope that is to be sealed (2.2)'],
      [
        '`receipt`, or `refused` with a word',
        'a message as you would have fetched it; the receipt is `technical`',
      ],
      ['`jws`', 'the report; JWS (compact), header as in 4.2 with this `typ`, the payload as it is'],
    ],
    ways: { 'you-send': 'you send', 'we-send': 'we send' },
  },
  zh: {
    index: 1,
    title: '对接规范：消息交换',
    written: '由 `npm run generate` 根据代码中的定义生成，请勿手工修改。',
    intro:
      '两个主管机关如何平等地交换消息。条款编号即一致性检查所引用的编号；条款与英文版 [docking-exchange.md](docking-exchange.md) 逐条对应。其余对接内容见 [docking.md](docking.md)。',
    member: ['成员', '必填', '格式', '含义'],
    yes: '是',
    clauses: [
      ['1 第一条消息之前', ''],
      [
        '1.1 工具包',
        '`counterfoil sandbox` 启动一个只含虚构数据的系统并写出工具包：密钥、证书、地址、接口描述和示例。正式对接时，主管机关向对接方提供同样的文件。',
      ],
      [
        '1.2 协议',
        '双方以双人复核方式录入：状态（`applied`、`testing`、`live`、`suspended`）、双向的类型与渠道、最大尺寸、证书。未写明的一律不交换。处于 `testing` 时，消息被读取并答复但不生效，并带有 `exchange-trial` 提示。',
      ],
      ['2 信封', ''],
      [
        '2.1 成员',
        '一个 JSON 对象，仅含下列成员。摘要、发送方或接收方不符的消息，接收方予以拒绝。',
        'envelope',
      ],
      [
        '2.2 签章',
        '内容分离的 JWS（RFC 7515 附录 F）：用 ES256 对去掉 `seal` 的信封的规范 JSON（RFC 8785）签名。受保护头必须恰为 `{"alg":"ES256","typ":"counterfoil-envelope","x5t#S256":"…"}`，末项为证书（DER）SHA-256 的 base64url；签名为 r 与 s 各 32 字节相连。按当前有效的证书验证。',
      ],
      ['2.3 类型', '通常格式；协议可另行约定（5.2、5.3）。', 'types'],
      ['3 REST', '', 'operations'],
      [
        '3.1 提交',
        '`{"envelope": …, "content": "<base64>"}`，内容至多 16 MiB，须为规范 base64。字节保存后返回 201 和 `{"id": …, "receipt": "<JWS>"}`，即传输回执（4.2）；重复提交返回 200 和同一回执。',
      ],
      [
        '3.2 请求签名',
        'HTTP 消息签名（RFC 9421），使用传输证书的密钥。覆盖 `@method`、`@target-uri`，有正文时还覆盖 `content-digest`（RFC 9530）和 `content-type`；参数为 `created`、`expires`（至多晚 300 秒）、`nonce`（不得重复使用）、`keyid`（证书 SHA-256，base64url）、`alg`（`ecdsa-p256-sha256`，签名为 r 与 s 各 32 字节相连；或 `ed25519`）和 `tag="counterfoil-exchange"`。签名标签由贵方自定。工具包 `requests/` 中有各类已签名请求可供对照。其余一律 401 `rest-signature-refused`。',
      ],
      [
        '3.3 列出与取回',
        '`GET …/messages?after=N&limit=100&type=T&wait=MS`：位置递增，`next` 即下一次的 `after`，`wait`（至多 20 000）使应答等到有消息为止：`{"messages": [{"position", "envelope", "size"}], "next"}`。`GET …/messages/{id}` 返回 `{"envelope", "content"}`，同 3.1。已取回的可再次取回，内容与标识不变。已确认的不再列出。',
      ],
      [
        '3.4 由我方送达',
        '协议中贵方的地址决定方式。`url`：贵方同样形式接口的根地址，我方按 3.1 向其 `/messages` 提交，并按 3.2 用我方密钥签名；请以 200 或 201 和贵方的回执应答。`webhook`：我方按 Standard Webhooks 向该地址提交 `{"type": "message.<类型>", "timestamp": …, "data": {"envelope", "content"}}`（`webhook-id` 为消息标识，`webhook-signature` 为 `v1a`，Ed25519）；任何 2xx 即表示已接收，贵方回执随后按 4.2 发送。两者皆无：由贵方取回（3.3）。其他状态即为拒绝：400、409、410、413、415、422 为永久拒绝，其余为暂时拒绝（遵守 `retry-after`）。没有应答，或应答中没有有效回执时，同一消息以同一标识再次送达。',
      ],
      ['4 效果上恰好一次', ''],
      [
        '4.1 重复',
        '在收到回执之前，以同一标识重复发送同一消息。接收方永远给出第一次的回执，不产生第二次效果；同一标识而内容不同即为冲突。',
      ],
      [
        '4.2 回执',
        'JWS（紧凑形式），ES256，受保护头同 2.2，但 `typ` 为 `counterfoil-receipt`；载荷为含下列成员的规范 JSON（RFC 8785）。`transport`：已保存；`technical`：已读取；`business`：官员意见。无法读取的消息也会保存并答复。以 `POST …/messages/{id}/receipts` 和 `{"receipt": "<JWS>"}` 确认，`id` 为信封的标识：返回 204。重复确认没有影响；属于另一消息的回执予以拒绝。',
        'receipt',
      ],
      ['4.3 顺序', '指明 `previous` 的消息等到前一消息被读取；前一消息未到时至多等待十分钟。'],
      ['5 内容', ''],
      ['5.1 证书', 'UN/CEFACT SPSCertificate，由签发机关签章（XAdES）；各格式见 [docking.md](docking.md)。'],
      [
        '5.2 状态',
        '`certificate-status:1`：`withdrawn`、`replaced` 或 `cancelled`，只能由签发机关发出。模式见工具包 `schemas/certificate-status.schema.json`。如有约定，也可用 `sps-acknowledgement:17`：以 `StatusCode`（UNTDID 4405：40、44、64）表示，关系为 `AWR` 的文件是该证书，`ACE` 是后继证书；或用 `sps-certificate:17`（`:11`、`:8`）：以该状态再次给出证书，不带签章。',
      ],
      [
        '5.3 往来',
        '`correspondence:1` 含 `result`（`pass`、`refuse`、`request`）或 `inquiry` 中的一条（`request`、`response`、`note`、`extension`、`close`）；`thread` 为发起方给出的标识。模式见 `schemas/correspondence.schema.json`。如有约定，核查结果也可用 `sps-acknowledgement:17`：`StatusCode` 39（通过）、41（拒绝）、42（询问），也读 73 和 63；每个 `ReasonInformation` 为模式中的一个理由或备注；关系 `ZZZ` 指明询问线程。',
      ],
      [
        '6 SOAP',
        '同一服务，按工具包中的 WSDL；可用 UsernameToken 摘要、X.509 签名或连接的客户端证书证明身份。',
        'soap',
      ],
      ['7 拒绝', '问题文档（RFC 9457），代码如下。', 'codes'],
      [
        '8 从申请到上线',
        "1. 启动沙箱并阅读工具包。\n2. 用 `counterfoil partner` 发送、列出、取回和确认，或在程序中使用：`import { openPartner, readKit } from 'counterfoil/partner'`。\n3. 编写贵方系统，并在其前面放一个程序，回答 8.1 所列的问题。\n4. `counterfoil partner check --kit 工具包 --with 程序 --argument …` 运行第 9 条的全部检查，用贵方密钥签署报告，并由对方系统会签：处于测试的协议把它作为消息接收，其回执载明这些字节的摘要。\n5. `counterfoil partner report 文件 --kit 工具包` 验证两个签名；HTML 页面可供打印签字。\n6. 正式对接的主管机关以 `testing` 状态录入贵方及其密钥和地址；对其工具包再运行检查。\n7. 由其两名官员将贵方置为 `live`。",
      ],
      [
        '8.1 被询问的程序',
        '程序从标准输入逐行得到一个 JSON 对象，含 `number` 和 `act`；在标准输出上逐行写出一个对象，带同一 `number` 和该动作应给出的成员。每个问题限时一分钟。`body` 与 `payload` 为 base64。',
        'acts',
      ],
      ['9 检查', '所得与应得逐字符相同方为通过；结果不明不算通过。', 'checks'],
    ],
    operation: ['请求', '作用'],
    types: ['类型', '格式', '媒体类型'],
    codes: ['状态', '代码', '含义'],
    soap: ['操作', '作用'],
    checks: ['检查', '条款', '内容', '应为'],
    acts: [
      ['动作', '得到', '给出', '说明'],
      ['签署该请求的 `headers`', '3.2 所述的请求，及应使用的时刻和 nonce'],
      ['`seal`', '待签章的信封（2.2）'],
      ['`receipt`，或带一词的 `refused`', '如同贵方取回的一条消息；回执为 `technical`'],
      ['`jws`', '报告；JWS（紧凑形式），头同 4.2 但用此 `typ`，载荷原样'],
    ],
    ways: { 'you-send': '贵方发送', 'we-send': '我方发送' },
  },
};

function members({ properties, required = [] }, texts) {
  return table(
    texts.member,
    Object.entries(properties).map(([name, schema]) => {
      const meaning = MEMBERS[name];
      if (meaning === undefined) throw new Error(`docking pages: the member ${name} has no meaning`);
      const form =
        schema.enum?.map(code).join(', ') ??
        (schema.pattern === undefined ? (schema.type ?? '') : code(schema.pattern));
      return [code(name), required.includes(name) ? texts.yes : '', form, meaning[texts.index]];
    }),
  );
}

function operations({ paths }, texts, words) {
  const rows = Object.entries(paths)
    .filter(([path]) => path.startsWith('/exchange/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => [
        code(`${method.toUpperCase()} ${path}`),
        words[`route-${operationId}`],
      ]),
    );
  return table(texts.operation, rows);
}

const soapMeanings = {
  ListMessages: '列出等待的消息。',
  GetMessage: '取回一条消息及其内容。',
  GetStatus: '证书目前在签发方的状态。',
  ConfirmReceipt: '告知消息的处理结果。',
  SubmitVerificationResult: '提交核查结果。',
  OpenInquiry: '发起询问。',
  AnswerInquiry: '答复询问。',
  Validate: '查看文件将如何被读取，不保存。',
};

function page(language, faces) {
  const texts = TEXTS[language];
  const { protocol, soap, partner, http, description, programWords } = faces;
  const words = programWords[language];
  const tables = {
    envelope: () => members(protocol.EnvelopeSchema, texts),
    receipt: () => members(protocol.ReceiptSchema, texts),
    types: () =>
      table(
        texts.types,
        Object.entries(partner.USUAL_FORMS).map(([type, { dialect, mediaType }]) =>
          [type, dialect, mediaType].map(code),
        ),
      ),
    operations: () => operations(description, texts, words),
    soap: () =>
      table(
        texts.soap,
        Object.entries(soap.OPERATIONS).map(([name, { meaning }]) => {
          const told = language === 'en' ? meaning : soapMeanings[name];
          if (told === undefined) throw new Error(`docking pages: the operation ${name} has no meaning`);
          return [code(name), told];
        }),
      ),
    codes: () =>
      table(
        texts.codes,
        Object.entries(http.STATUSES)
          .filter(([name, status]) => /^(rest|exchange)-/.test(name) && status < 500)
          .toSorted(([, left], [, right]) => left - right)
          .map(([name, status]) => [status, code(name), (words[name] ?? '').replace(/\{\w+\}/g, '…')]),
      ),
    acts: () => {
      const [head, ...told] = texts.acts;
      const rows = Object.entries(partner.QUESTIONS).map(([act, given], index) => [
        code(act),
        given.map(code).join(', '),
        ...(told[index] ?? []),
      ]);
      if (rows.length !== told.length) throw new Error('docking pages: an act has no meaning');
      return table(head, rows);
    },
    checks: () =>
      table(
        texts.checks,
        partner.CHECKS.map(({ id, clause, way, expected }) => [
          code(id),
          clause,
          `${texts.ways[way]}: ${words[`check-${id}`]}`,
          code(expected),
        ]),
      ),
  };
  const clauses = texts.clauses.flatMap(([head, text, name]) => [
    `${/^\d+ /.test(head) ? '##' : '###'} ${head}`,
    ...(text === '' ? [] : [text]),
    ...(name === undefined ? [] : [tables[name]()]),
  ]);
  return `${[`# ${texts.title}`, texts.written, texts.intro, ...clauses].join('\n\n')}\n`;
}

/** Clauses of both languages must be the same, and every clause that a check names must be there. */
function assertParity({ CHECKS }) {
  const [english, chinese] = ['en', 'zh'].map((language) =>
    TEXTS[language].clauses.map(([head]) => head.split(' ')[0]),
  );
  if (english.join() !== chinese.join())
    throw new Error('docking pages: the clauses of the two languages differ');
  const missing = CHECKS.filter(({ clause }) => !english.includes(clause));
  if (missing.length > 0)
    throw new Error(`docking pages: no clause ${missing.map(({ clause }) => clause).join()}`);
}

export const dockingPages = {
  rooms: [
    'src/exchange/protocol',
    'src/exchange/channels/soap/definition',
    'src/exchange/partner',
    'src/http',
    'src/platform',
  ],
  files: async (protocol, soap, partner, http, { programWords }) => {
    assertParity(partner);
    const faces = { protocol, soap, partner, http, programWords, description: await http.apiDescription() };
    return [
      { path: 'docs/docking-exchange.md', content: page('en', faces) },
      { path: 'docs/docking.zh.md', content: page('zh', faces) },
    ];
  },
};
