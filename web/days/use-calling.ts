// Calls somebody from the day: by the exchange from one's own extension where there is one, otherwise by the device.
import { useQuery } from '@tanstack/react-query'
import { dial, myTelephoneQuery } from '#web/calls/queries.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'

export interface Called {
  readonly number: string
  readonly clientId?: string | null
  readonly contactId?: string | null
  readonly leadId?: string | null
}

export function useCalling(): (called: Called) => void {
  const t = useMessages('calls')
  const toast = useToast()
  const { data } = useQuery(myTelephoneQuery)
  return ({ number, clientId = null, contactId = null, leadId = null }) => {
    if (data?.dials)
      void dial({ number, clientId, contactId, leadId }).then(() => toast.done(t.dialling(number)), toast.problem)
    else location.href = `tel:${number.replace(/[^\d+]/g, '')}`
  }
}
