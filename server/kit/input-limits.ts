// What no field can hold, whatever its schema: characters the database has no place for, days out of any calendar, nesting
// that would exhaust the stack. Checked once for every request, so that no capability meets it.
import type { FastifyInstance } from 'fastify'
import { isDay } from '#domain/day.ts'
import { BadInput } from '#server/kit/errors.ts'

/** Deeper than any schema of the border; a filter may nest six times. */
const deepest = 40

export function limitInput(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    for (const part of [request.params, request.query, request.body]) {
      const errors = unstorable(part)
      if (errors.length > 0) throw new BadInput(errors)
    }
  })
}

/** Fields that hold what cannot be stored, by path. */
export function unstorable(whole: unknown): { field: string; reason: string }[] {
  const errors: { field: string; reason: string }[] = []
  const look = (value: unknown, path: readonly string[]): void => {
    if (typeof value === 'string') {
      if (value.includes('\0') || !value.isWellFormed())
        errors.push({ field: path.join('.'), reason: 'kit.badCharacters' })
    } else if (typeof value === 'number' && !Number.isFinite(value)) {
      // 1e400 in JSON is read so, and a bound alone would not name it.
      errors.push({ field: path.join('.'), reason: 'kit.invalid_maximum' })
    } else if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
      if (path.length >= deepest) errors.push({ field: path.slice(0, 3).join('.'), reason: 'kit.tooDeep' })
      else
        for (const key in value) {
          // The name of a field is written as a path, an unreadable one would spoil the answer.
          if (key.includes('\0') || !key.isWellFormed())
            errors.push({ field: path.join('.') || 'body', reason: 'kit.badCharacters' })
          else look((value as Record<string, unknown>)[key], [...path, key])
        }
    }
  }
  look(whole, [])
  return errors.slice(0, 20)
}

interface Formats {
  addFormat(name: string, format: (text: string) => boolean): unknown
}

/** Formats as the database understands them; the usual ones let the year 0, `urn:uuid:` and the 60th second through. */
export function exactFormats(ajv: Formats): void {
  ajv.addFormat('uuid', (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
  ajv.addFormat('date', isNearDay)
  ajv.addFormat('date-time', (text) => {
    const [day = '', time = ''] = text.split(/t/i)
    return isNearDay(day) && /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(z|[+-](0\d|1[0-4]):[0-5]\d)$/i.test(time)
  })
}

/** Adding weeks or years to a day at the edge of the calendar would leave it. */
const isNearDay = (text: string) => text >= '1000' && text < '9990' && isDay(text)
