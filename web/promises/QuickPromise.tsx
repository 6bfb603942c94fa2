// The quick form over any screen, opened by the key t, the plus, the palette or a button of a page.
import { Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useMessages } from '#web/kit/language.tsx'
import { PromiseForm } from '#web/promises/PromiseForm.tsx'
import type { PromiseDefaults } from '#web/promises/queries.ts'

export function QuickPromise({ defaults, onClose }: { defaults: PromiseDefaults; onClose(): void }) {
  const t = useMessages('promises')
  const kit = useMessages('kit')
  const [opened, setOpened] = useState(true)
  useEffect(() => {
    if (opened) return
    const timer = setTimeout(onClose, 200)
    return () => clearTimeout(timer)
  }, [opened, onClose])
  return (
    <Modal
      opened={opened}
      onClose={() => setOpened(false)}
      title={t.form.title}
      size={560}
      closeButtonProps={{ 'aria-label': kit.close }}
    >
      <PromiseForm defaults={defaults} onClose={() => setOpened(false)} />
    </Modal>
  )
}
