import type { ErrorCode } from '#lib/core/errors.ts'
import type { NameAndValue } from '#lib/references/stored-request.ts'

export const stepNames = ['resolve', 'judge', 'address', 'send', 'redact'] as const
export type StepName = (typeof stepNames)[number]

export type ExchangeStep = { step: StepName; state: 'done' | 'stopped' | 'not_reached'; note: string }

/** The request as it may be shown: made from its saved text, dots where references stand. */
export type ShownRequest = { method: string; target: string; headers: NameAndValue[]; body: string }

/** The answer as it may be shown: redacted, then cut. */
export type ShownAnswer = {
  httpVersion: string
  status: number
  statusText: string
  headers: NameAndValue[]
  body: string
  bodyTruncated: boolean
}

/** A secret that the request names and that exists: for the change log. */
export type SecretInUse = { id: string; name: string; version: number }

/** What became of one send. It holds no value, and nothing that a library said. */
export type Exchange = {
  steps: ExchangeStep[]
  /** Null: no secret was to be sent, or the send stopped before. */
  usageId: string | null
  request: ShownRequest | null
  secrets: SecretInUse[]
  durationMs: number
} & (
  | { outcome: 'answered'; redactions: number; answer: ShownAnswer }
  | {
      outcome: 'refused'
      code: ErrorCode
      message: string
      /** As in FieldErrors: `headers.0.value`. */
      field: string | null
      secretId: string | null
      secretName: string | null
      /** Not one byte of the request has left this machine. */
      nothingLeft: boolean
    }
)
