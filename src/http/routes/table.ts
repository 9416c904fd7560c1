import type { Route } from '../route.ts';
import type { Shared } from '../shared.ts';
import { accountRoutes } from './accounts.ts';
import { actionRoutes } from './actions.ts';
import { applicationRoutes } from './applications.ts';
import { agreementRoutes } from './agreements.ts';
import { auditRoutes } from './audit.ts';
import { balanceRoutes } from './balances.ts';
import { batchRoutes } from './batches.ts';
import { certificatePartRoutes } from './certificate-parts.ts';
import { certificateRoutes } from './certificates.ts';
import { checkRoutes } from './check.ts';
import { decisionRoutes } from './decisions.ts';
import { declarationCountRoutes } from './declaration-counts.ts';
import { declarationRoutes } from './declarations.ts';
import { draftRoutes } from './drafts.ts';
import { factorRoutes } from './factors.ts';
import { machineRoutes } from './machines.ts';
import { ownSessionRoutes } from './own-sessions.ts';
import { evidenceRoutes, referenceRoutes } from './evidence.ts';
import { inquiryRoutes } from './inquiries.ts';
import { joiningRoutes } from './joining.ts';
import { figureRoutes } from './figures.ts';
import { exchangeBoardRoutes } from './exchange-board.ts';
import { exchangeRoutes } from './exchange.ts';
import { forgeryRoutes } from './forgeries.ts';
import { inquiryRecordRoutes } from './inquiry-records.ts';
import { keyRoutes } from './keys.ts';
import { liveRoutes } from './live.ts';
import { modelRoutes } from './models.ts';
import { noticeRoutes } from './notices.ts';
import { operationRoutes } from './operation.ts';
import { organisationRoutes } from './organisations.ts';
import { documentationRoutes, pageRoutes } from './pages.ts';
import { paperRoutes, paperSealRoutes, statusListRoutes } from './paper.ts';
import { partnerMessageRoutes } from './partner-messages.ts';
import { portalRoutes } from './portal.ts';
import { parameterRoutes } from './parameters.ts';
import { resultRoutes } from './results.ts';
import { ruleRoutes } from './rules.ts';
import { sessionRoutes } from './session.ts';
import { statusRoutes } from './status.ts';
import { translationRoutes } from './translation.ts';
import { verificationFigureRoutes } from './verification-figures.ts';
import { verificationRoutes } from './verification.ts';
import { webServiceRoutes } from './web-services.ts';

/** The table: every route of the server. */
export async function routesOf(shared: Shared): Promise<readonly Route[]> {
  const table: Route[] = [
    ...sessionRoutes(shared),
    ...ownSessionRoutes(shared),
    ...factorRoutes(shared),
    ...machineRoutes(shared),
    ...organisationRoutes(shared),
    ...accountRoutes(shared),
    ...joiningRoutes(shared),
    ...auditRoutes(shared),
    ...certificateRoutes(shared),
    ...certificatePartRoutes(shared),
    ...paperRoutes(shared),
    ...statusListRoutes(shared),
    ...paperSealRoutes(shared),
    ...actionRoutes(shared),
    ...draftRoutes(shared),
    ...modelRoutes(shared),
    ...applicationRoutes(shared),
    ...batchRoutes(shared),
    ...partnerMessageRoutes(shared),
    ...resultRoutes(shared),
    ...inquiryRoutes(shared),
    ...inquiryRecordRoutes(shared),
    ...noticeRoutes(shared),
    ...liveRoutes(shared),
    ...translationRoutes(shared),
    ...declarationCountRoutes(shared),
    ...declarationRoutes(shared),
    ...decisionRoutes(shared),
    ...balanceRoutes(shared),
    ...verificationRoutes(shared),
    ...evidenceRoutes(shared),
    ...referenceRoutes(shared),
    ...parameterRoutes(shared),
    ...ruleRoutes(shared),
    ...agreementRoutes(shared),
    ...keyRoutes(shared),
    ...exchangeBoardRoutes(shared),
    ...exchangeRoutes(shared),
    ...forgeryRoutes(shared),
    ...figureRoutes(shared),
    ...verificationFigureRoutes(shared),
    ...webServiceRoutes(shared),
    ...statusRoutes(shared),
    ...operationRoutes(shared),
    ...checkRoutes(shared),
    ...(await pageRoutes(shared)),
    ...(await portalRoutes(shared)),
  ];
  table.push(...documentationRoutes(shared, () => table));
  return table;
}
