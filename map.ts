// The map of the house: every capability, listed after what it uses, with the tables it owns. Read this first.
export interface Capability {
  readonly name: string
  readonly uses: readonly string[]
  readonly tables: readonly string[]
}

export const map: readonly Capability[] = [
  { name: 'settings', uses: [], tables: ['settings'] },
  { name: 'teams', uses: ['settings'], tables: ['teams'] },
  {
    name: 'users',
    uses: ['settings', 'teams'],
    tables: ['users', 'sessions', 'accounts', 'verifications', 'user_roles', 'deputies'],
  },
  { name: 'journal', uses: ['users'], tables: ['journal_entries', 'journal_seals'] },
  { name: 'views', uses: ['users', 'teams'], tables: ['saved_views'] },
  { name: 'custom-fields', uses: ['settings', 'users'], tables: ['custom_fields'] },
  { name: 'tags', uses: ['settings', 'users'], tables: ['tags', 'deleted_tags'] },
  {
    name: 'clients',
    uses: ['settings', 'users', 'teams', 'custom-fields', 'tags', 'views'],
    tables: [
      'clients',
      'client_owners',
      'client_members',
      'client_addresses',
      'client_channels',
      'client_bank_accounts',
      'client_tags',
    ],
  },
  { name: 'groups', uses: ['clients', 'custom-fields'], tables: ['group_memberships', 'client_relations'] },
  { name: 'peculiarities', uses: ['clients', 'users'], tables: ['peculiarities'] },
  {
    name: 'contacts',
    uses: ['clients', 'users', 'custom-fields', 'tags', 'views', 'journal'],
    tables: ['contacts', 'contact_channels', 'contact_positions', 'people_map_places', 'contact_tags'],
  },
  { name: 'registers', uses: ['clients', 'settings'], tables: ['register_answers', 'register_checks'] },
  {
    name: 'imports',
    uses: ['clients', 'contacts', 'groups', 'custom-fields', 'tags', 'users'],
    tables: ['imports', 'import_rejects', 'import_notes', 'import_mappings'],
  },
  { name: 'exports', uses: ['clients', 'contacts', 'settings', 'users'], tables: ['exports'] },
  {
    name: 'bulk-changes',
    uses: ['clients', 'contacts', 'users', 'tags'],
    tables: ['bulk_changes', 'bulk_change_items'],
  },
  { name: 'search', uses: ['clients', 'contacts'], tables: ['recent_records'] },
  {
    name: 'overview',
    uses: [
      'users',
      'teams',
      'journal',
      'views',
      'custom-fields',
      'tags',
      'clients',
      'groups',
      'peculiarities',
      'contacts',
      'registers',
      'exports',
      'bulk-changes',
      'search',
    ],
    tables: [],
  },
  {
    name: 'demo',
    uses: [
      'settings',
      'users',
      'teams',
      'clients',
      'contacts',
      'groups',
      'peculiarities',
      'tags',
      'custom-fields',
      'views',
    ],
    tables: [],
  },
]
