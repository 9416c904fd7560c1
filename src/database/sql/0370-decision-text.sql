-- A decision is kept to the letter from here on, as its digest is of it. Nobody asks the database for what stands inside, and parsing
-- and sorting it for such questions was the dearest part of storing one.
alter table verification_decision alter column decision type json using decision::json;
