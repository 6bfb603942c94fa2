// The hour and minute of an instant on the clock of the device.

export function instantTime(instant: string): string {
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) ? '' : `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`
}

/** `09:05`, as a field of time wants it. */
export const fieldTime = (instant: string): string => instantTime(instant).padStart(5, '0')
