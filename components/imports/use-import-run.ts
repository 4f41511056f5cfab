'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { importSecretsAction } from '#app/(console)/[organization]/secrets/import/actions.ts'
import { runAction } from '#components/data/run-action.ts'
import type { PublicError } from '#lib/core/result.ts'
import {
  type CommonFields,
  type ImportFormat,
  type ImportPreview,
  importChunk,
  type RowOutcome,
} from '#lib/imports/schema.ts'
import type { SecretPlace } from '#lib/secrets/schema.ts'
import { type PlannedRow, partOf } from './decisions.ts'

/** What an import has done so far. `told` are rows with an outcome, in the file's own numbers. */
export type ImportRun = {
  planned: readonly PlannedRow[]
  told: (RowOutcome & { line: number })[]
  /** Rows of which no answer came: they may be stored, or not. */
  unknown: readonly PlannedRow[]
  isRunning: boolean
  isStopping: boolean
  isStopped: boolean
  /** Why it ended before its end. */
  problem: PublicError | null
}

export type ImportJob = {
  place: SecretPlace
  format: ImportFormat
  text: string
  common: CommonFields
  glue: ImportPreview['glue']
  isAllOrNothing: boolean
}

const unreachable: PublicError = { code: 'internal', message: 'Postern could not be reached.', fields: {} }

/** Sends the rows of an import, a batch after the other, so that it can be followed, stopped between two, and gone on with. */
export function useImportRun() {
  const [run, setRun] = useState<ImportRun | null>(null)
  const stopping = useRef(false)
  // A page that is left sends nothing more.
  useEffect(
    () => () => {
      stopping.current = true
    },
    [],
  )

  const start = useCallback(async (job: ImportJob, planned: readonly PlannedRow[], earlier: ImportRun['told'] = []) => {
    stopping.current = false
    let state: ImportRun = {
      planned,
      told: earlier,
      unknown: [],
      isRunning: true,
      isStopping: false,
      isStopped: false,
      problem: null,
    }
    setRun(state)
    const done = new Set(earlier.map(({ row }) => row))
    const rest = planned.filter(({ row }) => !done.has(row.row))
    const size = job.isAllOrNothing ? rest.length : importChunk
    for (let from = 0; from < rest.length; from += size) {
      if (stopping.current) {
        state = { ...state, isStopped: true }
        break
      }
      const batch = rest.slice(from, from + size)
      const { told, problem, isUnknown } = await sendBatch(job, batch)
      state = { ...state, told: [...state.told, ...told], unknown: isUnknown ? batch : [], problem }
      setRun({ ...state, isStopping: stopping.current })
      if (problem) break
    }
    setRun({ ...state, isRunning: false, isStopping: false })
    return state
  }, [])

  const stop = useCallback(() => {
    stopping.current = true
    setRun((now) => now && { ...now, isStopping: true })
  }, [])
  const clear = useCallback(() => setRun(null), [])
  return { run, start, stop, clear }
}

async function sendBatch(
  { place, format, text, common, glue, isAllOrNothing }: ImportJob,
  batch: readonly PlannedRow[],
): Promise<{ told: ImportRun['told']; problem: PublicError | null; isUnknown: boolean }> {
  const input = { ...place, format, common, isAllOrNothing, ...partOf(text, glue, batch) }
  try {
    const result = await runAction(importSecretsAction, input)
    if (!result.ok) return { told: [], problem: result.error, isUnknown: false }
    const told = result.data.rows.flatMap((outcome) => {
      const row = batch[outcome.row]?.row
      return row ? [{ ...outcome, row: row.row, line: row.line }] : []
    })
    return { told, problem: null, isUnknown: false }
  } catch {
    return { told: [], problem: unreachable, isUnknown: true }
  }
}
