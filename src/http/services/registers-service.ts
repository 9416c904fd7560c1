import {
  auditReading,
  openAuditLog,
  openCapacities,
  openInvitations,
  openJoining,
  openOffices,
  openOrganisations,
  openPeople,
  openRegisterHistory,
  type AuditLog,
  type AuditLogOptions,
  type DirectoryOptions,
} from '../../access/index.ts';
import type { Evidence } from '../../evidence/index.ts';
import type { AuditService, RegistersService } from './registers.ts';

/** The registers of a house: who belongs where, and may do what. */
export function registersServiceOf({ database, clock, random }: DirectoryOptions): RegistersService {
  const options = { database, clock, random };
  return {
    organisations: openOrganisations(options),
    offices: openOffices(options),
    people: openPeople(options),
    capacities: openCapacities(options),
    history: openRegisterHistory(options),
    joining: openJoining(options),
    invitations: openInvitations(options),
  };
}

/** The audit log of a process. Close it after the server: what was noted is written then at the latest. */
export function auditServiceOf(
  options: AuditLogOptions & { readonly evidence: Pick<Evidence, 'tlogProof'> },
): AuditService & { readonly log: AuditLog } {
  return { log: openAuditLog(options), reading: auditReading(options.database, options.evidence) };
}
