import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { api, expect, expectAccessible, test } from './journey.ts'

interface Listed {
  rows: { id: string; name: string }[]
}

/** A page of the firm's own website, on another origin, with the form put in by its one line. */
async function website(html: string): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((_request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(`<!doctype html><title>Naše firma</title>${html}`)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise((done) => server.close(() => done())),
  }
}

test('A visitor of the website writes, the rule gives the lead to a manager, she answers and makes a client of it', async ({
  as,
  browser,
  baseURL,
}) => {
  const sd = await as('SD')
  const am = await as('AM')
  const me = await api<{ id: string; name: string }>(am, 'GET', '/api/me')
  const stamp = Date.now().toString(36)

  await test.step('the director makes a rule and a form', async () => {
    await sd.goto('/leads/intake')
    await sd.getByRole('button', { name: 'Nové pravidlo' }).first().click()
    await sd.getByLabel('Název').fill(`Web ${stamp}`)
    await sd.getByRole('textbox', { name: 'Kdo zájemce dostane' }).fill(me.name)
    await sd.getByRole('option', { name: new RegExp(me.name) }).click()
    await sd.getByRole('button', { name: 'Uložit' }).click()
    await expect(sd.getByText(`Web ${stamp}`)).toBeVisible()
    await expectAccessible(sd, 'intake of leads')
    await sd.getByRole('tab', { name: 'Formuláře' }).click()
    await sd.getByRole('button', { name: 'Nový formulář' }).first().click()
    await sd.getByLabel('Název (uvidíte ho jen vy)').fill(`Kontakt ${stamp}`)
    await sd.getByLabel('Souhlas, který je třeba zaškrtnout').fill('Souhlasím se zpracováním údajů.')
    await sd.getByRole('button', { name: 'Uložit' }).click()
    await expect(sd.getByText(`Kontakt ${stamp}`)).toBeVisible()
  })
  const { forms } = await api<{ forms: { key: string; name: string }[] }>(sd, 'GET', '/api/lead-forms')
  const key = forms.find((form) => form.name === `Kontakt ${stamp}`)?.key as string

  await test.step('the visitor fills the form in on the website of the firm', async () => {
    const site = await website(
      `<h1>Napište nám</h1><script src="${baseURL}/forms/assets/embed.js" data-form="${key}"></script>`,
    )
    const context = await browser.newContext({ locale: 'cs-CZ' })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(site.url)
    const form = page.frameLocator('iframe')
    await form.getByLabel('Firma').fill(`Pekařství U Mostu ${stamp}`)
    await form.getByLabel('Vaše jméno').fill('Ing. Eva Malá')
    await form.getByLabel('Zpráva').fill('Prosíme o nabídku chlebíčků pro 200 lidí.')
    await form.getByRole('button', { name: 'Odeslat' }).click()
    await expect(form.getByText('Uveďte prosím e-mail nebo telefon')).toBeVisible()
    await form.getByLabel('E-mail').fill(`eva.${stamp}@pekarstvi.example`)
    // A person needs more than three seconds.
    await page.waitForTimeout(3200)
    await form.getByRole('button', { name: 'Odeslat' }).click()
    await expect(form.getByText('Zaškrtněte prosím souhlas.')).toBeVisible()
    await form.getByLabel('Souhlasím se zpracováním údajů.').check()
    await form.getByRole('button', { name: 'Odeslat' }).click()
    await expect(form.getByText('Děkujeme, ozveme se vám')).toBeVisible()
    await page.goto(`${baseURL}/forms/${key}`)
    await expectAccessible(page, 'public form')
    expect(complaints).toEqual([])
    await context.close()
    await site.close()
  })

  await test.step('the manager finds it among those to answer, answers, learns more and converts', async () => {
    await am.goto('/leads')
    await am
      .getByRole('link', { name: /Pekařství U Mostu/ })
      .first()
      .click()
    const { rows } = await api<Listed>(am, 'GET', `/api/leads?q=${encodeURIComponent(`Mostu ${stamp}`)}&columns=name`)
    await am.goto(`/leads/${rows[0]?.id}`)
    await expect(am.getByText('Prosíme o nabídku chlebíčků').first()).toBeVisible()
    await expect(am.getByText(/Na odpověď zbýv|Odpovězte dnes/)).toBeVisible()
    await am.getByRole('button', { name: 'Odpověděli jsme' }).click()
    await expect(am.getByText('Oslovený').first()).toBeVisible()
    await am.getByLabel('Potřeba').check()
    await expect(am.getByLabel('Potřeba')).toBeChecked()
    await am.getByLabel('Termín').check()
    await expect(am.getByText('Stačí to ke kvalifikaci.')).toBeVisible()
    // The step that was not open before wakes when the answer is here, a moment after the words.
    await expect(am.getByRole('button', { name: 'Kvalifikovat', exact: true })).toBeEnabled()
    await am.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    await expectAccessible(am, 'lead page')
    await am.getByRole('button', { name: 'Převést na klienta' }).click()
    await expect(am.getByLabel('Příjmení')).toHaveValue('Malá')
    await am.getByRole('button', { name: 'Převést', exact: true }).click()
    await am.waitForURL(/\/clients\//)
    await expect(am.getByRole('heading', { name: `Pekařství U Mostu ${stamp}` })).toBeVisible()
    await expect(am.getByText('Prosíme o nabídku chlebíčků').first()).toBeVisible()
    await expect(am.getByText('Eva Malá').first()).toBeVisible()
    await am.goto(`/leads/${rows[0]?.id}`)
    await expect(am.getByRole('link', { name: /Stal se klientem/ })).toBeVisible()
  })

  await test.step('a robot is kept aside and can be made a lead', async () => {
    const shown = await api<{ token: string }>(sd, 'GET', `/api/public/lead-forms/${key}`)
    await api(sd, 'POST', `/api/public/lead-forms/${key}`, {
      token: shown.token,
      personName: `Rychlý Robot ${stamp}`,
      email: `robot.${stamp}@spam.example`,
      consent: true,
    })
    await sd.goto('/leads/intake?tab=spam')
    const line = sd.getByRole('listitem').filter({ hasText: `Rychlý Robot ${stamp}` })
    await expect(line).toContainText('odesláno rychleji')
    await line.getByRole('button', { name: 'Udělat zájemcem' }).click()
    await sd.waitForURL(/\/leads\/[0-9a-f-]{36}/)
    await expect(sd.getByRole('heading', { name: `Rychlý Robot ${stamp}` })).toBeVisible()
  })
})
