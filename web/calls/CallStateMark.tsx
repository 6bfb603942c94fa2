// State of a call by sign and word.
import { IconPhoneCall, IconPhoneCheck, IconPhoneOff, IconPhoneX } from '@tabler/icons-react'
import type { Call } from '#api/calls.ts'
import { useMessages } from '#web/kit/language.tsx'

const icons = {
  dialling: IconPhoneCall,
  ringing: IconPhoneCall,
  answered: IconPhoneCall,
  ended: IconPhoneCheck,
  missed: IconPhoneX,
  failed: IconPhoneOff,
}

export function CallStateMark({ value }: { value: Call['state'] }) {
  const t = useMessages('calls')
  const Icon = icons[value]
  if (!Icon) return null
  return (
    <span
      className={value === 'missed' ? 'k-late' : value === 'failed' ? 'k-risk' : undefined}
      style={{ whiteSpace: 'nowrap' }}
    >
      <Icon size={16} stroke={1.5} aria-hidden style={{ verticalAlign: -3 }} /> {t.states[value]}
    </span>
  )
}
