// What can be told before the server is asked, refused as the server would refuse it: at the field, in the language of the product.
import { ProblemError } from '#web/kit/call.ts'

/** Throws when one of what must be filled in is empty, or an e-mail is none. */
export function refuseUnfilled(fields: Readonly<Record<string, string>>): void {
  const errors = Object.entries(fields).flatMap(([field, value]) => {
    if (!value.trim()) return [{ field, reason: 'kit.required', title: '' }]
    return /email$/.test(field) && !mail.test(value.trim()) ? [{ field, reason: 'kit.badEmail', title: '' }] : []
  })
  if (errors.length > 0) {
    throw new ProblemError({ type: 'about:blank', title: '', status: 400, reason: 'kit.badInput', errors })
  }
}

const mail = /^[^@\s]+@[^@\s]+$/
