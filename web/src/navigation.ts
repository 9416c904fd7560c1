import {
  IconActivityHeartbeat,
  IconAdjustments,
  IconBook2,
  IconBuilding,
  IconChartDots,
  IconChartHistogram,
  IconChecklist,
  IconFileInvoice,
  IconFilePlus,
  IconHome,
  IconListSearch,
  IconMessages,
  IconRoute,
  IconSearch,
  IconShieldX,
  IconSitemap,
  IconStack2,
  IconTableImport,
  IconTableOptions,
  IconUserCheck,
  IconUserShare,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
// Part of the window itself, so that who comes for the first time waits for one file less.
import * as signIn from './screens/sign-in/screen.tsx';

/** One screen: where it is, what it is called, who may see it, and the module that draws it. */
export interface ScreenEntry {
  /** Below `/app`; `$name` is a parameter. */
  readonly path: string;
  /** Key of its name, in the menu and as the title of the page. */
  readonly title: string;
  /** The module of a screen exports `Screen`; it is loaded when first shown. */
  readonly load: () => Promise<{ readonly Screen: ComponentType }>;
  /** What a person must be permitted, one of several where it is a list; absent: whoever is signed in. */
  readonly permission?: string | readonly string[];
  /** Shown without signing in. */
  readonly isOpen?: true;
  /** Stands in the menu where it has one. */
  readonly icon?: Icon;
  /** The part of the menu. */
  readonly group?: MenuGroup;
}

/** Parts of the menu in their order; the heading is the word `web-menu-<group>`. */
export const MENU_GROUPS = ['desk', 'office', 'administration', 'oversight'] as const;
export type MenuGroup = (typeof MENU_GROUPS)[number];

/** Every screen of the window. */
export const SCREENS: readonly ScreenEntry[] = [
  {
    path: '/',
    title: 'web-home',
    load: () => import('./screens/home/screen.tsx'),
    icon: IconHome,
    group: 'desk',
  },
  {
    path: '/declarations',
    title: 'web-cases',
    load: () => import('./screens/declarations/screen.tsx'),
    permission: 'declaration.decide',
    icon: IconChecklist,
    group: 'desk',
  },
  {
    path: '/declarations/$id',
    title: 'web-declaration',
    load: () => import('./screens/declaration/screen.tsx'),
    permission: 'declaration.decide',
  },
  {
    path: '/balances/$country/$authority/$number',
    title: 'web-balance',
    load: () => import('./screens/balance/screen.tsx'),
    permission: 'declaration.decide',
  },
  {
    path: '/my-declarations',
    title: 'web-own-declarations',
    load: () => import('./screens/my-declarations/screen.tsx'),
    permission: 'declaration.lodge',
    icon: IconFileInvoice,
    group: 'desk',
  },
  {
    path: '/my-declarations/new',
    title: 'web-lodge',
    load: () => import('./screens/lodging/screen.tsx'),
    permission: 'declaration.lodge',
  },
  {
    path: '/my-declarations/$id',
    title: 'web-declaration',
    load: () => import('./screens/my-declaration/screen.tsx'),
    permission: 'declaration.lodge',
  },
  {
    path: '/my-declarations/$id/amend',
    title: 'web-amend',
    load: () => import('./screens/amending/screen.tsx'),
    permission: 'declaration.lodge',
  },
  {
    path: '/search',
    title: 'web-search',
    load: () => import('./screens/search/screen.tsx'),
    permission: 'certificate.read',
    icon: IconSearch,
    group: 'desk',
  },
  {
    path: '/certificates/$id',
    title: 'web-certificate',
    load: () => import('./screens/certificate/screen.tsx'),
    permission: 'certificate.read',
  },
  {
    path: '/inquiries',
    title: 'web-inquiries',
    load: () => import('./screens/inquiries/screen.tsx'),
    permission: 'inquiry.read',
    icon: IconMessages,
    group: 'desk',
  },
  {
    path: '/inquiries/$id',
    title: 'web-inquiry',
    load: () => import('./screens/inquiry/screen.tsx'),
    permission: 'inquiry.read',
  },
  {
    path: '/guide',
    title: 'web-guide-page',
    load: () => import('./screens/guide/screen.tsx'),
    isOpen: true,
    icon: IconBook2,
    group: 'desk',
  },
  {
    path: '/issuing',
    title: 'web-office',
    load: () => import('./screens/issuing/screen.tsx'),
    permission: 'certificate.draft',
    icon: IconStack2,
    group: 'office',
  },
  {
    path: '/issuing/new',
    title: 'web-begin',
    load: () => import('./screens/beginning/screen.tsx'),
    permission: 'certificate.draft',
    icon: IconFilePlus,
    group: 'office',
  },
  {
    path: '/issuing/batch',
    title: 'web-batch',
    load: () => import('./screens/batch/screen.tsx'),
    permission: 'certificate.draft',
    icon: IconTableImport,
    group: 'office',
  },
  {
    path: '/applications/$id',
    title: 'web-application',
    load: () => import('./screens/application/screen.tsx'),
    permission: 'model.read',
  },
  {
    path: '/people',
    title: 'web-people',
    load: () => import('./screens/people/screen.tsx'),
    permission: 'administration',
    icon: IconUsers,
    group: 'administration',
  },
  {
    path: '/people/$id',
    title: 'web-person',
    load: () => import('./screens/person/screen.tsx'),
    permission: 'administration',
  },
  {
    path: '/offices',
    title: 'web-offices',
    load: () => import('./screens/offices/screen.tsx'),
    permission: 'administration',
    icon: IconSitemap,
    group: 'administration',
  },
  {
    path: '/organisations',
    title: 'web-organisations',
    load: () => import('./screens/organisations/screen.tsx'),
    permission: 'administration',
    icon: IconBuilding,
    group: 'administration',
  },
  {
    path: '/organisations/$key',
    title: 'web-organisation',
    load: () => import('./screens/organisation/screen.tsx'),
    permission: 'administration',
  },
  {
    path: '/joinings',
    title: 'web-joinings',
    load: () => import('./screens/joinings/screen.tsx'),
    permission: ['joining.check', 'joining.approve'],
    icon: IconUserCheck,
    group: 'administration',
  },
  {
    path: '/joinings/$id',
    title: 'web-joining',
    load: () => import('./screens/joining-desk/screen.tsx'),
    permission: ['joining.check', 'joining.approve'],
  },
  {
    path: '/parameters',
    title: 'web-parameters',
    load: () => import('./screens/parameters/screen.tsx'),
    permission: 'parameter.read',
    icon: IconAdjustments,
    group: 'administration',
  },
  {
    path: '/parameters/$name',
    title: 'web-parameter',
    load: () => import('./screens/parameter/screen.tsx'),
    permission: 'parameter.read',
  },
  {
    path: '/parameters/changes/$id',
    title: 'web-parameter-change',
    load: () => import('./screens/parameter-change/screen.tsx'),
    permission: 'parameter.read',
  },
  {
    path: '/rules',
    title: 'web-rules',
    load: () => import('./screens/rules/screen.tsx'),
    permission: 'parameter.read',
    icon: IconTableOptions,
    group: 'administration',
  },
  {
    path: '/rules/packs',
    title: 'web-packs',
    load: () => import('./screens/rule-packs/screen.tsx'),
    permission: 'parameter.read',
  },
  {
    path: '/rules/shadow',
    title: 'web-shadow',
    load: () => import('./screens/shadow-rules/screen.tsx'),
    permission: 'parameter.read',
  },
  {
    path: '/rules/$table',
    title: 'web-rule-table',
    load: () => import('./screens/rule-table/screen.tsx'),
    permission: 'parameter.read',
  },
  {
    path: '/exchange',
    title: 'web-exchange',
    load: () => import('./screens/exchange/screen.tsx'),
    permission: 'exchange.read',
    icon: IconRoute,
    group: 'oversight',
  },
  {
    path: '/exchange/messages',
    title: 'web-exchange-messages',
    load: () => import('./screens/exchange-messages/screen.tsx'),
    permission: 'exchange.read',
  },
  {
    path: '/exchange/messages/$direction/$id',
    title: 'web-exchange-message',
    load: () => import('./screens/exchange-message/screen.tsx'),
    permission: 'exchange.read',
  },
  {
    path: '/figures',
    title: 'web-figures',
    load: () => import('./screens/figures/screen.tsx'),
    permission: 'statistics.read',
    icon: IconChartHistogram,
    group: 'oversight',
  },
  {
    path: '/verification-figures',
    title: 'web-verification-figures',
    load: () => import('./screens/verification-figures/screen.tsx'),
    permission: 'statistics.read',
    icon: IconChartDots,
    group: 'oversight',
  },
  {
    path: '/forgeries',
    title: 'web-forgeries',
    load: () => import('./screens/forgeries/screen.tsx'),
    permission: 'forgery.triage',
    icon: IconShieldX,
    group: 'oversight',
  },
  {
    path: '/forgeries/$id',
    title: 'web-forgery',
    load: () => import('./screens/forgery/screen.tsx'),
    permission: 'forgery.triage',
  },
  {
    path: '/audit',
    title: 'web-audit',
    load: () => import('./screens/audit/screen.tsx'),
    permission: 'audit.read',
    icon: IconListSearch,
    group: 'oversight',
  },
  {
    path: '/status',
    title: 'web-status',
    load: () => import('./screens/status/screen.tsx'),
    icon: IconActivityHeartbeat,
    group: 'oversight',
  },
  {
    path: '/public-figures',
    title: 'web-figures-public',
    load: () => import('./screens/public-figures/screen.tsx'),
    isOpen: true,
  },
  {
    path: '/report-forgery',
    title: 'web-report',
    load: () => import('./screens/forgery-report/screen.tsx'),
    isOpen: true,
  },
  {
    path: '/report-forgery/state',
    title: 'web-report-follow',
    load: () => import('./screens/forgery-state/screen.tsx'),
    isOpen: true,
  },
  {
    path: '/account',
    title: 'web-account',
    load: () => import('./screens/account/screen.tsx'),
  },
  {
    path: '/roles',
    title: 'web-roles',
    load: () => import('./screens/roles/screen.tsx'),
    icon: IconUserShare,
    group: 'desk',
  },
  {
    path: '/sign-in',
    title: 'web-sign-in',
    load: () => Promise.resolve(signIn),
    isOpen: true,
  },
  {
    path: '/join',
    title: 'web-join',
    load: () => import('./screens/joining/screen.tsx'),
    isOpen: true,
  },
  {
    path: '/join/state',
    title: 'web-join-follow',
    load: () => import('./screens/joining-state/screen.tsx'),
    isOpen: true,
  },
  {
    path: '/invitation',
    title: 'web-invitation',
    load: () => import('./screens/invitation/screen.tsx'),
    isOpen: true,
  },
];
