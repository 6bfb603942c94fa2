// English sentences about the firm and its rules of visibility.
import type { settings as cs } from '#messages/cs/settings.ts'
import type { Messages } from '#messages/plural.ts'

export const settings: Messages<typeof cs> = {
  title: 'Firm',
  lead: 'The firm’s details and the rules that apply to everybody.',
  manual: '/manual/settings',
  fields: {
    firmName: 'Name of the firm',
    ico: 'Company number (IČO)',
    icoHelp: 'Optional. Eight digits, the check digit is verified.',
    language: 'Language for new colleagues',
    languageHelp: 'Each person can change it in their own account.',
    currency: 'Currency of new clients',
    currencyHelp: 'Clients you already have keep theirs.',
    timeZone: 'Time zone',
    timeZoneHelp: 'It decides what day it is.',
    visibility: 'Who sees which clients',
  },
  policies: {
    open: {
      name: 'Open firm',
      text: 'Every account manager sees every client. People edit their own clients, those of their team, and those they help with and may edit; a team lead also those of the teams led.',
      fits: 'Suits smaller firms where colleagues cover for each other.',
    },
    team: {
      name: 'By team',
      text: 'People see the clients of their team and of the teams below it. Clients of other teams do not exist for them.',
      fits: 'Suits firms split by region or line of business. Recommended.',
    },
    own: {
      name: 'Each their own',
      text: 'An account manager sees only the clients he or she owns or helps with. A team lead sees the clients of the own team and of the teams led.',
      fits: 'Suits firms whose account managers compete, or where a contract demands it.',
    },
  },
  policyAlways:
    'The sales director, managing director, quality, finance, legal, marketing and the auditor see the whole firm under every setting. Confidential clients open only to the owner, the deputy, the client team, the team lead, the sales director, the managing director and the auditor. An administrator without a business role sees no clients at all.',
  policyChange: 'A change applies at once to everybody signed in.',
  policyNarrower: 'Once saved, some colleagues will no longer see clients they see today.',
  saved: 'The firm’s settings are saved',
  readOnly: 'The firm’s settings are changed by the administrator or the sales director.',
  languages: { cs: 'Czech', en: 'English' },
  reasons: {
    alreadySetUp: 'The firm has been created already. Sign in, or ask the administrator for an invitation.',
  },
}
