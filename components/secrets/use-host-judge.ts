'use client'

import { useEffect, useState } from 'react'
import { hostPatternProblem } from '#lib/host-rules/host-pattern.ts'

type Judge = (entry: string) => string | null

/** Judges by the Public Suffix List too, which is large, so it is loaded where a form needs it and not before. */
export async function loadHostJudge(): Promise<Judge> {
  try {
    const { publicSuffixProblem } = await import('#lib/host-rules/public-suffix-problem.ts')
    return (entry) => hostPatternProblem(entry) ?? publicSuffixProblem(entry)
  } catch {
    // It cannot be fetched just now: the server judges by it all the same.
    return hostPatternProblem
  }
}

/** Why an entry of the allowed domains will not do, in a sentence, or null. */
export function useHostJudge(): Judge {
  const [judge, setJudge] = useState<Judge>(() => hostPatternProblem)
  useEffect(() => {
    let isGone = false
    void loadHostJudge().then((loaded) => {
      if (!isGone) setJudge(() => loaded)
    })
    return () => {
      isGone = true
    }
  }, [])
  return judge
}
