/** UNTDID 4405: withdrawn, replaced, cancelled. Only the issuer says these; all else is what a receiver found. */
export const ENDING_STATUSES = ['40', '44', '64'] as const;
