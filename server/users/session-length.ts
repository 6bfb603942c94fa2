// How long one stays signed in.

/** How many seconds a session lasts since it was last prolonged, and how many after that it is prolonged again. */
export const signedInFor = 14 * 24 * 3600
export const prolongedAfter = 24 * 3600
