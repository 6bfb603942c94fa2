// Instants written ISO 8601 with an offset, judged without a clock of the platform: 30 February is no instant.
import { dayNumber, isDay } from '#domain/day.ts'

const shape =
  /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(0\d|1[0-4]):?([0-5]\d))$/

/** Milliseconds since 1970, or NaN for what is no real instant (no such day, no offset). */
export function millisOf(text: string): number {
  const match = shape.exec(text)
  const [, day = '', hour, minute, second = '0', fraction = '', sign, offsetHours, offsetMinutes] = match ?? []
  if (!match || !isDay(day)) return Number.NaN
  const offset = sign ? (sign === '-' ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes)) : 0
  const minutes = dayNumber(day) * 1440 + Number(hour) * 60 + Number(minute) - offset
  return minutes * 60_000 + Number(second) * 1000 + Math.floor(Number(`0.${fraction || '0'}`) * 1000)
}
