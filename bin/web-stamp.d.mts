// The types of web-stamp.mjs, which must stay plain JavaScript for the host's Node.
export const webFolder: string
export function webIsFresh(): boolean
export function stampWeb(digest: string): void
export function webDigest(): string
