// Everything one decides about an uploaded file, on one page from top to bottom; the preview follows every choice.
import { Button, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Import, ImportDescription, ImportOptions, Reading } from '#api/imports.ts'
import { ImportMapping } from '#web/imports/ImportMapping.tsx'
import { ImportPreview } from '#web/imports/ImportPreview.tsx'
import { ImportReading } from '#web/imports/ImportReading.tsx'
import { ImportRules } from '#web/imports/ImportRules.tsx'
import styles from '#web/imports/Imports.module.css'
import { describeAgain, previewQuery, startImport } from '#web/imports/queries.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'

export function ImportWizard({ imported, first }: { imported: Import; first: ImportDescription }) {
  const t = useMessages('imports')
  const toast = useToast()
  const [description, setDescription] = useState(first)
  const [options, setOptions] = useState<ImportOptions>(first.options)
  const [busy, setBusy] = useState(false)
  const [settled] = useDebouncedValue(options, 400)
  const preview = useQuery(previewQuery(imported.id, settled))

  const read = async (reading: Reading) => {
    setBusy(true)
    try {
      const again = await describeAgain(imported.id, reading)
      const { key: _key, columns: _columns, reading: _reading, ...rules } = options
      setDescription(again)
      setOptions({ ...again.options, ...rules })
    } catch (error) {
      toast.problem(error)
    } finally {
      setBusy(false)
    }
  }
  const start = async (dryRun: boolean) => {
    setBusy(true)
    try {
      await startImport(imported.id, options, dryRun)
    } catch (error) {
      toast.problem(error)
    } finally {
      setBusy(false)
    }
  }
  const unready = busy || preview.isError
  return (
    <>
      <ImportReading
        description={description}
        reading={options.reading}
        busy={busy}
        onChange={(reading) => void read(reading)}
      />
      <ImportMapping
        capability={imported.capability}
        description={description}
        options={options}
        onChange={(columns) => setOptions({ ...options, columns })}
      />
      <ImportRules
        capability={imported.capability}
        options={options}
        onChange={(change) => setOptions({ ...options, ...change })}
      />
      <ImportPreview
        description={description}
        options={settled}
        rows={preview.data?.rows}
        busy={preview.isFetching || settled !== options}
        problem={preview.error}
      />
      <div className={styles.bar}>
        <Button onClick={() => void start(false)} disabled={unready} loading={busy}>
          {t.run.start}
        </Button>
        <Button variant="default" onClick={() => void start(true)} disabled={unready}>
          {t.run.trial}
        </Button>
        <Text size="sm" c="dimmed">
          {t.run.trialHelp}
        </Text>
      </div>
    </>
  )
}
