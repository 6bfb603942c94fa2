// The sign-in service of better-auth as the product sets it up: e-mail and password, sessions in our tables, throttling,
// reset by mail when mail is set up. Loaded by users/auth.ts when it is first needed.
import { betterAuth } from 'better-auth'
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api'
import { sql } from 'kysely'
import type pg from 'pg'
import type { Db } from '#server/kit/db.ts'
import { Pace } from '#server/kit/pace.ts'
import { notePasswordSet } from '#server/users/journal-notes.ts'
import { dropLinks } from '#server/users/one-time-links.ts'
import { leastPasswordLength, mostPasswordLength, weaknessOf } from '#server/users/passwords.ts'
import { prolongedAfter, signedInFor } from '#server/users/session-length.ts'

const minute = 60_000

export interface AuthSettings {
  readonly databaseUrl: string
  readonly secret: string
  readonly publicUrl?: string
  /** Set when mail is configured: asks for a letter with a link of our own, so that no queue holds a token. */
  readonly sendReset?: (userId: string) => Promise<void>
  readonly onBug?: (error: unknown) => void
  /** Throttling is on except in tests that sign in many people at once. */
  readonly throttle?: boolean
}

export type SignInService = ReturnType<typeof signInService>

export function signInService(settings: AuthSettings, db: Db, pool: pg.Pool) {
  // Wrong passwords are counted, right ones are not: an office behind one address may sign in all at once.
  const fromAddress = new Pace(10, minute)
  const forAccount = new Pace(30, minute)
  return betterAuth({
    appName: 'Klientela',
    secret: settings.secret,
    baseURL: settings.publicUrl,
    basePath: '/api/auth',
    database: pool,
    telemetry: { enabled: false },
    // Its own log lines would carry addresses of people; what is a bug goes to ours.
    logger: { disabled: true },
    onAPIError: {
      onError: (error) => {
        if (!(error instanceof APIError)) settings.onBug?.(error)
      },
    },
    trustedOrigins: (request) => {
      if (settings.publicUrl) return [new URL(settings.publicUrl).origin]
      const host = request?.headers.get('host')
      return host ? [`http://${host}`, `https://${host}`] : []
    },
    emailAndPassword: {
      enabled: true,
      // People are invited by an administrator; nobody signs up alone.
      disableSignUp: true,
      minPasswordLength: leastPasswordLength,
      maxPasswordLength: mostPasswordLength,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 3600,
      onPasswordReset: async ({ user }) => {
        await dropLinks(db, user.id)
        await notePasswordSet(db, user.id)
      },
      ...(settings.sendReset
        ? {
            sendResetPassword: async ({ user }: { user: { id: string } }) => {
              if (await isActive(db, user.id)) await settings.sendReset?.(user.id)
            },
          }
        : {}),
    },
    session: {
      modelName: 'sessions',
      expiresIn: signedInFor,
      updateAge: prolongedAfter,
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
      // A copy of the database must not open anybody's account.
      storeIdentifier: 'hashed',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    rateLimit: {
      enabled: settings.throttle !== false,
      window: 60,
      max: 120,
      // Wrong passwords are counted by ourselves; this only bounds the work a flood can cause.
      customRules: { '/sign-in/email': { window: 60, max: 120 }, '/request-password-reset': { window: 300, max: 5 } },
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
            const { rows } = await sql<{
              active: boolean
            }>`select active from users where id = ${session.userId}`.execute(db)
            return rows[0]?.active ? { data: session } : false
          },
        },
      },
    },
    // The product has its own ways for these; they would pass by the journal and by rights.
    disabledPaths: [
      '/update-user',
      '/change-email',
      '/delete-user',
      '/sign-up/email',
      '/sign-in/social',
      '/link-social',
      '/unlink-account',
      '/list-accounts',
      '/account-info',
      '/refresh-token',
      '/get-access-token',
      '/send-verification-email',
      '/verify-email',
      '/update-session',
      '/error',
    ],
    hooks: {
      before: createAuthMiddleware(async (ctx) => {
        if (ctx.path === '/sign-in/email' && settings.throttle !== false) {
          const [address, email] = triedBy(ctx)
          const wait = Math.max(fromAddress.wait(address, Date.now()), forAccount.wait(email, Date.now()))
          if (wait > 0) throw new APIError('TOO_MANY_REQUESTS', {}, { 'x-retry-after': String(wait) })
        }
        if (ctx.path !== '/reset-password' && ctx.path !== '/change-password') return
        const password = (ctx.body as { newPassword?: unknown } | undefined)?.newPassword
        if (typeof password !== 'string') return
        const userId =
          ctx.path === '/reset-password' ? await ownerOfToken(ctx) : (await getSessionFromCtx(ctx))?.user.id
        // Without a person the endpoint itself refuses.
        if (!userId) return
        const { rows } = await sql<{ email: string; name: string; firm: string | null }>`
          select u.email, u.name, f.firm_name as firm from users u, settings f where u.id = ${userId}::uuid`.execute(db)
        const reason = rows[0] ? weaknessOf(password, rows[0]) : undefined
        if (reason) throw new APIError('BAD_REQUEST', { code: reason })
      }),
      after: createAuthMiddleware(async (ctx) => {
        if (ctx.path === '/sign-in/email' && ctx.context.returned instanceof APIError) {
          const [address, email] = triedBy(ctx)
          fromAddress.note(address, Date.now())
          forAccount.note(email, Date.now())
        }
        if (ctx.path !== '/change-password') return
        const changed = (ctx.context.returned as { user?: { id?: string } } | undefined)?.user?.id
        if (changed) await notePasswordSet(db, changed)
      }),
    },
  })
}

async function isActive(db: Db, userId: string): Promise<boolean> {
  const { rows } = await sql`select from users where id = ${userId}::uuid and active`.execute(db)
  return rows.length > 0
}

function triedBy(ctx: BeforeContext): [address: string, email: string] {
  const email = (ctx.body as { email?: unknown } | undefined)?.email
  return [ctx.headers?.get('x-klientela-address') ?? '', typeof email === 'string' ? email.toLowerCase() : '']
}

type BeforeContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0]

async function ownerOfToken(ctx: BeforeContext): Promise<string | undefined> {
  const token = (ctx.body as { token?: unknown }).token ?? (ctx.query as { token?: unknown } | undefined)?.token
  if (typeof token !== 'string') return undefined
  const found = await ctx.context.internalAdapter.findVerificationValue(`reset-password:${token}`)
  return found && found.expiresAt > new Date() ? found.value : undefined
}
