import { Check, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { pagePath, securityPath } from '#components/data/paths.ts'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import styles from './set-up.module.css'

export type SetUpState = {
  ownerName: string
  rootKey: { place: string; fingerprint: string } | null
  hasSecret: boolean
  hasSent: boolean
}

type SetUpProps = {
  state: SetUpState
  organization: { slug: string; name: string }
  /** The domain in which the first steps are taken. */
  domain: { slug: string; name: string }
}

const numbers = ['None', 'One', 'Two', 'Three', 'Four', 'Five']

/** The short way from an empty organization to a first answer, with what is done and what is next. */
export function SetUp({ state, organization, domain }: SetUpProps) {
  const place = { organization: organization.slug, domain: domain.slug }
  const steps: { title: string; isDone: boolean; text: ReactNode; action?: ReactNode }[] = [
    { title: 'Owner', isDone: true, text: state.ownerName },
    {
      title: 'Organization',
      isDone: true,
      text: (
        <>
          {organization.name}, with the domain {domain.name}.
          {state.rootKey && (
            <>
              {' '}
              Root key in <code>{state.rootKey.place}</code>, fingerprint <code>{state.rootKey.fingerprint}</code>:{' '}
              <strong>back up the root key now.</strong> Without it no secret can be opened again.
            </>
          )}
        </>
      ),
    },
    {
      title: 'First secret',
      isDone: state.hasSecret,
      text: 'Store one credential that something here will send. The value can be a test one.',
      action: (
        <ButtonLink look="main" icon={Plus} href={`${securityPath(place)}?drawer=create`}>
          Add Secret
        </ButtonLink>
      ),
    },
    {
      title: 'First request',
      isDone: state.hasSent,
      text: 'Create an integration, name the secret in a header, press Test, and see it arrive redacted.',
      action: (
        <ButtonLink look="main" href={pagePath(place, 'integrations')}>
          Open Integrations
        </ButtonLink>
      ),
    },
    {
      title: 'Done',
      isDone: false,
      text: 'From then on requests name your secrets, and nobody has to see them again.',
    },
  ]
  const done = steps.filter((step) => step.isDone).length
  const next = steps.findIndex((step) => !step.isDone)
  return (
    <div className={styles.page}>
      <PageHeading title="Set up Postern" />
      <p className={styles.lead}>{numbers[done]} of five done. What is left takes about three minutes.</p>
      <div
        className={styles.progress}
        role="progressbar"
        aria-label="Set up"
        aria-valuenow={done}
        aria-valuemin={0}
        aria-valuemax={steps.length}
      >
        {steps.map((step, index) => (
          <i key={step.title} data-done={index < done || undefined} />
        ))}
      </div>
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          <li
            key={step.title}
            className={styles.step}
            data-state={step.isDone ? 'done' : index === next ? 'next' : 'later'}
            aria-current={index === next ? 'step' : undefined}
          >
            <span className={styles.mark} aria-hidden={step.isDone || undefined}>
              {step.isDone ? <Icon of={Check} size={14} /> : index + 1}
            </span>
            <div className={styles.text}>
              <h2>
                {step.title}
                {step.isDone && <span className="sr-only"> done</span>}
              </h2>
              <p>{step.text}</p>
              {index === next && step.action && <div className={styles.action}>{step.action}</div>}
            </div>
          </li>
        ))}
      </ol>
    </div>
  )
}
