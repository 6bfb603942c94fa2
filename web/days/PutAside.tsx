// Steps a person put off or muted, with the day or the reason; each can be offered again.
import { Button, Modal, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import styles from '#web/days/DayPage.module.css'
import { choicesQuery, takeBackChoice } from '#web/days/queries.ts'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'

export function PutAside({ onClose }: { onClose(): void }) {
  const t = useMessages('days')
  const kit = useMessages('kit')
  const f = useFormat()
  const toast = useToast()
  const { data, error } = useQuery(choicesQuery)
  const back = (id: string) => void takeBackChoice(id).then(() => toast.done(t.takenBack), toast.problem)
  return (
    <Modal opened onClose={onClose} title={t.putAside.title} size={560} closeButtonProps={{ 'aria-label': kit.close }}>
      {error && <ErrorPage error={error} />}
      {!data && !error && <Skeleton height={120} />}
      {data?.length === 0 && <p className="k-dim">{t.putAside.empty}</p>}
      {data && data.length > 0 && (
        <ul className={styles.aside}>
          {data.map((choice) => (
            <li key={choice.id}>
              <div>
                {choice.client ? (
                  <Link to={`/clients/${choice.client.id}`} className="k-link" onClick={onClose}>
                    {choice.client.name}
                  </Link>
                ) : (
                  <span>{t.one}</span>
                )}
                <div className="k-dim">
                  {choice.decision === 'muted'
                    ? t.putAside.muted(choice.reason ?? '')
                    : t.putAside.until(f.day(choice.until))}
                </div>
              </div>
              <Button size="xs" variant="default" onClick={() => back(choice.id)}>
                {t.putAside.back}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Modal>
  )
}
