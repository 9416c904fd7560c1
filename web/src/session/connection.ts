/** Whether this page came over TLS: without it no browser can show the certificate of a card. */
export function isOverTls(): boolean {
  return location.protocol === 'https:';
}
