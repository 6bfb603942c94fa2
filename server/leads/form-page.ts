// The public form as a page of its own, embeddable on the firm's website: plain HTML, one script file, no inline script.
import type { FormField } from '#api/lead-forms.ts'
import { leads as cs } from '#messages/cs/leads.ts'
import { leads as en } from '#messages/en/leads.ts'
import type { PublicForm } from '#server/leads/forms.ts'

const kinds: Readonly<Partial<Record<FormField, string>>> = {
  email: 'type="email" autocomplete="email"',
  phone: 'type="tel" autocomplete="tel"',
  web: 'type="text" inputmode="url" autocomplete="url"',
  ico: 'type="text" inputmode="numeric"',
  name: 'type="text" autocomplete="organization"',
  personName: 'type="text" autocomplete="name"',
  position: 'type="text" autocomplete="organization-title"',
  street: 'type="text" autocomplete="address-line1"',
  city: 'type="text" autocomplete="address-level2"',
  postcode: 'type="text" autocomplete="postal-code"',
}
const long: readonly FormField[] = ['message', 'interestItems', 'interestTerms']
const longest: Readonly<Partial<Record<FormField, number>>> = {
  name: 300,
  message: 20_000,
  interestItems: 4000,
  interestTerms: 4000,
  email: 300,
  web: 300,
  phone: 60,
  ico: 20,
  postcode: 12,
  city: 120,
  position: 160,
}

/** The page with its signed token; everything the firm wrote is text, never markup. */
export function formPage(form: PublicForm, token: string): string {
  const t = (form.language === 'en' ? en : cs).publicForm
  const field = (key: FormField) => {
    const attributes = `id="${key}" name="${key}" maxlength="${longest[key] ?? 200}" aria-describedby="${key}-error"`
    const input = long.includes(key)
      ? `<textarea ${attributes} rows="${key === 'message' ? 5 : 2}"></textarea>`
      : `<input ${attributes} ${kinds[key] ?? 'type="text"'}>`
    return `<div class="field"><label for="${key}">${asText(t.labels[key])}</label>${input}<p class="error" id="${key}-error"></p></div>`
  }
  const consent = form.consent
    ? `<div class="field"><label class="consent"><input type="checkbox" id="consent" name="consent" aria-describedby="consent-error"> <span>${paragraphs(form.consent)}</span></label><p class="error" id="consent-error"></p></div>`
    : ''
  return page(
    form.language,
    t.title,
    `<form id="lead-form" novalidate data-action="/api/public/lead-forms/${asText(form.key)}" data-token="${asText(token)}"
      data-network="${asText(t.network)}" data-reach="${asText(t.reach)}" data-sending="${asText(t.sending)}" data-thanks="${asText(form.thanks ?? t.thanks)}">
    ${form.intro ? `<p class="intro">${paragraphs(form.intro)}</p>` : ''}
    <p class="problem" id="problem" role="alert"></p>
    ${form.fields.map(field).join('\n    ')}
    <div class="trap" aria-hidden="true"><label for="homepage">${asText(t.trap)}</label><input id="homepage" name="homepage" type="text" tabindex="-1" autocomplete="off"></div>
    ${consent}
    <button type="submit">${asText(t.send)}</button>
    <noscript><p class="problem">${asText(t.noScript)}</p></noscript>
    </form><p id="thanks" class="thanks" role="status" tabindex="-1" hidden></p><script src="/forms/assets/form.js" defer></script>`,
  )
}

/** What stands at the address of a form that is no more. */
export function goneFormPage(language: 'cs' | 'en'): string {
  const t = (language === 'en' ? en : cs).publicForm
  return page(language, t.title, `<p class="thanks">${asText(t.gone)}</p>`)
}

function page(language: string, title: string, body: string): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${asText(title)}</title><link rel="stylesheet" href="/forms/assets/form.css"></head>
<body><main>${body}</main></body></html>
`
}

const paragraphs = (text: string) => asText(text).replaceAll('\n', '<br>')

function asText(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}

export const formStyle = `
:root { color-scheme: light dark; --paper: #fff; --line: #8a857c; --ink: #211f1c; --dim: #6b665d; --accent: hsl(180 60% 28%); --on-accent: #fff; --late: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #201e1c; --line: #7d786f; --ink: #e8e5df; --dim: #a8a39a; --accent: hsl(180 42% 60%); --on-accent: #10201f; --late: #ff8a80; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 560px; margin: 0 auto; padding: 16px; }
.field { margin: 0 0 16px; }
label { display: block; margin: 0 0 4px; font-weight: 500; }
input[type="text"], input[type="email"], input[type="tel"], textarea {
  width: 100%; min-height: 44px; padding: 8px 12px; border: 1px solid var(--line); border-radius: 8px;
  background: transparent; color: inherit; font: inherit;
}
textarea { resize: vertical; }
input:focus-visible, textarea:focus-visible, button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
[aria-invalid="true"] { border-color: var(--late) !important; }
.consent { display: flex; gap: 8px; align-items: flex-start; font-weight: 400; }
.consent input { width: 20px; height: 20px; margin: 2px 0 0; flex: none; }
.error, .problem { margin: 4px 0 0; color: var(--late); font-size: 14px; }
.error:empty, .problem:empty { display: none; }
.intro { margin: 0 0 16px; }
.thanks { font-size: 18px; padding: 24px 0; outline: none; }
.trap { position: absolute; left: -10000px; width: 1px; height: 1px; overflow: hidden; }
button { min-height: 44px; padding: 8px 20px; border: 0; border-radius: 8px; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 500; cursor: pointer; }
button[disabled] { opacity: .6; cursor: default; }
`

/** Sends the form as JSON, shows each refusal at its field, tells the page around it how tall it is. */
export const formScript = `'use strict'
{
  const form = document.getElementById('lead-form')
  const thanks = document.getElementById('thanks')
  const problem = document.getElementById('problem')
  const tall = () => parent !== window && parent.postMessage({ klientelaForm: document.documentElement.scrollHeight }, '*')
  if (window.ResizeObserver) new ResizeObserver(tall).observe(document.body)
  tall()
  const errorOf = (name) => document.getElementById(name + '-error')
  const say = (name, text) => {
    const input = document.getElementById(name)
    const error = errorOf(name)
    if (!error) return false
    error.textContent = text
    if (input) text ? input.setAttribute('aria-invalid', 'true') : input.removeAttribute('aria-invalid')
    return true
  }
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const body = { token: form.dataset.token }
    for (const input of form.elements) {
      if (!input.name) continue
      say(input.name, '')
      if (input.type === 'checkbox') body[input.name] = input.checked
      else if (input.value.trim()) body[input.name] = input.value
    }
    problem.textContent = ''
    if (!body.email && !body.phone) {
      const first = document.getElementById('email') || document.getElementById('phone')
      say(first.name, form.dataset.reach)
      first.focus()
      return
    }
    const button = form.querySelector('button')
    const label = button.textContent
    button.disabled = true
    button.textContent = form.dataset.sending
    try {
      const reply = await fetch(form.dataset.action, {
        method: 'POST',
        credentials: 'omit',
        headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang },
        body: JSON.stringify(body),
      })
      const answer = await reply.json().catch(() => ({}))
      if (reply.ok) {
        thanks.textContent = answer.thanks || form.dataset.thanks
        form.hidden = true
        thanks.hidden = false
        thanks.focus()
        return
      }
      const unplaced = (answer.errors || []).filter((one) => !say(one.field, one.title))
      if (unplaced.length > 0 || !answer.errors || answer.errors.length === 0) problem.textContent = answer.title || form.dataset.network
      const wrong = form.querySelector('[aria-invalid]')
      if (wrong) wrong.focus()
    } catch {
      problem.textContent = form.dataset.network
    } finally {
      button.disabled = false
      button.textContent = label
      tall()
    }
  })
}
`

/** Puts the form where its script element stands on a foreign page, and gives it the height it asks for. */
export const embedScript = `'use strict'
{
  const script = document.currentScript
  const origin = new URL(script.src).origin
  const frame = document.createElement('iframe')
  frame.src = origin + '/forms/' + encodeURIComponent(script.dataset.form)
  frame.title = script.dataset.title || document.title
  frame.setAttribute('scrolling', 'no')
  frame.style.cssText = 'border:0;width:100%;height:600px'
  script.after(frame)
  addEventListener('message', (event) => {
    if (event.origin === origin && event.source === frame.contentWindow && event.data && event.data.klientelaForm > 0)
      frame.style.height = Math.min(event.data.klientelaForm + 8, 5000) + 'px'
  })
}
`
