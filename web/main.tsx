// Starts the browser side: the language first, then the screens.
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import '#web/kit/global.css'
import '#web/kit/print.css'
import { Corner } from '#web/kit/Corner.tsx'
import { CommandsProvider } from '#web/kit/commands.tsx'
import { KeyboardProvider } from '#web/kit/keyboard.tsx'
import { initialLanguage, LanguageProvider } from '#web/kit/language.tsx'
import { PageSkeleton } from '#web/kit/PageSkeleton.tsx'
import { queryClient } from '#web/kit/query-client.ts'
import { loadMessages } from '#web/kit/sentences.ts'
import { theme, variables } from '#web/kit/theme.ts'
import { router } from '#web/router.tsx'

const language = initialLanguage()
/** Sentences of the first screen, fetched together. */
const messages = await loadMessages(language, ['kit', 'clients', 'views', 'exports', 'bulkChanges'])
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no root')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
        <LanguageProvider language={language} messages={messages}>
          <KeyboardProvider>
            <CommandsProvider>
              <Corner />
              <Suspense fallback={<PageSkeleton />}>
                <RouterProvider router={router} />
              </Suspense>
            </CommandsProvider>
          </KeyboardProvider>
        </LanguageProvider>
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>,
)
