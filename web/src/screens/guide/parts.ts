/** A step, and the screen on which it is taken where that is one that every reader of the part may open. */
export interface GuideStep {
  /** Its sentence is the word `web-help-<part>-<step>`. */
  readonly name: string;
  readonly path?: string;
}

/** First steps of those who do one kind of work. */
export interface GuidePart {
  readonly name: string;
  /** Word of its heading. */
  readonly title: string;
  /** Shown to who has one of these permissions; absent: to everybody. */
  readonly permission?: string | readonly string[];
  /** Shown only to who is signed in, or only to who is not. */
  readonly session?: 'in' | 'out';
  readonly steps: readonly GuideStep[];
}

/** The guide by kinds of work, in the order in which a person reads it. */
export const GUIDE_PARTS: readonly GuidePart[] = [
  {
    name: 'official',
    title: 'web-role-official',
    permission: 'result.give',
    steps: [
      { name: 'wait', path: '/' },
      { name: 'find', path: '/search' },
      { name: 'compare' },
      { name: 'answer' },
      { name: 'talk', path: '/inquiries' },
    ],
  },
  {
    name: 'office',
    title: 'web-menu-office',
    permission: 'certificate.draft',
    steps: [
      { name: 'begin', path: '/issuing/new' },
      { name: 'write' },
      { name: 'review', path: '/issuing' },
      { name: 'sign' },
      { name: 'print' },
      { name: 'inquiries', path: '/inquiries' },
    ],
  },
  {
    name: 'supervisor',
    title: 'web-role-supervisor',
    permission: 'certificate.withdraw',
    steps: [{ name: 'overdue', path: '/' }, { name: 'withdraw' }, { name: 'forgery', path: '/forgeries' }],
  },
  {
    name: 'administrator',
    title: 'web-role-administrator',
    permission: 'administration',
    steps: [
      { name: 'invite', path: '/people' },
      { name: 'roles' },
      { name: 'leave' },
      { name: 'lost' },
      { name: 'renew', path: '/people' },
      { name: 'offices', path: '/offices' },
    ],
  },
  {
    name: 'joining',
    title: 'web-joinings',
    permission: ['joining.check', 'joining.approve'],
    steps: [{ name: 'check', path: '/joinings' }, { name: 'approve' }],
  },
  {
    name: 'steward',
    title: 'web-parameters',
    permission: ['parameter.propose', 'parameter.approve'],
    steps: [{ name: 'propose', path: '/parameters' }, { name: 'preview' }, { name: 'approve' }],
  },
  {
    name: 'inspector',
    title: 'web-role-inspector',
    permission: 'declaration.decide',
    steps: [
      { name: 'wait', path: '/declarations' },
      { name: 'compare' },
      { name: 'decide' },
      { name: 'ask' },
    ],
  },
  {
    name: 'trader',
    title: 'web-own-declarations',
    permission: 'declaration.lodge',
    steps: [
      { name: 'lodge', path: '/my-declarations/new' },
      { name: 'mend', path: '/my-declarations' },
      { name: 'wait' },
    ],
  },
  {
    name: 'rules',
    title: 'web-rules',
    permission: 'parameter.propose',
    steps: [{ name: 'pack', path: '/rules/packs' }, { name: 'draft', path: '/rules' }, { name: 'try' }],
  },
  {
    name: 'auditor',
    title: 'web-audit',
    permission: 'audit.read',
    steps: [{ name: 'search', path: '/audit' }, { name: 'prove' }],
  },
  {
    name: 'everyone',
    title: 'web-help-everyone',
    session: 'in',
    steps: [
      { name: 'protect', path: '/account' },
      { name: 'delegate', path: '/roles' },
      { name: 'address' },
      { name: 'live' },
    ],
  },
  {
    name: 'join',
    title: 'web-join',
    session: 'out',
    steps: [
      { name: 'apply', path: '/join' },
      { name: 'follow', path: '/join/state' },
    ],
  },
  {
    name: 'paper',
    title: 'web-help-paper',
    steps: [
      { name: 'scan' },
      { name: 'compare' },
      { name: 'number' },
      { name: 'report', path: '/report-forgery' },
      { name: 'follow', path: '/report-forgery/state' },
    ],
  },
];
