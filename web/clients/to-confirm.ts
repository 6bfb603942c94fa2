// The list of clients whose data nobody vouched for in time, as the search of the client list.
const filter = {
  or: [
    { f: 'confirmDueOn', op: 'lte', v: 'today' },
    { f: 'confirmDueOn', op: 'empty' },
  ],
}

/** Overdue for confirmation or never confirmed, the longest overdue first. */
export const toConfirm = { filter: JSON.stringify(filter), sort: 'confirmDueOn' }
/** The same as an address. */
export const toConfirmHref = `/clients?${new URLSearchParams(toConfirm)}`
