// English sentences about custom fields.
import type { customFields as cs } from '#messages/cs/custom-fields.ts'
import { counted, type Messages } from '#messages/plural.ts'

type Details = Record<string, unknown>
const records = (n: number) => counted('en', n, { one: 'record', other: 'records' })
const inRecords = (d: Details) => records(Number(d.records ?? 0))

export const customFields: Messages<typeof cs> = {
  title: 'Custom fields',
  one: 'Custom field',
  lead: 'What else you need to know about clients and contacts. The fields appear in forms, lists, filters and imports.',
  capabilities: { clients: 'Clients', contacts: 'Contacts' },
  columns: {
    label: 'Name',
    key: 'Key',
    type: 'Type',
    help: 'Help',
    required: 'Required',
    currency: 'Currency',
    choices: 'Choices',
    position: 'Order',
    active: 'In use',
    capability: 'Where',
  },
  types: {
    text: 'Text',
    number: 'Number',
    money: 'Amount',
    date: 'Date',
    choice: 'One choice',
    choices: 'Several choices',
    person: 'Colleague',
    client: 'Client',
  },
  typeHelp: {
    text: 'Free text, 2,000 characters at most.',
    number: 'A number that can be summed and compared.',
    money: 'An amount in one currency.',
    date: 'One day.',
    choice: 'One of the choices you set.',
    choices: 'As many as you like of the choices you set.',
    person: 'Somebody of your firm.',
    client: 'Another client of the databank.',
  },
  add: 'Add a field',
  newTitle: 'New field',
  editTitle: (name) => `Edit the field ${name}`,
  edit: (name) => `Edit the field ${name}`,
  labelCs: 'Name in Czech',
  labelEn: 'Name in English',
  help: 'Help under the field',
  required: 'Required for new records',
  requiredHelp: 'Older records without a value can still be edited.',
  typeFixed: 'The type stays as it was set; the values would lose their meaning.',
  currency: 'Currency',
  choices: 'Choices',
  choiceCs: (n) => `Choice ${n} in Czech`,
  choiceEn: (n) => `Choice ${n} in English`,
  choiceAdd: 'Add a choice',
  choiceRemove: (name) => `Remove the choice ${name}`,
  choiceUp: (name) => `Move the choice ${name} up`,
  save: 'Save the field',
  saved: (name) => `The field ${name} is saved`,
  created: (name) => `The field ${name} is added`,
  up: (name) => `Move the field ${name} up`,
  down: (name) => `Move the field ${name} down`,
  switchOff: 'Stop using',
  switchOn: 'Use again',
  switchedOff: (name) => `The field ${name} is no longer used; its values stay`,
  switchedOn: (name) => `The field ${name} is used again`,
  inactive: 'not used',
  remove: 'Delete the field',
  removed: (name) => `The field ${name} is deleted`,
  filled: (n) => (n === 0 ? 'not filled yet' : `filled in ${records(n)}`),
  empty: {
    clients:
      'Add “Number of shops” or “Category turnover”, for example. You will see it with every client, in the list and in imports.',
    contacts: 'Add “Hobby”, for example, or a date worth remembering. You will see it with every contact.',
  },
  reasons: {
    notFound: 'This field does not exist. Somebody may have deleted it in the meantime.',
    keyTaken: (d: Details) => `Another field has the key “${d.key}”. Choose a different one.`,
    labelTaken: (d: Details) =>
      `The field “${d.label}” exists already. Choose another name so that imports do not confuse them.`,
    choicesMissing: 'Add at least one choice.',
    choiceTwice: (d: Details) => `The choice “${d.label}” is here twice.`,
    choiceInUse: (d: Details) =>
      `The choice ${(d.choices as string[]).map((choice) => `“${choice}”`).join(', ')} is used in ${inRecords(d)}. Choose another one there first, then remove it.`,
    currencyInUse: (d: Details) =>
      `Amounts are filled in ${inRecords(d)}. Another currency would change what they are worth; add a new field instead.`,
    inUse: (d: Details) =>
      `The field is filled in ${inRecords(d)}. It cannot be deleted, but you may stop using it; the values stay.`,
    required: 'This field is required.',
    unknownField: (d: Details) => `There is no field “${d.key}”.`,
    inactiveField: 'This field is no longer used; nothing can be written into it.',
    notText: 'Text belongs here.',
    tooLong: (d: Details) => `The text is longer than ${d.limit} characters. Shorten it.`,
    notANumber: 'Enter a number, for example 1,250.50.',
    numberTooLong: 'The number has more than 15 digits before the point or more than 6 after it.',
    otherCurrency: (d: Details) => `The field is in ${d.currency}; you entered ${d.given}. Convert the amount.`,
    notADay: 'Enter a day, for example 24 Nov 2026.',
    unknownChoice: (d: Details) =>
      `The field has no choice “${d.value}”. Choose another one or ask an administrator to add it.`,
    notAPerson: 'There is no such colleague. Choose one from the list.',
    notAClient: 'There is no such client, or you may not see it. Choose one from the list.',
  },
}
