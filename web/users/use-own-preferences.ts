// After sign-in the screen takes the language and look the person chose, on whatever device it was.
import { useMantineColorScheme } from '@mantine/core'
import { useCallback } from 'react'
import { useLanguage } from '#web/kit/language.tsx'
import { queryClient } from '#web/kit/query-client.ts'
import { sessionQuery } from '#web/session.ts'

export function useOwnPreferences(): () => Promise<void> {
  const { setLanguage } = useLanguage()
  const { setColorScheme } = useMantineColorScheme()
  return useCallback(async () => {
    const me = await queryClient.fetchQuery(sessionQuery)
    setLanguage(me.language)
    setColorScheme(me.colorScheme)
  }, [setLanguage, setColorScheme])
}
