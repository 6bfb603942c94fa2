// The fields that matter less wait behind "more"; opens by itself when one of them needs correcting.
import { Collapse, Stack, UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import { useMessages } from '#web/kit/language.tsx'

export function MoreSection({ label, open, children }: { label?: string; open?: boolean; children: ReactNode }) {
  const t = useMessages('kit')
  const [chosen, setChosen] = useState(false)
  const id = useId()
  const opened = chosen || !!open
  return (
    <div>
      <UnstyledButton className="k-more" aria-expanded={opened} aria-controls={id} onClick={() => setChosen(!opened)}>
        <IconChevronRight size={16} stroke={1.5} data-open={opened || undefined} aria-hidden />
        {label ?? (opened ? t.less : t.more)}
      </UnstyledButton>
      <Collapse expanded={opened} id={id} transitionDuration={140}>
        <Stack gap="sm" pt="xs">
          {children}
        </Stack>
      </Collapse>
    </div>
  )
}
