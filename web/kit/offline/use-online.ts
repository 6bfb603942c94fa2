// Whether the server is within reach, for parts of the page that say so.
import { useSyncExternalStore } from 'react'
import { isInReach, onReach } from '#web/kit/offline/reach.ts'

export const useOnline = () => useSyncExternalStore(onReach, isInReach)
