// Letters leave through the firm's own SMTP server; only jobs send them, because a server may be slow or away.
import type { Transporter } from 'nodemailer'

export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** Where an answer goes when a colleague wrote the letter. */
  readonly replyTo?: string
  /** An invitation, cancellation or answer as calendars read it. */
  readonly calendar?: { readonly method: 'REQUEST' | 'CANCEL' | 'REPLY'; readonly ics: string }
}

export interface Mail {
  send(letter: Letter): Promise<void>
  /** A path of the product as a full address, for links in letters. */
  address(path: string): string
}

/** `address` tells where people open the product; it is known only once the server listens. */
export function smtpMail(smtp: { url: string; from: string }, address: () => string): Mail {
  let transport: Transporter | undefined
  return {
    async send(letter) {
      // Text only: nothing to track, nothing to block, readable everywhere.
      // Loaded with the first letter: most days nobody forgets a password.
      transport ??= (await import('nodemailer')).createTransport(smtp.url, { from: smtp.from })
      // A letter of a person is answered by people; only the product's own must not start a talk of machines.
      const { calendar, ...rest } = letter
      await transport.sendMail({
        ...rest,
        ...(calendar
          ? { icalEvent: { method: calendar.method, filename: 'pozvanka.ics', content: calendar.ics } }
          : {}),
        ...(letter.replyTo ? {} : { headers: { 'auto-submitted': 'auto-generated' } }),
      })
    },
    address: (path) => `${address()}${path}`,
  }
}
