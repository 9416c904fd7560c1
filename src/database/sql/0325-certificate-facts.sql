-- References in declarations are read without the signs that part them; whoever verifies looks for exactly that.
create index certificate_plain_number on certificate (plain_number, country);
-- Certificates that name the one whose place they took: several, where it was split.
create index certificate_replacing on certificate ((body ->> 'replaces'), authority, country) where body ? 'replaces';
