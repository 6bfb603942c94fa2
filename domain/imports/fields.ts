// What a file may fill, by which keys rows are matched, and the states of an import: names shared by border, server and screens.

export const importCapabilities = ['clients', 'contacts'] as const
export type ImportCapability = (typeof importCapabilities)[number]

/** What a column may fill; own fields are `custom.<key>`. Labels: messages.imports.fields. */
export const importFields = {
  clients: [
    'name',
    'ico',
    'dic',
    'number',
    'kind',
    'legalForm',
    'email',
    'phone',
    'web',
    'seatAddress',
    'seatStreet',
    'seatCity',
    'seatPostcode',
    'seatRegion',
    'seatCountry',
    'invoiceStreet',
    'invoiceCity',
    'invoicePostcode',
    'invoiceCountry',
    'deliveryStreet',
    'deliveryCity',
    'deliveryPostcode',
    'deliveryCountry',
    'gln',
    'bankAccount',
    'iban',
    'owner',
    'class',
    'state',
    'parent',
    'tags',
    'note',
    'source',
    'language',
    'currency',
    'nace',
    'confidentiality',
    'isClient',
    'isSupplier',
    'isPartner',
    'isCompetitor',
    'noContact',
    'nextTouchOn',
  ],
  contacts: [
    'fullName',
    'firstName',
    'lastName',
    'title',
    'salutation',
    'company',
    'companyIco',
    'companyNumber',
    'position',
    'department',
    'email',
    'phone',
    'mobile',
    'web',
    'buyingRoles',
    'influence',
    'sentiment',
    'tags',
    'language',
    'source',
    'note',
    'noContact',
    'uid',
  ],
} as const
export type ClientImportField = (typeof importFields)['clients'][number]
export type ContactImportField = (typeof importFields)['contacts'][number]

/** Fields several columns may fill together. */
export const gatheringFields: readonly string[] = [
  'email',
  'phone',
  'mobile',
  'web',
  'note',
  'tags',
  'bankAccount',
  'iban',
]

export const importKeys = {
  clients: ['ico', 'number', 'email', 'domain', 'name'],
  contacts: ['email', 'uid', 'nameCompany'],
} as const
export const allImportKeys = ['ico', 'number', 'email', 'domain', 'name', 'uid', 'nameCompany'] as const
export type ImportKey = (typeof allImportKeys)[number]

export const importModes = ['both', 'create', 'update'] as const
export const importStates = [
  'uploaded',
  'queued',
  'running',
  'done',
  'cancelled',
  'failed',
  'reverting',
  'reverted',
] as const

export const importEncodings = [
  'utf-8',
  'windows-1250',
  'iso-8859-2',
  'windows-1252',
  'utf-16le',
  'utf-16be',
  'cp852',
] as const
