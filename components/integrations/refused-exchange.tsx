'use client'

import { CircleExclamationPoint, FileClock, OctagonX } from 'lucide-react'
import Link from 'next/link'
import { pagePath, securityPath } from '#components/data/paths.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Note } from '#components/ui/note.tsx'
import type { Exchange } from '#lib/sending/exchange.ts'
import { SendSteps } from './send-steps.tsx'
import styles from './test-result.module.css'

type Refused = Extract<Exchange, { outcome: 'refused' }>

/** A refused test: at which step it stopped, why, and where to go from there. */
export function RefusedExchange({ exchange, onGoTo }: { exchange: Refused; onGoTo: (field: string) => void }) {
  const place = useDomainPlace()
  const { code, message, field, secretId, secretName, nothingLeft } = exchange
  const part = field && partOf(field)
  return (
    <>
      <div className={styles.head}>
        <Badge tone="bad" icon={OctagonX}>
          Refused
        </Badge>
        <code>{code}</code>
        {nothingLeft && <span className={styles.left}>Nothing left Postern</span>}
      </div>
      <div className={styles.stopped}>
        <SendSteps steps={exchange.steps} />
        <Note
          tone="bad"
          icon={CircleExclamationPoint}
          className={styles.refusal}
          actions={
            (part || secretId || code === 'secret_not_found') && (
              <>
                {part && field && (
                  <Button size="small" onClick={() => onGoTo(field)}>
                    Go to the {part}
                  </Button>
                )}
                {secretId && secretName && (
                  <ButtonLink size="small" href={pagePath(place, 'secrets', secretId)}>
                    Open {secretName}
                  </ButtonLink>
                )}
                {code === 'secret_not_found' && (
                  <ButtonLink size="small" href={`${securityPath(place)}?drawer=create`}>
                    Add Secret
                  </ButtonLink>
                )}
              </>
            )
          }
        >
          <p>
            <CodeText text={message} />
          </p>
        </Note>
      </div>
      {secretId && secretName && (
        <div className={styles.foot}>
          <Icon of={FileClock} size={14} />
          <p>
            The change log of <code>{secretName}</code> has it within a minute, as a refused attempt.
          </p>
          <Link href={`${pagePath(place, 'secrets', secretId)}?tab=changes`}>Open the change log</Link>
        </div>
      )}
    </>
  )
}

/** What a field of a request is called: `headers.0.value` → "header". */
function partOf(field: string): string | null {
  if (field.startsWith('headers')) return 'header'
  if (field.startsWith('query')) return 'parameter'
  return ['path', 'body', 'method'].includes(field) ? field : null
}
