/** Who sends: the partner, and the installation answers; or the installation, and the partner judges. */
export const WAYS = ['you-send', 'we-send'] as const;
export type CheckWay = (typeof WAYS)[number];

/** What is done to a request after it was signed, or to its signature. */
export const REQUEST_CHANGES = [
  'unsigned',
  'other-key',
  'old',
  'ended',
  'other-body',
  'other-address',
] as const;
export type RequestChange = (typeof REQUEST_CHANGES)[number];

/** What is wrong with a message. */
export const MESSAGE_CHANGES = [
  'unsealed',
  'resealed-by-other',
  'other-subject',
  'other-content',
  'to-nobody',
  'from-other',
  'to-suspended',
  'to-limited',
  'oversize',
  'not-base64',
] as const;
export type MessageChange = (typeof MESSAGE_CHANGES)[number];

/** What is wrong with a message that we send. */
export const ARRIVAL_CHANGES = [
  'none',
  'other-content',
  'other-subject',
  'unsealed',
  'other-key',
  'to-other',
] as const;
export type ArrivalChange = (typeof ARRIVAL_CHANGES)[number];

/** Exchanges of several messages; `acts/` knows what each does. */
export const STORIES = [
  'post-certificate',
  'post-again',
  'post-other-content',
  'technical-receipt',
  'unreadable-certificate',
  'certificate-with-warnings',
  'out-of-order',
  'status-change',
  'status-of-another',
  'inquiry-answered-by-you',
  'trial-without-effect',
  'list-by-cursor',
  'list-by-type',
  'held-back-list',
  'certificate-from-us',
  'fetch-twice',
  'fetch-unknown',
  'result-from-you',
  'status-from-us',
  'inquiry-answered-by-us',
  'receipt-once',
  'receipt-again',
  'receipt-business',
  'receipt-of-another',
  'receipt-by-other-key',
  'receipt-empties-box',
  'judge-again',
] as const;
export type Story = (typeof STORIES)[number];

/** What is sent: a request to list, a certificate, a message of ours to be judged, or a story. */
export type CheckAct =
  | { readonly kind: 'request'; readonly change?: RequestChange }
  | { readonly kind: 'message'; readonly change: MessageChange }
  | { readonly kind: 'judge'; readonly change: ArrivalChange }
  | { readonly kind: 'story'; readonly name: Story };

/** One check: passed exactly where what is found is what is expected, character by character. */
export interface Check {
  readonly id: string;
  readonly way: CheckWay;
  /** Clause of the docking specification (docs/docking-exchange.md). */
  readonly clause: string;
  readonly act: CheckAct;
  readonly expected: string;
}

const story = (name: Story, way: CheckWay, clause: string, expected: string): Check => ({
  id: name,
  way,
  clause,
  act: { kind: 'story', name },
  expected,
});
const request = (id: string, change: RequestChange): Check => ({
  id,
  way: 'you-send',
  clause: '3.2',
  act: { kind: 'request', change },
  expected: '401 rest-signature-refused',
});
const message = (id: string, change: MessageChange, clause: string, expected: string): Check => ({
  id,
  way: 'you-send',
  clause,
  act: { kind: 'message', change },
  expected,
});
const judge = (id: string, change: ArrivalChange, clause: string, expected: string): Check => ({
  id,
  way: 'we-send',
  clause,
  act: { kind: 'judge', change },
  expected,
});

/** Every check, in the order in which they are run: later ones use what earlier ones sent. */
export const CHECKS: readonly Check[] = [
  { id: 'request-signed', way: 'you-send', clause: '3.2', act: { kind: 'request' }, expected: '200' },
  request('request-unsigned', 'unsigned'),
  request('request-other-key', 'other-key'),
  request('request-old', 'old'),
  request('request-ended', 'ended'),
  request('request-other-body', 'other-body'),
  request('request-other-address', 'other-address'),
  story('post-certificate', 'you-send', '3.1', '201 transport accepted'),
  story('post-again', 'you-send', '4.1', '200 same receipt'),
  story('post-other-content', 'you-send', '4.1', '409 exchange-message-conflict'),
  message('message-unsealed', 'unsealed', '2.2', '422 exchange-seal-missing'),
  message('message-other-seal', 'resealed-by-other', '2.2', '422 exchange-seal-wrong'),
  message('message-other-envelope', 'other-subject', '2.2', '422 exchange-seal-wrong'),
  message('message-other-content', 'other-content', '2.1', '422 exchange-digest-differs'),
  message('message-wrong-receiver', 'to-nobody', '2.1', '422 exchange-envelope-not-for-us'),
  message('message-wrong-sender', 'from-other', '2.1', '422 exchange-envelope-differs'),
  message('message-suspended', 'to-suspended', '1.2', '403 exchange-partner-not-live'),
  message('message-type-not-agreed', 'to-limited', '1.2', '403 exchange-type-not-agreed'),
  message('message-oversize', 'oversize', '1.2', '413 exchange-message-too-large'),
  message('message-not-base64', 'not-base64', '3.1', '422 rest-content-unreadable'),
  story('technical-receipt', 'you-send', '4.2', 'technical accepted-with-warnings'),
  story('unreadable-certificate', 'you-send', '4.2', '201 technical not-readable'),
  story('certificate-with-warnings', 'you-send', '4.2', 'WARNING unknown-code'),
  story('out-of-order', 'you-send', '4.3', 'first the earlier, then the later'),
  story('inquiry-answered-by-you', 'you-send', '5.3', 'asked, answered, technical accepted'),
  story('status-change', 'you-send', '5.2', '201 technical accepted'),
  story('status-of-another', 'you-send', '5.2', '201 technical rejected'),
  story('trial-without-effect', 'you-send', '1.2', '201 technical accepted exchange-trial'),
  story('list-by-cursor', 'we-send', '3.3', 'every position once, ascending'),
  story('list-by-type', 'we-send', '3.3', 'only certificate'),
  story('held-back-list', 'we-send', '3.3', 'answered with the message'),
  story('certificate-from-us', 'we-send', '3.3', 'sound'),
  story('fetch-twice', 'we-send', '3.3', 'same content and id'),
  story('fetch-unknown', 'we-send', '3.3', '404 rest-message-unknown'),
  judge('judge-sound', 'none', '4.2', 'technical accepted'),
  story('judge-again', 'we-send', '4.1', 'same receipt'),
  judge('judge-other-content', 'other-content', '2.1', 'refused'),
  judge('judge-other-envelope', 'other-subject', '2.2', 'refused'),
  judge('judge-unsealed', 'unsealed', '2.2', 'refused'),
  judge('judge-other-key', 'other-key', '2.2', 'refused'),
  judge('judge-to-other', 'to-other', '2.1', 'refused'),
  story('receipt-of-another', 'we-send', '4.2', '409 rest-receipt-of-another'),
  story('receipt-by-other-key', 'we-send', '4.2', '422 exchange-seal-wrong'),
  story('receipt-once', 'we-send', '4.2', '204'),
  story('receipt-again', 'we-send', '4.2', '204'),
  story('receipt-business', 'we-send', '4.2', '204'),
  story('receipt-empties-box', 'we-send', '4.2', 'no longer listed'),
  story('inquiry-answered-by-us', 'we-send', '5.3', 'technical accepted, answered'),
  story('result-from-you', 'you-send', '5.3', '201 technical accepted'),
  story('status-from-us', 'we-send', '5.2', 'withdrawn'),
];
