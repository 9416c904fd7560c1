-- Documents may be packed by Brotli (RFC 7932). Those that are there satisfy the narrower rule, and need not be read for this one.
alter table certificate_document drop constraint certificate_document_packing_check;
alter table certificate_document add constraint certificate_document_packing_check
  check (packing in ('none', 'deflate', 'brotli')) not valid;
