// The record beside the list: the next row with the panel open, the full page, and back to the same place.
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArrowsDiagonal, IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMessages } from '#web/kit/language.tsx'

export interface PeekPanelProps {
  href: string | undefined
  onClose(): void
  onMove(by: number): void
  children: ReactNode
}

export function PeekPanel({ href, onClose, onMove, children }: PeekPanelProps) {
  const t = useMessages('kit')
  return (
    <aside className="k-peek" aria-label={t.list.peek}>
      <div className="k-peek-head">
        <ActionIcon size={32} aria-label={t.list.peekPrevious} onClick={() => onMove(-1)}>
          <IconChevronUp size={18} stroke={1.5} />
        </ActionIcon>
        <ActionIcon size={32} aria-label={t.list.peekNext} onClick={() => onMove(1)}>
          <IconChevronDown size={18} stroke={1.5} />
        </ActionIcon>
        {href && (
          <Tooltip label={t.list.rowOpen}>
            <ActionIcon
              size={32}
              renderRoot={(props) => <Link to={href} {...props} />}
              aria-label={t.list.rowOpen}
              ml="auto"
            >
              <IconArrowsDiagonal size={18} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        )}
        <ActionIcon size={32} aria-label={t.close} onClick={onClose} ml={href ? 0 : 'auto'}>
          <IconX size={18} stroke={1.5} />
        </ActionIcon>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long record is scrolled by keyboard */}
      <div className="k-peek-body" tabIndex={0}>
        {children}
      </div>
    </aside>
  )
}
