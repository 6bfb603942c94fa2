// What kind of file it is, at a glance: a small picture of images, an icon of the rest.
import {
  IconFile,
  IconFileMusic,
  IconFileSpreadsheet,
  IconFileText,
  IconFileTypePdf,
  IconFileZip,
  IconMovie,
  IconPhoto,
  IconPresentation,
} from '@tabler/icons-react'
import type { Attachment } from '#api/attachments.ts'
import styles from '#web/attachments/Attachments.module.css'
import { contentOf } from '#web/attachments/queries.ts'

const icons: readonly (readonly [RegExp, typeof IconFile])[] = [
  [/^image\//, IconPhoto],
  [/pdf/, IconFileTypePdf],
  [/spreadsheet|excel|opendocument\.spreadsheet/, IconFileSpreadsheet],
  [/presentation|powerpoint/, IconPresentation],
  [/wordprocessing|msword|opendocument\.text|^text\/|rtf/, IconFileText],
  [/zip|compressed|rar|tar|gzip|7z/, IconFileZip],
  [/^audio\//, IconFileMusic],
  [/^video\//, IconMovie],
]

/** Larger pictures are not fetched only to be drawn small. */
const mostForThumbnail = 3 * 1024 * 1024

export function FileKind({ one, small = false }: { one: Attachment; small?: boolean }) {
  const safe = one.scan === 'clean' || one.scan === 'notScanned'
  if (small && safe && one.preview === 'image' && one.size <= mostForThumbnail) {
    return <img className={styles.thumbnail} src={contentOf(one.id, true)} alt="" loading="lazy" />
  }
  const Icon = icons.find(([pattern]) => pattern.test(one.type))?.[1] ?? IconFile
  return (
    <span className={styles.kind}>
      <Icon size={20} stroke={1.5} aria-hidden />
    </span>
  )
}

/** `4,2 MB`, `318 kB`, with the number in the reader's language. */
export function sizeText(bytes: number, number: (value: number, digits?: number) => string): string {
  if (bytes < 1000) return `${number(bytes)} B`
  if (bytes < 1024 * 1000) return `${number(Math.round(bytes / 1024))} kB`
  const megabytes = bytes / 1024 ** 2
  return `${number(Math.round(megabytes * 10) / 10, megabytes >= 10 || Number.isInteger(megabytes) ? 0 : 1)} MB`
}
