'use client'

import { useQuery } from '@tanstack/react-query'
import { KeyRound, ShieldAlert } from 'lucide-react'
import { useState } from 'react'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { CreateSecretDrawer } from '#components/secrets/create-secret-drawer.tsx'
import { Button } from '#components/ui/button.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import { InView } from '#components/ui/in-view.tsx'
import { Note } from '#components/ui/note.tsx'
import { proposeName } from '#lib/credentials/propose-name.ts'
import { Apart } from './apart.tsx'
import { secretChoices } from './choice-queries.ts'
import styles from './credential-notice.module.css'
import { fieldLabel } from './field-label.ts'
import { noticedValue, type WrittenAs } from './noticed-value.ts'
import { referenceText } from './reference-forms.ts'
import { useReferenceHome } from './reference-home.tsx'
import type { NoticedText } from './use-credential-notice.ts'

type CredentialNoticeProps = {
  noticed: NoticedText[]
  /** Puts a text where a noticed one stands. */
  onReplace: (noticed: NoticedText, text: string) => void
  /** Saves again, with everything as it was typed. */
  onKeep: () => void
  isBusy: boolean
  /** How a field's text is written, where it is not simply text. */
  writtenAs?: (field: string) => WrittenAs
}

/** What looks like a credential in what was to be saved, and what can be done with each, before anything is stored. */
export function CredentialNotice({ noticed, onReplace, onKeep, isBusy, writtenAs }: CredentialNoticeProps) {
  const place = useDomainPlace()
  const { form, purpose, host } = useReferenceHome()
  const choices = useQuery({ ...secretChoices(place, { q: '', purpose, host }), enabled: noticed.length > 0 })
  const [making, setMaking] = useState<NoticedText | null>(null)
  const [isMaking, setIsMaking] = useState(false)
  const mayCreate = choices.data?.mayCreate ?? false
  const start = making && {
    ...noticedValue(making.text, making, writtenAs?.(making.field) ?? 'text'),
    name: proposeName(
      {
        host,
        what: making.name ?? null,
        kind: /basic\s+$/i.test(making.text.slice(0, making.start)) ? 'login' : 'token',
      },
      new Set(choices.data?.items.map(({ name }) => name.toLowerCase())),
    ),
    allowedHosts: host === null ? [] : [host],
  }
  return (
    <>
      {noticed.length > 0 && (
        <InView>
          <Note
            tone="warn"
            icon={ShieldAlert}
            role="alert"
            className={styles.notice}
            actions={
              <Button
                look="quiet"
                size="small"
                className={styles.keep}
                isBusy={isBusy}
                busyLabel="Saving…"
                onClick={onKeep}
              >
                Keep as text
              </Button>
            }
          >
            <p>
              <strong>Nothing was saved yet. What looks like a credential stands in plain text.</strong> Everybody who
              may see this page could read it.
            </p>
            <ul className={styles.list}>
              {noticed.map((each) => (
                <li key={`${each.field}-${each.start}`}>
                  <span>
                    {fieldLabel(each.field)}: {each.stored ? 'the value of a secret' : <CodeText text={each.label} />}
                  </span>
                  {each.stored ? (
                    <UseStored
                      reference={referenceText(form, {
                        name: each.stored.name,
                        part: each.stored.part && `#${each.stored.part}`,
                      })}
                      onUse={(reference) => onReplace(each, reference)}
                    />
                  ) : (
                    mayCreate && (
                      <Button
                        size="small"
                        icon={KeyRound}
                        aria-description={fieldLabel(each.field)}
                        onClick={() => {
                          setMaking(each)
                          setIsMaking(true)
                        }}
                      >
                        Make it a secret
                      </Button>
                    )
                  )}
                </li>
              ))}
            </ul>
            {choices.data && !mayCreate && <p>An admin can store it as a secret; then name that here.</p>}
          </Note>
        </InView>
      )}
      <Apart>
        <CreateSecretDrawer
          isOpen={isMaking}
          onClose={() => setIsMaking(false)}
          onReopen={() => setIsMaking(true)}
          {...(start && { start })}
          onCreated={({ name }) => {
            if (making) onReplace(making, `${referenceText(form, { name, part: null })}${start?.behind ?? ''}`)
            setMaking(null)
          }}
        />
      </Apart>
    </>
  )
}

function UseStored({ reference, onUse }: { reference: string; onUse: (reference: string) => void }) {
  return (
    <Button size="small" icon={KeyRound} onClick={() => onUse(reference)}>
      Use <code>{reference}</code>
    </Button>
  )
}
