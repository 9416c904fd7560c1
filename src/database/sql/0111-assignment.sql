-- What people may do, where and how long.

alter table account add column organisation text collate "C" references organisation;
alter table account add column email text check (length(email) between 3 and 254);
create index account_by_name on account (authority, name, id);
grant update (email) on account to counterfoil_application;

create table assignment (
  id uuid primary key,
  account uuid not null references account,
  role text collate "C" not null check (role ~ '^[a-z][a-z-]{0,39}$'),
  -- Absent: the whole authority.
  office text collate "C" references office,
  starts timestamptz not null,
  ends timestamptz,
  -- When it was taken back before its end.
  ended timestamptz,
  -- Whose role it is, where it was delegated; it holds only as long as theirs does.
  behalf uuid references account,
  given_by text not null,
  created timestamptz not null,
  check (ends > starts),
  -- Delegation has an end.
  check (behalf is null or ends is not null and behalf <> account)
);
create index assignment_by_account on assignment (account, created);
create index assignment_by_behalf on assignment (behalf) where behalf is not null;

-- The capacity a session acts in, where it is not the account's first: one office, in one's own name or another's.
create table session_capacity (
  session bytea primary key references session on delete cascade,
  office text collate "C" references office,
  behalf uuid references account
);

alter table assignment enable row level security;
alter table session_capacity enable row level security;
create policy assignment_kept on assignment to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
create policy capacity_kept on session_capacity to counterfoil_application
  using ((select counterfoil.scope_kind()) = 'system');
grant select, insert on assignment to counterfoil_application;
grant update (ended) on assignment to counterfoil_application;
grant select, insert, update, delete on session_capacity to counterfoil_application;

-- The roles an account holds in its own name at a moment. Without any assignment, ever, its plain roles hold at its own
-- office, without end.
create function counterfoil.own_roles(who uuid, moment timestamptz) returns table (role text, office text)
  language sql stable
  begin atomic
    select s.role, s.office from assignment s
    where s.account = who and s.behalf is null and s.ended is null
      and s.starts <= moment and coalesce(s.ends > moment, true)
    union all
    select plain.role, a.office from account a, unnest(a.roles) as plain (role)
    where a.id = who and not exists (select from assignment s where s.account = who and s.behalf is null);
  end;

-- All that an account may act as at a moment: in its own name, and in the name of those who delegated to it.
create function counterfoil.capacities_of(who uuid, moment timestamptz)
  returns table (roles text[], office text, behalf uuid)
  language sql stable
  begin atomic
    select array_agg(distinct held.role order by held.role), held.office, held.behalf
    from (
      select own.role, own.office, null::uuid as behalf from counterfoil.own_roles(who, moment) own
      union all
      select s.role, s.office, s.behalf from assignment s join account giver on giver.id = s.behalf
      where s.account = who and s.ended is null and s.starts <= moment and s.ends > moment
        and giver.disabled is null and coalesce(giver.expires > moment, true)
        and exists (
          select from counterfoil.own_roles(s.behalf, moment) theirs
          where theirs.role = s.role and theirs.office is not distinct from s.office
        )
    ) held
    group by held.office, held.behalf;
  end;

-- As what an account acts now: the capacity its session chose while it still has it, or else its first: its own office, then
-- the whole authority, then another office. `suspended` where its organisation is.
create function counterfoil.standing_of(who uuid, door bytea, moment timestamptz)
  returns table (roles text[], office text, below text[], behalf uuid, suspended boolean)
  language sql stable
  begin atomic
    select coalesce(chosen.roles, '{}'), case when chosen.roles is null then a.office else chosen.office end,
      counterfoil.offices_below(case when chosen.roles is null then a.office else chosen.office end, a.authority),
      chosen.behalf,
      exists (
        select from organisation o where o.key = coalesce(a.authority, a.organisation) and o.state = 'suspended'
      )
    from account a
    left join lateral (
      select c.roles, c.office, c.behalf
      from counterfoil.capacities_of(who, moment) c
      left join session_capacity wanted on wanted.session = door
        and wanted.office is not distinct from c.office and wanted.behalf is not distinct from c.behalf
      where c.behalf is null or wanted.session is not null
      order by wanted.session is null, c.office is distinct from a.office, c.office nulls first
      limit 1
    ) chosen on true
    where a.id = who;
  end;

grant execute on function counterfoil.own_roles(uuid, timestamptz), counterfoil.capacities_of(uuid, timestamptz),
  counterfoil.standing_of(uuid, bytea, timestamptz) to counterfoil_application;
