// English texts around the pages of the manual; the pages themselves are in docs/manual.
import type { manual as cs } from '#messages/cs/manual.ts'
import type { Messages } from '#messages/plural.ts'

export const manual: Messages<typeof cs> = {
  title: 'Manual',
  product: 'Klientela',
  pages: 'Pages of the manual',
  onThisPage: 'On this page',
  toProduct: 'Open Klientela',
  otherLanguage: 'Česky',
  intro: 'What each part of Klientela does and who may do what in it.',
  missingTitle: 'There is no such page in the manual',
  missing: 'The link is incomplete, or another page has replaced this one. Choose it from the list.',
}
