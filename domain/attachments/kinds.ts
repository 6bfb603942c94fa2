// What kind of file an attachment is, judged by its content and not by its name, and what the browser may do with it.

/** Images a browser draws as they are. SVG is not among them: it is a document with scripts. */
const images: readonly string[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']

export type Preview = 'image' | 'pdf'

/** How the file may be shown inside the product; undefined means only to be downloaded. */
export function previewOf(type: string): Preview | undefined {
  if (images.includes(type)) return 'image'
  return type === 'application/pdf' ? 'pdf' : undefined
}

/** Programs by their content. */
const programs: readonly string[] = [
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/x.ms.shortcut',
  'application/vnd.android.package-archive',
  'application/java-vm',
  'application/wasm',
]
/** Programs by the ending that makes a computer run them. */
const endings =
  /\.(exe|com|scr|pif|cpl|dll|msi|msp|msix|appx|bat|cmd|ps1|psm1|vbs|vbe|js|jse|mjs|wsf|wsh|hta|lnk|reg|jar|apk|app|command|sh|url|scf|inf|gadget|desktop|chm|iso|img|vhd|vhdx)$/i

/** A reason not to take the file: programs travel otherwise, and whoever opens an attachment must not start one. */
export function whyNotTake(name: string, type: string): string | undefined {
  return programs.includes(type) || endings.test(name.trim().replace(/[. ]+$/, '')) ? 'attachments.program' : undefined
}

/** A name of a file safe for every system: no path, no control or direction characters, at most 255 long with its ending. */
export function fileName(raw: string, fallback: string): string {
  const bare = (raw.replaceAll('\\', '/').split('/').at(-1) ?? '')
    .normalize('NFC')
    // Direction marks make "gpj.exe" read as "exe.jpg".
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  if (bare === '') return fallback
  if (bare.length <= 255) return bare
  const dot = bare.lastIndexOf('.')
  const ending = dot > bare.length - 12 && dot > 0 ? bare.slice(dot) : ''
  return bare.slice(0, 255 - ending.length) + ending
}
