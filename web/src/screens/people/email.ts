/** What passes for an e-mail address: more is known only where a message arrives. */
export const EMAIL = /^[^\s@<>"]{1,64}@[^\s@<>"]{3,200}$/;
