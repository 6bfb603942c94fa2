// The door to the sign-in service. It is the largest library of the server and most requests do without it: who asks is
// found by users/sessions.ts. It is loaded when somebody signs in, sets a password, or has a session to prolong.
import pg from 'pg'
import type { Db } from '#server/kit/db.ts'
import type { AuthSettings, SignInService } from '#server/users/signing-in.ts'

export interface Auth {
  service(): Promise<SignInService>
}

/** The service has a small pool of its own, because it expects dates as objects. */
export function makeAuth(settings: AuthSettings, db: Db): { auth: Auth; close(): Promise<void> } {
  const pool = new pg.Pool({ connectionString: settings.databaseUrl, max: 3, application_name: 'klientela-sign-in' })
  pool.on('error', () => {})
  let loading: Promise<SignInService> | undefined
  const load = async () => (await import('#server/users/signing-in.ts')).signInService(settings, db, pool)
  return {
    auth: {
      service() {
        loading ??= load()
        return loading
      },
    },
    close: () => pool.end(),
  }
}
