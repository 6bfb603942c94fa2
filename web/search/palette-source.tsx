// The searches behind the palette: clients and people in one list, everything else below by its kind.
import {
  IconBuildingStore,
  IconChecklist,
  IconMessage2Question,
  IconPaperclip,
  IconPhone,
  IconSitemap,
  IconUser,
  IconUserPlus,
  IconUsersGroup,
} from '@tabler/icons-react'
import type { FurtherHit, FurtherKind, Hit } from '#api/search.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import type { IconOf, PaletteSource } from '#web/kit/places.ts'
import { findFurther, findRecords } from '#web/search/queries.ts'

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

const icons: Readonly<Record<FurtherKind, IconOf>> = {
  leads: IconUserPlus,
  meetings: IconUsersGroup,
  promises: IconChecklist,
  objections: IconMessage2Question,
  callLists: IconPhone,
  groups: IconSitemap,
  attachments: IconPaperclip,
}

/** Asked beside the first, so that clients and people need not wait for it. */
export const furtherSource: PaletteSource = {
  id: 'further',
  label: (m) => m.search.title,
  async search(text, signal) {
    if (text === '') return []
    const { hits } = await findFurther(text, signal)
    return hits.map((hit) => ({
      id: `${hit.kind}-${hit.id}`,
      title: hit.title,
      detail: <FurtherDetail hit={hit} />,
      icon: icons[hit.kind],
      section: (m) => m.search.kinds[hit.kind],
      to: hit.href,
    }))
  },
}

function FurtherDetail({ hit }: { hit: FurtherHit }) {
  const t = useMessages('search')
  const format = useFormat()
  const { field, value } = hit.match ?? {}
  const matched = field === 'similar' ? t.similar : field && value ? `${t.matched[field]} ${value}` : null
  return <>{[hit.about, hit.at && format.day(hit.at), matched, hit.own ? t.own : null].filter(Boolean).join(' · ')}</>
}
