'use client'

import { Archive, ArchiveRestore } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { archiveDomainAction } from '#app/(console)/[organization]/domains/actions.ts'
import { Consequence, ConsequenceSentence, ConsequenceWay } from '#components/ui/consequence.tsx'
import { noAssistance, TextField } from '#components/ui/text-field.tsx'
import { useToast } from '#components/ui/toast.tsx'
import { type DomainItem, isInUse } from '#lib/domains/schema.ts'
import { ContentsList } from './contents-list.tsx'
import styles from './domains.module.css'
import { useDomainQuestion } from './use-domain-question.ts'

/** Asks before a domain stops, and says what stops with it. Where something does, its name must be typed. */
export function ArchiveDomainDialog({ domain, onClose }: { domain: DomainItem | null; onClose: () => void }) {
  const toast = useToast()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const { details, problem, isBusy, confirm } = useDomainQuestion<{ confirmation?: string }>({
    domain,
    action: archiveDomainAction,
    onClose,
    onChanged: ({ name }) => toast(`${name} is archived. Nothing in it runs any more.`, { icon: Archive }),
  })
  const [askedFor, setAskedFor] = useState(domain)
  if (domain !== askedFor) {
    setAskedFor(domain)
    if (domain) setTyped('')
  }
  const name = details.data?.name ?? domain?.name ?? ''
  // Where it cannot be known what is in it, something may be.
  const mustType = details.isError || (details.data !== undefined && isInUse(details.data.contents))
  const isNamed = typed.trim().toLowerCase() === name.toLowerCase()
  const isOff = (!details.data && !details.isError) || (mustType && !isNamed)
  const isAsking = domain !== null && mustType
  // The field comes with what was counted; who has not moved on from the safe choice by then is taken to it.
  useEffect(() => {
    if (isAsking) field.current?.focus()
  }, [isAsking])
  const archive = () => {
    if (!isOff) void confirm(mustType ? { confirmation: typed.trim() } : {})
  }
  return (
    <Consequence
      isOpen={domain !== null}
      title={`Archive ${name}?`}
      confirm="Archive domain"
      busyLabel="Archiving…"
      isBusy={isBusy}
      isOff={isOff}
      focus={field}
      problem={problem && !(problem.fields.confirmation && mustType) ? problem : null}
      onConfirm={archive}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        From now on its pages do not exist, nothing in it is sent or run, and its webhooks and API tokens answer nobody.
      </ConsequenceSentence>
      <ContentsList details={details} heading="What stops with it" empty="Nothing in it acts: nothing stops." />
      {mustType && (
        <form
          className={styles.confirmation}
          method="post"
          onSubmit={(event) => {
            event.preventDefault()
            event.stopPropagation()
            archive()
          }}
        >
          <TextField
            ref={field}
            label={`Type ${name} to confirm`}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            error={problem?.fields.confirmation}
            {...noAssistance}
          />
        </form>
      )}
      <ConsequenceWay icon={ArchiveRestore}>
        Nothing is deleted. An Owner or Org Admin can restore it; archived secrets in it are destroyed when their time
        is over.
      </ConsequenceWay>
    </Consequence>
  )
}
