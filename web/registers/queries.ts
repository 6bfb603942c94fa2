// The only place of the web that asks about public registers.
import { queryOptions } from '@tanstack/react-query'
import * as api from '#api/registers.ts'
import { call } from '#web/kit/call.ts'
import { queryClient } from '#web/kit/query-client.ts'

/** By number or by name, whichever was written; both answer in the same shape. */
export async function askAres(text: string) {
  const wanted = text.trim()
  if (/^[\d\s]+$/.test(wanted)) {
    const one = await call(api.aresByIco, { params: { ico: wanted } })
    return {
      outcome: one.outcome,
      reason: one.reason,
      byNumber: true,
      total: one.company ? 1 : 0,
      companies: one.company ? [{ company: one.company, existing: one.existing }] : [],
    }
  }
  return { byNumber: false, ...(await call(api.aresByName, { query: { name: wanted } })) }
}
export type AresAnswer = Awaited<ReturnType<typeof askAres>>

export const registerQuery = (clientId: string) =>
  queryOptions({
    queryKey: ['registers', clientId],
    queryFn: ({ signal }) => call(api.getRegisterCheck, { params: { id: clientId }, signal }),
  })

export async function checkNow(clientId: string): Promise<void> {
  const result = await call(api.checkClientNow, { params: { id: clientId } })
  queryClient.setQueryData(registerQuery(clientId).queryKey, result)
  void queryClient.invalidateQueries({ queryKey: ['registers', 'differences'] })
}

export async function settle(
  clientId: string,
  fields: Parameters<typeof callSettle>[1]['fields'],
  version: number,
): Promise<void> {
  const result = await callSettle(clientId, { fields }, version)
  queryClient.setQueryData(registerQuery(clientId).queryKey, result)
  // What was taken over changed the client and its history.
  for (const key of ['clients', 'overview', 'history']) void queryClient.invalidateQueries({ queryKey: [key] })
  void queryClient.invalidateQueries({ queryKey: ['registers', 'differences'] })
}
type SettleBody = NonNullable<NonNullable<Parameters<typeof call<typeof api.settleRegisterCheck>>[1]>['body']>
const callSettle = (id: string, body: SettleBody, version: number) =>
  call(api.settleRegisterCheck, { params: { id }, body, version })

export const fetchDifferences = (mine: boolean, cursor: string | undefined, signal: AbortSignal) =>
  call(api.listDifferences, { query: { mine, ...(cursor ? { cursor } : {}) }, signal })
export const startRecheck = () => call(api.recheckNow)
