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
  trailers: NameAndValue[]
  body: string
  bodyTruncated: boolean
}

/** A secret that the request names and that exists: for the change log. */
export type SecretInUse = { id: string; name: string; version: number }

/** A request of this send before the last one: it was redirected, or failed and was sent again. */
export type EarlierAttempt = {
  why: 'redirect' | 'retry'
  method: string
  host: string
  /** Null: there was no answer. */
  status: number | null
  /** Of a failure. */
  code: ErrorCode | null
  durationMs: number
  usageId: string | null
}

/** What became of one send. It holds no value, and nothing that a library said. */
export type Exchange = {
  /** Of the last request, if there were several. */
  steps: ExchangeStep[]
  earlier: EarlierAttempt[]
  /** As URL.host has it, of the last request; null if the base URL is none. */
  host: string | null
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
      /** Whose secret it is. */
      secretLevel: 'organization' | 'domain' | null
      /** Not one byte of the request has left this machine. */
      nothingLeft: boolean
    }
)
