'use client'

import { Dialog } from '@base-ui/react/dialog'
import { Copy, Download } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import styles from '#components/ui/consequence.module.css'
import { useWhileOpen } from '#components/ui/use-while-open.ts'
import account from './account.module.css'

/**
 * New recovery codes, shown this once: to be copied or kept as a file. Nothing but its button closes it, and the browser
 * asks before the page is left with codes that were neither.
 */
export function RecoveryCodesDialog({ codes, onClose }: { codes: string[] | null; onClose: () => void }) {
  const [said, setSaid] = useState('')
  const [isKept, setIsKept] = useState(false)
  const { shown, settle } = useWhileOpen(codes !== null, codes)
  useEffect(() => {
    if (!codes || isKept) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [codes, isKept])
  const text = `${shown?.join('\n')}\n`
  const keep = (sentence: string) => {
    setIsKept(true)
    setSaid(sentence)
  }
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => keep('The codes are copied.'),
      () => setSaid('The browser does not allow copying here. Save them as a file.'),
    )
  const save = () => {
    const href = URL.createObjectURL(new Blob([`Recovery codes of Postern. Each works once.\n\n${text}`]))
    const link = document.createElement('a')
    link.href = href
    link.download = 'postern-recovery-codes.txt'
    link.click()
    URL.revokeObjectURL(href)
    keep('The codes are in postern-recovery-codes.txt.')
  }
  const close = () => {
    setSaid('')
    setIsKept(false)
    onClose()
  }
  return (
    <Dialog.Root open={codes !== null} onOpenChangeComplete={settle}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.scrim} forceRender />
        <Dialog.Viewport className={styles.viewport}>
          <Dialog.Popup className={styles.dialog} data-takes-keys="">
            <div className={styles.body}>
              <Dialog.Title className={styles.title}>Keep your recovery codes</Dialog.Title>
              <Dialog.Description>
                Each signs you in once, with your password, when your app or passkey is lost. They are not shown again.
                Keep them where your phone is not, such as a password manager.
              </Dialog.Description>
              <ul className={account.codes} aria-label="Recovery codes">
                {shown?.map((code) => (
                  <li key={code}>{code}</li>
                ))}
              </ul>
              <div className={account.tools}>
                <Button size="small" icon={Copy} onClick={() => void copy()}>
                  Copy
                </Button>
                <Button size="small" icon={Download} onClick={save}>
                  Save as a file
                </Button>
                <span role="status">{said}</span>
              </div>
            </div>
            <div className={styles.foot}>
              <Button look="main" onClick={close}>
                I have kept them
              </Button>
            </div>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
