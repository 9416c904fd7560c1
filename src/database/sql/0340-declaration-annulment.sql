-- A declaration that was annulled after its release: what was written off for it is given back.
alter table declaration drop constraint declaration_state_check, add constraint declaration_state_check
  check (state in ('lodged', 'passed', 'held', 'inquired', 'refused', 'withdrawn', 'finalised', 'annulled'));
alter table declaration_history drop constraint declaration_history_state_check, add constraint declaration_history_state_check
  check (state in ('lodged', 'passed', 'held', 'inquired', 'refused', 'withdrawn', 'finalised', 'annulled'));
