// The types of built.mjs, which must stay plain JavaScript for the host's Node.
export type Part = 'web' | 'server'
export function folderOf(part: Part): string
export function isFresh(part: Part): boolean
export function stamp(part: Part, digest: string): void
export function digestOf(part: Part): string
