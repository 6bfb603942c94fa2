// Where the record of a notification opens in the browser.

/** Records with a page of their own; all else opens with its client. */
const pages: Readonly<Record<string, string>> = {
  clients: '/clients/:id',
  contacts: '/contacts/:id',
  leads: '/leads/:id',
  promises: '/promises/:id',
  meetings: '/meetings/:id',
  appointments: '/calendar?appointment=:id',
}

/** `details.href` names a place of its own, but never one outside the product. */
export function hrefOf(notice: {
  recordType: string | null
  recordId: string | null
  clientId: string | null
  details: Record<string, unknown>
}): string | null {
  const own = notice.details.href
  if (typeof own === 'string' && /^\/(?![/\\])/.test(own)) return own
  const page = notice.recordType ? pages[notice.recordType] : undefined
  if (page && notice.recordId) return page.replace(':id', notice.recordId)
  return notice.clientId ? `/clients/${notice.clientId}` : null
}
