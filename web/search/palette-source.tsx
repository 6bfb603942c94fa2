// The search behind the palette: clients and people in one list, and the way to the full lists.
import { IconBuildingStore, IconUser } from '@tabler/icons-react'
import type { Hit } from '#api/search.ts'
import { useMessages } from '#web/kit/language.tsx'
import type { PaletteSource } from '#web/kit/places.ts'
import { findRecords } from '#web/search/queries.ts'

export const recordsSource: PaletteSource = {
  id: 'search',
  label: (m) => m.search.title,
  async search(text, signal) {
    const { hits } = await findRecords(text, undefined, signal)
    return hits.map((hit) => ({
      id: `${hit.type}-${hit.id}`,
      title: hit.title,
      detail: <HitDetail hit={hit} />,
      icon: hit.type === 'clients' ? IconBuildingStore : IconUser,
      to: `/${hit.type}/${hit.id}`,
    }))
  },
}

function HitDetail({ hit }: { hit: Hit }) {
  const t = useMessages('search')
  const { field, value } = hit.match
  const matched =
    field === 'similar'
      ? t.similar
      : value && field !== 'name' && field !== 'recent'
        ? `${t.matched[field]} ${value}`
        : null
  return <>{[hit.subtitle, matched, hit.own ? t.own : null].filter(Boolean).join(' · ')}</>
}
