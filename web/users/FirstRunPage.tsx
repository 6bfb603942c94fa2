// First run: the firm and who sees what, the first person, and what comes next.
import { Button, Group, Loader, Stack } from '@mantine/core'
import { IconArrowRight, IconBuildingCommunity, IconFileImport, IconSparkles } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Navigate, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { Setup } from '#api/users.ts'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { refuseUnfilled } from '#web/kit/form/refuse-unfilled.ts'
import { TextField } from '#web/kit/form/TextField.tsx'
import { type Saving, useSaving } from '#web/kit/form/use-saving.ts'
import { useLanguage, useMessages } from '#web/kit/language.tsx'
import { queryClient } from '#web/kit/query-client.ts'
import { PolicyChoice } from '#web/settings/PolicyChoice.tsx'
import { teamsQuery } from '#web/teams/queries.ts'
import styles from '#web/users/Outside.module.css'
import { OutsidePage } from '#web/users/OutsidePage.tsx'
import { PasswordField } from '#web/users/PasswordField.tsx'
import { fillDemo, setUp, setupQuery, signIn } from '#web/users/queries.ts'

type Step = 'firm' | 'person' | 'start'
type Values = Pick<Setup, 'firmName' | 'visibility'> & { ico: string; name: string; email: string; password: string }
interface StepProps {
  values: Values
  change(patch: Partial<Values>): void
}

export function FirstRunPage() {
  const t = useMessages('users').setup
  const { language } = useLanguage()
  const setup = useQuery(setupQuery)
  const [step, setStep] = useState<Step>('firm')
  const [values, setValues] = useState<Values>({
    firmName: '',
    ico: '',
    visibility: 'team',
    name: '',
    email: '',
    password: '',
  })
  const change = (patch: Partial<Values>) => setValues((before) => ({ ...before, ...patch }))
  const saving = useSaving(async () => {
    const { firmName, visibility, ico, ...administrator } = values
    refuseUnfilled({
      'administrator.name': administrator.name,
      'administrator.email': administrator.email,
      'administrator.password': administrator.password,
    })
    await setUp({ firmName, visibility, ico: ico.trim() || null, language, administrator })
    setStep('start')
    await signIn(administrator.email, administrator.password)
    change({ password: '' })
  })
  if (step !== 'start' && setup.data && !setup.data.needed) return <Navigate to="/sign-in" />
  const steps: Step[] = ['firm', 'person', 'start']
  const title = step === 'firm' ? t.title : step === 'person' ? t.personTitle : t.startTitle
  const lead = step === 'firm' ? t.firmLead : step === 'person' ? t.personLead : t.startLead(values.firmName.trim())
  return (
    <OutsidePage wide title={title} lead={lead}>
      <ol className={styles.steps}>
        {steps.map((one, i) => (
          <li
            key={one}
            aria-current={one === step ? 'step' : undefined}
            data-done={i < steps.indexOf(step) || undefined}
          >
            {t.steps[one]}
          </li>
        ))}
      </ol>
      {step === 'firm' && <FirmStep values={values} change={change} saving={saving} onNext={() => setStep('person')} />}
      {step === 'person' && (
        <PersonStep values={values} change={change} saving={saving} onBack={() => setStep('firm')} />
      )}
      {step === 'start' && <StartStep />}
    </OutsidePage>
  )
}

function FirmStep({ values, change, saving, onNext }: StepProps & { saving: Saving<[], void>; onNext(): void }) {
  const t = useMessages('users').setup
  const firm = useMessages('settings')
  return (
    <form noValidate onSubmit={(event) => [event.preventDefault(), onNext()]}>
      <Stack gap="md">
        <TextField
          name="firmName"
          label={firm.fields.firmName}
          value={values.firmName}
          onChange={(firmName) => change({ firmName })}
          maxLength={200}
          required
          autoFocus
        />
        <TextField
          name="ico"
          kind="digits"
          label={firm.fields.ico}
          help={firm.fields.icoHelp}
          value={values.ico}
          onChange={(ico) => change({ ico })}
          error={saving.errorOf('ico')}
          maxLength={20}
        />
        <PolicyChoice value={values.visibility} onChange={(visibility) => change({ visibility })} />
        <p className={styles.note}>{firm.policyAlways}</p>
        <Group>
          <Button type="submit" disabled={!values.firmName.trim()}>
            {t.next}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function PersonStep({ values, change, saving, onBack }: StepProps & { saving: Saving<[], void>; onBack(): void }) {
  const texts = useMessages('users')
  const t = texts.setup
  const firm = useMessages('settings')
  const kit = useMessages('kit')
  const labels = {
    'administrator.name': t.name,
    'administrator.email': t.email,
    'administrator.password': t.password,
    ico: firm.fields.ico,
    firmName: firm.fields.firmName,
  }
  return (
    <form noValidate onSubmit={(event) => [event.preventDefault(), void saving.save()]}>
      <Stack gap="md">
        <ErrorSummary problem={saving.problem} labels={labels} />
        <TextField
          name="administrator.name"
          label={t.name}
          value={values.name}
          onChange={(name) => change({ name })}
          error={saving.errorOf('administrator.name')}
          maxLength={200}
          required
          autoFocus
        />
        <TextField
          name="administrator.email"
          kind="email"
          label={t.email}
          help={t.emailHelp}
          value={values.email}
          onChange={(email) => change({ email })}
          error={saving.errorOf('administrator.email')}
          required
        />
        <PasswordField
          name="administrator.password"
          fresh
          label={t.password}
          help={texts.passwordHelp}
          value={values.password}
          onChange={(password) => change({ password })}
          error={saving.errorOf('administrator.password')}
          required
        />
        <p className={styles.note}>{t.personWhy}</p>
        <Group>
          <Button type="submit" loading={saving.saving}>
            {t.found}
          </Button>
          <Button variant="default" onClick={onBack}>
            {kit.back}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function StartStep() {
  const t = useMessages('users').setup
  const navigate = useNavigate()
  const demo = useSaving(async () => {
    await fillDemo()
    // The founder's own day is empty; the team's shows what a day looks like.
    const top = (await queryClient.fetchQuery(teamsQuery)).find((team) => !team.parentId)
    await navigate({ to: '/', search: (top ? { team: top.id } : {}) as never })
  })
  return (
    <Stack gap="md">
      <ErrorSummary problem={demo.problem} />
      {!demo.saving && (
        <div className={styles.choices}>
          <StartChoice
            icon={<IconSparkles size={20} stroke={1.5} />}
            name={t.demo.name}
            text={t.demo.text}
            onChoose={() => void demo.save()}
          />
          <StartChoice
            icon={<IconFileImport size={20} stroke={1.5} />}
            name={t.import.name}
            text={t.import.text}
            onChoose={() => void navigate({ to: '/imports' })}
          />
          <StartChoice
            icon={<IconBuildingCommunity size={20} stroke={1.5} />}
            name={t.empty.name}
            text={t.empty.text}
            onChoose={() => void navigate({ to: '/clients' })}
          />
        </div>
      )}
      <div role="status">
        {demo.saving && (
          <Group wrap="nowrap" align="start" className={styles.note}>
            <Loader size={20} />
            <div>
              <strong>{t.demoFilling}</strong>
              <div>{t.demoFillingMore}</div>
            </div>
          </Group>
        )}
      </div>
    </Stack>
  )
}

function StartChoice(props: { icon: ReactNode; name: string; text: string; onChoose(): void }) {
  return (
    <button type="button" className={styles.choice} onClick={props.onChoose}>
      <span className={styles.icon}>{props.icon}</span>
      <span>
        <strong>{props.name}</strong>
        <span>{props.text}</span>
      </span>
      <IconArrowRight size={16} stroke={1.5} aria-hidden className={styles.icon} />
    </button>
  )
}
