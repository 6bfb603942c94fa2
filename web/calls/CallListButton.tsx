// In the bar over ticked rows: makes a call list of them.
import { Button } from '@mantine/core'
import { IconPhoneOutgoing } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import type { BulkSlot } from '#web/kit/list/list-types.ts'

const CallListForm = lazily(() => import('#web/calls/CallListForm.tsx'), 'CallListForm')

export function CallListButton({ of, selection, count, clear }: { of: 'clients' | 'contacts' | 'leads' } & BulkSlot) {
  const t = useMessages('calls')
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPhoneOutgoing size={16} stroke={1.5} />}
        onClick={() => setOpened(true)}
      >
        {t.lists.build}
      </Button>
      <Suspense>
        {opened && (
          <CallListForm
            from={{ kind: 'selection', of, selection }}
            count={count}
            onClose={() => setOpened(false)}
            onMade={clear}
          />
        )}
      </Suspense>
    </>
  )
}
