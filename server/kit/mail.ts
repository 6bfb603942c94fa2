// Letters leave through the firm's own SMTP server; only jobs send them, because a server may be slow or away.
import { createTransport } from 'nodemailer'

export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface Mail {
  send(letter: Letter): Promise<void>
  /** A path of the product as a full address, for links in letters. */
  address(path: string): string
}

/** `address` tells where people open the product; it is known only once the server listens. */
export function smtpMail(smtp: { url: string; from: string }, address: () => string): Mail {
  const transport = createTransport(smtp.url, { from: smtp.from })
  return {
    async send(letter) {
      // Text only: nothing to track, nothing to block, readable everywhere.
      await transport.sendMail({ ...letter, headers: { 'auto-submitted': 'auto-generated' } })
    },
    address: (path) => `${address()}${path}`,
  }
}
