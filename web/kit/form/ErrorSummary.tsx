// Says on top of a form what was refused and leads to each field that needs correcting.
import { Alert, Anchor } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { Problem } from '#api/endpoint.ts'
import { fieldId } from '#web/kit/form/TextField.tsx'
import { useMessages, useReasonText } from '#web/kit/language.tsx'

export interface ErrorSummaryProps {
  problem: Problem | undefined
  /** Names of fields as the person knows them; what is not text is passed over. */
  labels?: Readonly<Record<string, unknown>>
}

export function ErrorSummary({ problem, labels = {} }: ErrorSummaryProps) {
  const t = useMessages('kit')
  const reasonText = useReasonText()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (problem) box.current?.focus()
  }, [problem])
  if (!problem) return null
  const errors = problem.errors ?? []
  return (
    <Alert
      ref={box}
      tabIndex={-1}
      role="alert"
      color="red"
      variant="light"
      bg="var(--k-late-soft)"
      icon={<IconAlertTriangle size={20} stroke={1.5} />}
      title={errors.length > 0 ? t.form.errors(errors.length) : undefined}
    >
      {errors.length === 0 && reasonText(problem)}
      {errors.length > 0 && (
        <ul className="k-errors">
          {errors.map((error) => {
            const field = error.field.replace(/^\//, '')
            return (
              <li key={`${field}${error.reason}`}>
                <Anchor href={`#${fieldId(field)}`} onClick={(event) => focusField(event, field)}>
                  {typeof labels[field] === 'string' ? labels[field] : field}
                </Anchor>
                : {error.title || reasonText(error.reason)}
              </li>
            )
          })}
        </ul>
      )}
      {problem.status >= 500 && problem.requestId && <div>{t.requestId(problem.requestId)}</div>}
    </Alert>
  )
}

function focusField(event: { preventDefault(): void }, field: string) {
  event.preventDefault()
  const place = document.getElementById(fieldId(field))
  const target = place?.matches('input,textarea,button') ? place : place?.querySelector<HTMLElement>('input,textarea')
  target?.focus()
}
