// Every work, in the order they are measured. Works that only read come first, so that they meet the firm as it was loaded.
import type { Work } from './work.ts'
import { bulkEdit } from './works/bulk-edit.ts'
import { findCaller } from './works/caller.ts'
import { exportClients } from './works/export-clients.ts'
import { import1m, import10k, import100k } from './works/import-clients.ts'
import { interaction } from './works/interaction.ts'
import { defaultList, listByOwner } from './works/list-by-owner.ts'
import { myDay } from './works/my-day.ts'
import { openClient, readClient } from './works/open-client.ts'
import { listSearch, search } from './works/search.ts'
import { searchTenThousand, searchTimeline, writeActivity } from './works/timeline.ts'
import { createClient, editClient } from './works/write-client.ts'

export const works: readonly Work[] = [
  listByOwner,
  search,
  openClient,
  defaultList,
  listSearch,
  readClient,
  searchTimeline,
  findCaller,
  interaction,
  myDay,
  exportClients,
  searchTenThousand,
  writeActivity,
  editClient,
  createClient,
  bulkEdit,
  import10k,
  import100k,
  import1m,
]
