-- A certificate whose authority has sealed another in its place is over, whoever hands that other in. Beside the keeper
-- the importing country may therefore write that one change, and only with the sealed successor in the ledger.

create function counterfoil.is_replaced_by(its_country text, its_authority text, its_number text, successor text)
  returns boolean language sql stable security definer set search_path = counterfoil, pg_temp
  begin atomic
    select exists (
      select from certificate s
      join certificate_document d on d.certificate = s.id and d.country = s.country
      where s.country = its_country and s.authority = its_authority and s.number = successor
        and s.number <> its_number and s.state = 'issued' and s.body ->> 'replaces' = its_number
        and d.seal ->> 'indication' = 'TOTAL-PASSED' and d.seal ->> 'authority' = its_authority
    );
  end;
revoke all on function counterfoil.is_replaced_by(text, text, text, text) from public;
grant execute on function counterfoil.is_replaced_by(text, text, text, text) to counterfoil_application;

create policy certificate_replaced on certificate for update to counterfoil_application using (
  (select counterfoil.scope_kind()) = 'authority'
    and (select counterfoil.scope_office()) is null
    and state = 'issued'
    and (select counterfoil.scope_country()) = any (concerned)
) with check (
  (select counterfoil.scope_kind()) = 'authority'
    and state = 'replaced'
    and (select counterfoil.scope_country()) = any (concerned)
    and counterfoil.is_replaced_by(country, authority, number, body -> 'ending' ->> 'successor')
);
