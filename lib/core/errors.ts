/** Everything that can be refused, with one sentence for people and the HTTP status it answers with. */
const catalogue = {
  invalid: [400, 'Some fields need attention.'],
  unauthenticated: [401, 'You are signed out. Sign in again to go on.'],
  not_permitted: [403, 'Your role does not allow this.'],
  fresh_sign_in_required: [403, 'Nothing was changed yet. Confirm that it is you, then go on.'],
  second_factor_required: [403, 'This organization asks for a second factor. Set one up in your account, then go on.'],
  sso_required: [403, 'This organization asks for single sign-on. Sign in with it, then go on.'],
  not_found: [404, 'This does not exist.'],
  name_taken: [409, 'This name is already in use.'],
  duplicate_value: [409, 'This value is stored in another secret too.'],
  credential_noticed: [409, 'Nothing was saved yet. What looks like a credential stands in plain text.'],
  wrong_state: [409, 'Nothing was changed. This cannot be done in the state that this is in.'],
  idempotency_conflict: [409, 'This Idempotency-Key was used with another request.'],
  request_in_progress: [
    409,
    'A request with this Idempotency-Key is under way, or its process ended before it was answered.',
  ],
  precondition_required: [428, 'This request needs an If-Match header with the ETag of what it changes.'],
  body_too_large: [413, 'The body is too large.'],
  unsupported_media_type: [415, 'The body must be JSON, with Content-Type: application/json.'],
  method_not_allowed: [405, 'This address does not take this method.'],
  stale_version: [412, 'Nothing was saved. Somebody else changed this while you had it open.'],
  value_required: [422, 'This change needs a new value.'],
  rate_limited: [429, 'Too many attempts. Wait a moment and try again.'],
  usage_unavailable: [503, 'The usage record could not be written, so nothing was sent.'],
  // Codes of a refused send. Their sentences name secret and field: see lib/sending.
  secret_not_found: [422, 'A secret that this request names does not exist.'],
  secret_revoked: [422, 'A secret that this request names is revoked.'],
  secret_expired: [422, 'A secret that this request names has expired.'],
  secret_archived: [422, 'A secret that this request names is archived.'],
  secret_wrong_purpose: [422, 'A secret that this request names is for another purpose.'],
  secret_part_missing: [422, 'A secret that this request names has no such part.'],
  secret_part_required: [422, 'A secret that this request names cannot be used whole here.'],
  reference_malformed: [422, 'A reference is not written as it should be.'],
  reference_not_allowed_here: [422, 'A reference stands where none may be.'],
  one_secret_per_field: [422, 'A field names more than one secret.'],
  host_not_allowed: [422, 'Domain restriction: a secret may not be sent to this host.'],
  host_not_approved: [422, 'A secret without allowed domains may not be sent to this host until somebody approves it.'],
  endpoint_not_allowlisted: [422, 'The allowlist of this domain does not name this address.'],
  integration_disabled: [422, 'The integration is disabled, so nothing is sent through it.'],
  workflow_disabled: [422, 'The workflow is disabled, so it does not run.'],
  run_too_long: [422, 'The run took longer than 30 minutes, so it ended here.'],
  macro_not_filled: [422, 'Something that this request fills in has no value.'],
  sends_stopped: [422, 'An admin has stopped all sends here.'],
  https_required: [422, 'A request that carries a secret must use https.'],
  address_refused: [422, 'The host has an address that requests may not go to.'],
  value_not_encodable: [422, 'A value cannot be put where its reference stands.'],
  request_too_large: [422, 'The request is too large.'],
  response_too_large: [502, 'The answer is too large.'],
  redirect_refused: [502, 'The server answered with a redirect, which is not followed.'],
  too_many_redirects: [502, 'The server redirected too often.'],
  upstream_unreachable: [502, 'The server could not be reached.'],
  upstream_tls: [502, 'The server’s certificate could not be verified.'],
  upstream_timeout: [504, 'The server did not answer in time.'],
  response_not_opened: [502, 'The answer could not be opened with the key of this endpoint.'],
  response_withheld: [502, 'The answer is withheld, because it could not be searched for the secret.'],
} as const satisfies Record<string, readonly [status: number, sentence: string]>

export type ErrorCode = keyof typeof catalogue

/** One HTTP status for each code: the only place that maps them. */
export const httpStatusOf = (code: ErrorCode): number => catalogue[code][0]

/** Errors of single fields: field name → sentence. */
export type FieldErrors = Record<string, string>

/** What looks like a credential, from `start` to `end` of a field's text, and which secret holds it, if one that this person may edit. */
export type Noticed = {
  field: string
  start: number
  end: number
  /** "a Stripe key" */
  label: string
  stored: { name: string; part: 'password' | null } | null
}

/**
 * A refusal that may be shown to whoever caused it: its message is written by us and never holds a value. Anything
 * that is thrown and is not a PosternError is shown as "Something went wrong (id)".
 */
export class PosternError extends Error {
  readonly code: ErrorCode
  readonly fields: FieldErrors
  /** For rate_limited: seconds until another attempt makes sense. */
  readonly retryAfterSeconds: number | undefined
  /** For credential_noticed: where. */
  readonly noticed: readonly Noticed[] | undefined

  constructor(
    code: ErrorCode,
    message: string = catalogue[code][1],
    options: { fields?: FieldErrors; retryAfterSeconds?: number; noticed?: readonly Noticed[] } = {},
  ) {
    super(message)
    this.name = 'PosternError'
    this.code = code
    this.fields = options.fields ?? {}
    this.retryAfterSeconds = options.retryAfterSeconds
    this.noticed = options.noticed
  }
}
