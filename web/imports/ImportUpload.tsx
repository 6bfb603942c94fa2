// The place a file is dropped on or chosen at; tells how far the upload is and why a file was not taken.
import { Alert, Button, Progress, Text } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { Import } from '#api/imports.ts'
import type { ImportCapability } from '#domain/imports/fields.ts'
import styles from '#web/imports/Imports.module.css'
import { uploadImport } from '#web/imports/queries.ts'
import { useFormat, useMessages, useReasonText } from '#web/kit/language.tsx'

export function ImportUpload({ capability, onDone }: { capability: ImportCapability; onDone(imported: Import): void }) {
  const t = useMessages('imports')
  const kit = useMessages('kit')
  const f = useFormat()
  const reasonText = useReasonText()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [share, setShare] = useState<number>()
  const [problem, setProblem] = useState<unknown>()
  const abort = useRef<AbortController>(undefined)

  const take = async (file: File | undefined) => {
    if (!file || share !== undefined) return
    setProblem(undefined)
    setShare(0)
    abort.current = new AbortController()
    try {
      onDone(await uploadImport(capability, file, setShare, abort.current.signal))
    } catch (error) {
      setProblem(error)
    } finally {
      setShare(undefined)
    }
  }

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button below does the same by keyboard */}
      <div
        className={styles.drop}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          void take(event.dataTransfer.files[0])
        }}
      >
        <IconFileUpload size={32} stroke={1.25} aria-hidden />
        {share === undefined ? (
          <>
            <Text fw={550}>{t.upload.drop}</Text>
            <Text size="sm" c="dimmed">
              {t.upload.or}
            </Text>
            <Button onClick={() => input.current?.click()}>{t.upload.choose}</Button>
          </>
        ) : (
          <>
            <Text role="status">{t.upload.uploading(`${f.number(share * 100, 0)} %`)}</Text>
            <Progress value={share * 100} w="min(320px, 100%)" aria-label={t.upload.title} />
            <Button
              variant="default"
              size="xs"
              onClick={() => {
                abort.current?.abort()
                setShare(undefined)
              }}
            >
              {kit.cancel}
            </Button>
          </>
        )}
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t.upload.choose}
          accept=".csv,.txt,.tsv,.xlsx,.vcf,.vcard,text/csv,text/vcard"
          onChange={(event) => {
            void take(event.currentTarget.files?.[0])
            event.currentTarget.value = ''
          }}
        />
      </div>
      {problem !== undefined && (
        <Alert color="red" mt="md" role="alert">
          {reasonText(problem)}
        </Alert>
      )}
    </>
  )
}
