// Whose writes leave from this browser: apart, so that the first screen need not fetch the queue to say it.
let person: string | undefined

/** What somebody else left waiting here stays until he signs in again. */
export function sendAs(userId: string | undefined) {
  person = userId
}

export const sender = () => person
