-- How many claimants have something of a line, so that nobody counts them anew for each decision; lines follow their document when it
-- is amended; what came back is counted beside what was used.
alter table balance_line add column claimants integer not null default 0 check (claimants >= 0);
update balance_line l set claimants = (
  select count(distinct s.claimant) from balance_share s where s.book = l.book and s.country = l.country and s.line = l.line
);
grant update (total, claimants) on balance_line to counterfoil_application;

alter table balance_movement drop constraint balance_movement_action_check;
alter table balance_movement add constraint balance_movement_action_check check (action in ('open', 'hold', 'drop', 'release',
  'consume', 'reverse', 'close', 'reopen', 'amend', 'correct'));
