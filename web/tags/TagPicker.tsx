// Picks tags by typing; a new word is added on the way.
import { OptionField } from '#web/kit/form/OptionField.tsx'
import type { FieldProps } from '#web/kit/form/TextField.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { tagOptions } from '#web/tags/queries.ts'

export interface TagPickerProps extends FieldProps {
  value: readonly string[]
  onChange(ids: string[]): void
}

export function TagPicker(props: TagPickerProps) {
  const kit = useMessages('kit')
  return <OptionField {...props} source={tagOptions} multiple placeholder={kit.form.addTag} />
}
