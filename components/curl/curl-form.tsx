'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleExclamationPoint, Info } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { pagePath } from '#components/data/paths.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { secretChoices } from '#components/references/choice-queries.ts'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import control from '#components/ui/control.module.css'
import { DrawerForm, useDrawer } from '#components/ui/drawer.tsx'
import { Field } from '#components/ui/field.tsx'
import { Note } from '#components/ui/note.tsx'
import { noAssistance } from '#components/ui/text-field.tsx'
import type { CurlRequest } from '#lib/curl/curl-request.ts'
import { parseCurl } from '#lib/curl/parse-curl.ts'
import styles from './curl.module.css'
import { CurlPreview } from './curl-preview.tsx'
import { CurlSecretRow } from './curl-secret-row.tsx'
import { curlSecrets, withTexts } from './curl-secrets.ts'
import { pathUnder } from './path-under.ts'
import { useCurlSecrets } from './use-curl-secrets.ts'

export type ImportedRequest = Pick<
  CurlRequest,
  'method' | 'path' | 'query' | 'headers' | 'bodyType' | 'body' | 'followRedirects' | 'retries'
>

type CurlFormProps = {
  integration: { name: string; baseUrl: string }
  /** Puts it into the request's form, not saved yet. */
  onFill: (request: ImportedRequest) => void
}

/** Paste a command, look at what it asks for, and decide what its credentials become. The text leaves with the drawer. */
export function CurlForm({ integration, onFill }: CurlFormProps) {
  const place = useDomainPlace()
  const drawer = useDrawer()
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [request, setRequest] = useState<CurlRequest | null>(null)
  const host = request === null ? '' : new URL(request.origin).host
  const choices = useQuery(secretChoices(place, { q: '', purpose: 'integration', host: null }))
  const mayCreate = choices.data?.mayCreate ?? false
  const [secrets, setSecrets] = useState<ReturnType<typeof curlSecrets>>([])
  const { decisionOf, decide, storeAll, isBusy } = useCurlSecrets(secrets, host)
  const path = request && pathUnder(integration.baseUrl, request)

  const read = (typed: string) => {
    const parsed = parseCurl(typed)
    if (!parsed.ok) return setProblem(parsed.message)
    setProblem(null)
    setRequest(parsed.request)
    setSecrets(curlSecrets(parsed.request, new Set(choices.data?.items.map(({ name }) => name.toLowerCase()))))
    setText('')
  }
  const submit = async () => {
    if (!request) return read(text)
    if (path === null) return
    const names = mayCreate ? await storeAll() : new Map<string, string | null>()
    if (!names) return
    const texts = secrets.flatMap(({ key, places, behind }) => {
      const name = names.get(key) ?? null
      return places.map((at) => ({ place: at, text: name === null ? '' : `{secrets.${name}}${behind}` }))
    })
    const filled = withTexts(request, texts)
    onFill({ ...filled, path: pathUnder(integration.baseUrl, filled) ?? '' })
    drawer.finish()
  }

  return (
    <DrawerForm onSubmit={() => void submit()} isDirty={text !== '' || request !== null} isBusy={isBusy}>
      {request === null ? (
        <Field
          label="Command"
          hint="Paste it as it stands in a documentation, or from the browser’s “Copy as cURL (bash)”. It is read on this page and kept nowhere."
          error={problem ?? undefined}
        >
          {(ids) => (
            <textarea
              {...ids}
              {...noAssistance}
              className={classNames(control.area, control.mono)}
              data-autofocus=""
              rows={12}
              value={text}
              placeholder="curl https://api.example.com/v2/contacts -H 'Authorization: Bearer …'"
              onChange={(event) => {
                setText(event.target.value)
                setProblem(null)
              }}
              onPaste={(event) => {
                // Into an empty field: then this is all of it.
                if (text !== '') return
                event.preventDefault()
                const pasted = event.clipboardData.getData('text')
                setText(pasted)
                read(pasted)
              }}
            />
          )}
        </Field>
      ) : (
        <>
          <div className={styles.head}>
            <h3>What it asks for</h3>
            <Button size="small" look="quiet" onClick={() => setRequest(null)}>
              Paste another
            </Button>
          </div>
          <CurlPreview request={request} />
          {path === null && (
            <Note tone="bad" icon={CircleExclamationPoint} role="alert">
              <p>
                <strong>This command goes elsewhere.</strong> {integration.name} sends to{' '}
                <code>{integration.baseUrl}</code>, the command to <code>{request.origin}</code>.{' '}
                <Link href={pagePath(place, 'integrations')}>Create an integration for it</Link>, and import it there.
              </p>
            </Note>
          )}
          {request.notes.length > 0 && (
            <Note tone="info" icon={Info}>
              <ul className={styles.notes}>
                {request.notes.map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            </Note>
          )}
          {secrets.length > 0 && path !== null && (
            <>
              <h3>{secrets.length === 1 ? 'One credential' : `${secrets.length} credentials`}</h3>
              {choices.data && !mayCreate && (
                <p className={styles.hint}>
                  Only admins can store secrets, so these places stay empty. Once one has stored them, name them there
                  with Add Secret.
                </p>
              )}
              <ul className={styles.secrets}>
                {secrets.map((secret) => (
                  <CurlSecretRow
                    key={secret.key}
                    secret={secret}
                    decision={decisionOf(secret)}
                    onDecide={mayCreate ? (change) => decide(secret.key, change) : null}
                  />
                ))}
              </ul>
              {mayCreate && (
                <p className={styles.hint}>
                  Secrets are stored in this domain, Restricted, and may go to <code>{host}</code> alone.
                </p>
              )}
            </>
          )}
        </>
      )}
    </DrawerForm>
  )
}
