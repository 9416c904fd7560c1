-- Files that a certificate will carry hang on its application until they are sealed into it.
alter table attachment drop constraint attachment_owner_kind_check;
alter table attachment add constraint attachment_owner_kind_check
  check (owner_kind in ('verification_result', 'inquiry', 'application'));

drop policy attachment_seen on attachment;
create policy attachment_seen on attachment for select to counterfoil_application using (
  owner_kind = 'verification_result' and exists (select from verification_result r where r.id = owner)
  or owner_kind = 'inquiry' and exists (select from inquiry i where i.id = owner)
  or owner_kind = 'application' and exists (select from application a where a.id = owner)
);
drop policy attachment_written on attachment;
create policy attachment_written on attachment for insert to counterfoil_application with check (
  ((select counterfoil.scope_kind()) = 'system' or country = (select counterfoil.scope_country()))
  and (owner_kind = 'verification_result' and exists (select from verification_result r where r.id = owner)
    or owner_kind = 'inquiry' and exists (select from inquiry i where i.id = owner)
    or owner_kind = 'application' and exists (select from application a where a.id = owner))
);
