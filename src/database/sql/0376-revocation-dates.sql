-- A key may prove to have been out of its owner's hands earlier than was first told (RFC 5280 §5.3.2). Each date told stays; the least
-- counts.
alter table trust_revocation drop constraint trust_revocation_pkey;
alter table trust_revocation add primary key (fingerprint, serial, revoked);
