'use client'

import { useCallback, useMemo } from 'react'
import { useAddress } from '#components/data/use-address.ts'
import { type SendQuery, sendQueryOf } from '#lib/usages/schema.ts'

/** Which sends are shown, as it stands in the address; each change is a step that Back undoes. */
export function useSendQuery() {
  const { params, change } = useAddress()
  const text = params.toString()
  const query = useMemo(() => sendQueryOf(new URLSearchParams(text)), [text])
  const show = useCallback((changes: Partial<SendQuery>) => change(changes, 'push'), [change])
  return { query, show }
}
