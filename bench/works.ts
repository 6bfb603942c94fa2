// Every work, in the order they are measured. Works that only read come first, so that they meet the firm as it was loaded.
import type { Work } from './work.ts'
import { listByOwner } from './works/list-by-owner.ts'
import { openClient, readClient } from './works/open-client.ts'
import { listSearch, search } from './works/search.ts'
import { createClient, editClient } from './works/write-client.ts'

export const works: readonly Work[] = [listByOwner, search, listSearch, openClient, readClient, editClient, createClient]
