'use client'

import { LoaderCircle } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import styles from './test-result.module.css'

/** That a test is on its way, to where and for how long already. */
export function TestRunning({ host }: { host: string }) {
  const seconds = useSeconds()
  return (
    <div className={styles.running}>
      <Icon of={LoaderCircle} isSpinning />
      <p>
        Waiting for <code>{host}</code>
        <span className={styles.figure} aria-hidden="true">
          {seconds} s
        </span>
      </p>
      <p className={styles.patience}>
        {seconds < 5
          ? 'The exchange appears here as soon as it is redacted.'
          : 'A server that takes longer than 30 seconds to begin its answer is given up.'}
      </p>
    </div>
  )
}

function useSeconds(): number {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const start = Date.now()
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - start) / 1000)), 1000)
    return () => clearInterval(timer)
  }, [])
  return seconds
}
