import type {
  AuditLog,
  AuditReading,
  Capacities,
  Invitations,
  Joining,
  Offices,
  Organisations,
  People,
  RegisterHistory,
} from '../../access/index.ts';

/** Who belongs where and may do what, as the API serves it: the access room's own registers. */
export interface RegistersService {
  readonly organisations: Organisations;
  readonly offices: Offices;
  readonly people: People;
  readonly capacities: Capacities;
  readonly history: RegisterHistory;
  readonly joining: Joining;
  readonly invitations: Invitations;
}

export interface AuditService {
  readonly log: Pick<AuditLog, 'accepting' | 'note'>;
  readonly reading: AuditReading;
}
