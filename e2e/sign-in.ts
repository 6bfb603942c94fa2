// Signs a person of the demo company in without walking through the form each time.
import { expect, type Page } from '@playwright/test'

export interface DemoLogin {
  readonly role: string
  readonly email: string
  readonly password: string
}

/** The demo company's person with this role. */
export function demoLogin(role: string): DemoLogin {
  const logins = JSON.parse(process.env.E2E_LOGINS ?? '[]') as DemoLogin[]
  const login = logins.find((one) => one.role === role)
  if (!login) throw new Error(`the demo company has nobody with the role ${role}`)
  return login
}

/** Signs in through the API; the page's cookies then belong to that person. */
export async function signIn(page: Page, role: string): Promise<DemoLogin> {
  const login = demoLogin(role)
  const answer = await page.request.post('/api/auth/sign-in/email', {
    data: { email: login.email, password: login.password },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
  return login
}
