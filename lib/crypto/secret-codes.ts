// What stands for these words in associated data and row MACs. A number is never changed or used again: every sealed
// value of every installation depends on it.

export const fieldCodes = { value: 1, username: 2 } as const
export const typeCodes = { token: 1, username_password: 2, json: 3 } as const
export const visibilityCodes = { restricted: 1, masked: 2 } as const
export const purposeCodes = { any: 1, integration: 2, webhook: 3 } as const

export type SecretCoded = {
  type: keyof typeof typeCodes
  visibility: keyof typeof visibilityCodes
  purpose: keyof typeof purposeCodes
}
