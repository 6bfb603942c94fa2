// A day that was typed and does not exist holds saving up: saved without it, or with the one before, it would be lost unseen.

/** Shows the wrong day and puts the focus there; false when every day within is right. */
export function heldByWrongDay(within: Element | null | undefined): boolean {
  const field = within?.querySelector<HTMLElement>('[data-wrong-day]')
  if (!field) return false
  // Leaving the field is what shows the reason under it.
  field.blur()
  field.focus()
  return true
}
