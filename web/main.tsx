// Starts the browser side: the language first, then the screens.
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import '#web/kit/global.css'
import '#web/kit/print.css'
import { CommandsProvider } from '#web/kit/commands.tsx'
import { KeyboardProvider } from '#web/kit/keyboard.tsx'
import { initialLanguage, LanguageProvider, loadMessages } from '#web/kit/language.tsx'
import { queryClient } from '#web/kit/query-client.ts'
import { theme, variables } from '#web/kit/theme.ts'
import { router } from '#web/router.tsx'

// Messages in the corner are not needed for the first paint.
const Notifications = lazy(async () => ({ default: (await import('@mantine/notifications')).Notifications }))

const language = initialLanguage()
const messages = await loadMessages(language)
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no root')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
        <LanguageProvider language={language} messages={messages}>
          <KeyboardProvider>
            <CommandsProvider>
              <Suspense>
                <Notifications position="bottom-right" limit={4} />
              </Suspense>
              <RouterProvider router={router} />
            </CommandsProvider>
          </KeyboardProvider>
        </LanguageProvider>
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>,
)
