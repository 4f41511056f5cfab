'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { variableList } from '#components/variables/variable-queries.ts'
import type { NamedSecret } from '#lib/integrations/schema.ts'
import { findMarks } from '#lib/references/find-marks.ts'
import { previewMessage } from '#lib/references/preview-message.ts'
import { judgeMarks, treesOf } from './judge-marks.ts'
import type { TemplateFields } from './template-form.ts'
import { useNamedSecrets } from './use-named-secrets.ts'

const noData = { event: '{}', recipient: '{}' }

/** What subject and body mean while they are written: their marks, the secrets that they name, and a preview. */
export function useJudgedMessage(
  { subject, bodyType, body, samples, delivery }: TemplateFields,
  { chosen, saved, domainName }: { chosen: number | null; saved: NamedSecret[]; domainName: string },
) {
  const place = useDomainPlace()
  const { data } = useQuery(variableList(place))
  const variables = useMemo(
    () => data && new Map(data.items.map(({ name, value }) => [name.toLowerCase(), value])),
    [data],
  )
  const found = useMemo(() => ({ subject: findMarks(subject), body: findMarks(body) }), [subject, body])
  const names = useMemo(
    () => [
      ...new Set(found.body.flatMap((mark) => (mark.kind === 'reference' ? [mark.reference.name.toLowerCase()] : []))),
    ],
    [found],
  )
  const host = delivery?.host || null
  const { problemOf, isKnown } = useNamedSecrets(names, { host, saved, domainName })
  const trees = useMemo(() => treesOf(samples), [samples])
  const known = { trees, variables: variables ?? null, problemOf }
  const marks = {
    subject: judgeMarks(found.subject, { ...known, problemOf: () => 'No secret may stand in the subject.' }),
    body: judgeMarks(found.body, known),
  }
  const bad = new Set(
    marks.body.flatMap((mark) => (mark.kind === 'reference' && mark.note ? [mark.reference.name.toLowerCase()] : [])),
  )
  const preview = useMemo(
    () =>
      previewMessage(
        { subject, bodyType, body },
        (chosen !== null && samples[chosen]) || noData,
        variables ?? new Map(),
      ),
    [subject, bodyType, body, samples, chosen, variables],
  )
  return { marks, preview, host, secrets: { count: names.length, bad: bad.size, isKnown, host } }
}
