'use client'

import { Dialog } from '@base-ui/react/dialog'
import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { CodeBlock } from '#components/api/code-block.tsx'
import { usePlace } from '#components/data/use-place.ts'
import { Button } from '#components/ui/button.tsx'
import styles from '#components/ui/consequence.module.css'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { useWhileOpen } from '#components/ui/use-while-open.ts'
import type { TokenCreated, TokenItem } from '#lib/tokens/schema.ts'
import { curlExample } from './curl-example.ts'
import tokens from './tokens.module.css'

type NewTokenDialogProps = {
  /** Null: closed. Nothing of it stays here once it has. */
  token: (TokenCreated & { scopes: TokenItem['scopes'] }) | null
  onClose: () => void
}

/** A token's text, this once, and how to use it. Asks before it closes over one that was not copied. */
export function NewTokenDialog({ token, onClose }: NewTokenDialogProps) {
  const place = usePlace()
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no')
  const [isAsking, setIsAsking] = useState(false)
  const { shown, settle } = useWhileOpen(token !== null, token)
  const [askedFor, setAskedFor] = useState(token?.id)
  if (token && token.id !== askedFor) {
    setAskedFor(token.id)
    setCopied('no')
  }
  useEffect(() => {
    if (!token || copied === 'yes') return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [token, copied])
  const copy = () => {
    // On its way out it has none: nothing would take the place of what was copied.
    if (!token) return
    navigator.clipboard.writeText(token.text).then(
      () => setCopied('yes'),
      () => setCopied('refused'),
    )
  }
  const close = () => (copied === 'no' ? setIsAsking(true) : onClose())
  return (
    <Dialog.Root open={token !== null} onOpenChange={(open) => !open && close()} onOpenChangeComplete={settle}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.scrim} forceRender />
        <Dialog.Viewport className={styles.viewport}>
          <Dialog.Popup className={styles.dialog} data-takes-keys="">
            <div className={styles.body}>
              <Dialog.Title className={styles.title}>{shown?.name} has its token</Dialog.Title>
              <Dialog.Description>
                It is shown only now: Postern keeps its hash alone. Put it where the program reads its own secrets, not
                into code.
              </Dialog.Description>
              {shown && (
                <div className={tokens.shown}>
                  <dl className={tokens.token}>
                    <dt>Token</dt>
                    <dd>
                      <code>{shown.text}</code>
                    </dd>
                  </dl>
                  <div className={tokens.copyLine}>
                    <Button look="main" icon={copied === 'yes' ? Check : Copy} onClick={copy}>
                      Copy token
                    </Button>
                    <span role="status">
                      {copied === 'yes' && 'The token is copied.'}
                      {copied === 'refused' && 'The browser does not allow copying here. Select the token and copy it.'}
                    </span>
                  </div>
                  <h3 className={tokens.tryIt}>Call the API with it</h3>
                  <CodeBlock label="curl" text={curlExample(window.location.origin, place, shown.scopes)} />
                  <p className={tokens.way}>
                    <code>POSTERN_TOKEN</code> is a variable that holds the token, so that it does not stay in the
                    shell’s history.{' '}
                    <a href="/api/v1" target="_blank" rel="noreferrer">
                      How to call the API
                    </a>
                  </p>
                </div>
              )}
            </div>
            <div className={styles.foot}>
              <Button onClick={close}>Done</Button>
            </div>
            <Consequence
              isOpen={isAsking}
              title="Close without copying the token?"
              confirm="Close"
              cancel="Go back"
              onCancel={() => setIsAsking(false)}
              onConfirm={() => {
                setIsAsking(false)
                onClose()
              }}
            >
              <ConsequenceSentence>
                Nobody can read it again. If you do not have it, revoke this token and create another.
              </ConsequenceSentence>
            </Consequence>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
