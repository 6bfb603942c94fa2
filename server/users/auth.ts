// Sign-in by better-auth: e-mail and password, sessions in our tables, throttling, reset by mail when mail is set up.
import { betterAuth } from 'better-auth'
import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from '#server/kit/db.ts'

export interface AuthSettings {
  readonly databaseUrl: string
  readonly secret: string
  readonly publicUrl?: string
  readonly sendReset?: (to: { email: string; name: string; language: string }, url: string) => Promise<void>
  /** Throttling is on except in tests that sign in many people at once. */
  readonly throttle?: boolean
}

export type Auth = ReturnType<typeof makeAuth>['auth']

/** Builds the sign-in service with a small pool of its own, because it expects dates as objects. */
export function makeAuth(settings: AuthSettings, db: Db) {
  const pool = new pg.Pool({ connectionString: settings.databaseUrl, max: 3, application_name: 'klientela-sign-in' })
  pool.on('error', () => {})
  const auth = betterAuth({
    appName: 'Klientela',
    secret: settings.secret,
    baseURL: settings.publicUrl,
    basePath: '/api/auth',
    database: pool,
    telemetry: { enabled: false },
    trustedOrigins: (request) => {
      if (settings.publicUrl) return [new URL(settings.publicUrl).origin]
      const host = request?.headers.get('host')
      return host ? [`http://${host}`, `https://${host}`] : []
    },
    emailAndPassword: {
      enabled: true,
      // People are invited by an administrator; nobody signs up alone.
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 200,
      revokeSessionsOnPasswordReset: true,
      ...(settings.sendReset
        ? {
            sendResetPassword: async ({ user, url }: { user: { email: string; name: string }; url: string }) => {
              const row = await sql<{ language: string }>`select language from users where email = ${user.email}`.execute(db)
              await settings.sendReset?.({ ...user, language: row.rows[0]?.language ?? 'cs' }, url)
            },
          }
        : {}),
    },
    session: {
      modelName: 'sessions',
      expiresIn: 14 * 24 * 3600,
      updateAge: 24 * 3600,
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    user: {
      modelName: 'users',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    account: {
      modelName: 'accounts',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    rateLimit: {
      enabled: settings.throttle !== false,
      window: 60,
      max: 120,
      customRules: { '/sign-in/email': { window: 60, max: 10 }, '/request-password-reset': { window: 300, max: 5 } },
    },
    advanced: {
      cookiePrefix: 'klientela',
      useSecureCookies: settings.publicUrl?.startsWith('https://') ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: ['x-klientela-address'] },
    },
    databaseHooks: {
      session: {
        create: {
          // A person who left keeps the record and loses the door.
          before: async (session) => {
            const { rows } = await sql<{ active: boolean }>`select active from users where id = ${session.userId}`.execute(db)
            return rows[0]?.active ? { data: session } : false
          },
        },
      },
    },
    hooks: {},
  })
  return { auth, close: () => pool.end() }
}

