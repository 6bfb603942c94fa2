// The types of launch.mjs, which must stay plain JavaScript for the host's Node.
export const serverFlags: string[]
export function environment(): NodeJS.ProcessEnv
export function launch(node: string, args: string[], options?: { tether?: boolean }): void
