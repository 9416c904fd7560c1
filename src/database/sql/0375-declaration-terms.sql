-- Each declaration that enters is compared with its likes by this index: a list of entries not yet in order would be read each time.
alter index declaration_terms set (fastupdate = off);
select gin_clean_pending_list('declaration_terms');
