// A day, time or number that was typed and cannot be read holds saving up: saved without it, or with the one before, it would be
// lost unseen. Such a field carries `data-unreadable`.

/** Shows the first unreadable field and puts the focus there; false when everything typed within could be read. */
export function heldByUnreadable(within: Element | null | undefined): boolean {
  const field = within?.querySelector<HTMLElement>('[data-unreadable]')
  if (!field) return false
  // Leaving the field is what shows the reason under it.
  field.blur()
  field.focus()
  return true
}
