// The menu in the order of the day, the quick entries and the searches of the palette, written by hand.
import {
  IconAddressBook,
  IconArchive,
  IconBell,
  IconBuilding,
  IconBuildingBank,
  IconBuildingStore,
  IconCheck,
  IconFileImport,
  IconHistory,
  IconTrash,
} from '@tabler/icons-react'
import { toConfirmHref } from '#web/clients/queries.ts'
import type { Command, PaletteSource, Place } from '#web/kit/places.ts'
import { recordsSource } from '#web/search/palette-source.tsx'

export const places: readonly Place[] = [
  {
    to: '/clients',
    icon: IconBuildingStore,
    label: (m) => m.kit.places.clients,
    letter: 'c',
    ability: 'clients.read',
    onPhone: true,
  },
  {
    to: '/contacts',
    icon: IconAddressBook,
    label: (m) => m.kit.places.contacts,
    letter: 'o',
    ability: 'clients.read',
    onPhone: true,
  },
  { to: '/imports', icon: IconFileImport, label: (m) => m.kit.places.imports, letter: 'i', ability: 'data.import' },
  { to: '/journal', icon: IconHistory, label: (m) => m.journal.title, letter: 'j' },
  { to: '/firm', icon: IconBuilding, label: (m) => m.kit.places.firm, letter: 'f' },
]

export const commands: readonly Command[] = [
  {
    id: 'clients.add',
    icon: IconBuildingStore,
    label: (m) => m.clients.add,
    ability: 'clients.write',
    to: '/clients/new',
    add: true,
  },
  {
    id: 'contacts.add',
    icon: IconAddressBook,
    label: (m) => m.contacts.add,
    ability: 'clients.write',
    to: '/contacts/new',
    add: true,
  },
  {
    id: 'imports.new',
    icon: IconFileImport,
    label: (m) => m.imports.page.newClients,
    ability: 'data.import',
    to: '/imports/new',
    add: true,
  },
  {
    id: 'clients.toConfirm',
    icon: IconCheck,
    label: (m) => m.clients.toConfirm,
    ability: 'clients.read',
    to: toConfirmHref,
  },
  { id: 'bin', icon: IconTrash, label: (m) => m.overview.bin.title, ability: 'clients.read', to: '/bin' },
  {
    id: 'exports.everything',
    icon: IconArchive,
    label: (m) => m.exports.everything,
    ability: 'data.exportAll',
    to: '/exports',
  },
  {
    id: 'registers.differences',
    icon: IconBuildingBank,
    label: (m) => m.registers.differences.title,
    ability: 'clients.read',
    to: '/register-differences',
  },
  {
    id: 'peculiarities.due',
    icon: IconBell,
    label: (m) => m.peculiarities.due.title,
    ability: 'clients.read',
    to: '/peculiarities',
  },
]

export const sources: readonly PaletteSource[] = [recordsSource]
