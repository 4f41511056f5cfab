import type { ErrorCode } from '#lib/core/errors.ts'

/** Why the key of an endpoint is not used. */
export const keyErrors = [
  'wrong_state',
  'usage_unavailable',
  'secret_not_found',
  'secret_revoked',
  'secret_expired',
  'secret_archived',
  'secret_wrong_purpose',
  'secret_part_missing',
  'secret_part_required',
  'host_not_allowed',
  'https_required',
  'value_not_encodable',
] as const satisfies readonly ErrorCode[]
