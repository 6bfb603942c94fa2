// Letters without diacritics and case, so that "ceska" finds "Česká".
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
