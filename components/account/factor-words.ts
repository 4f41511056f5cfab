import type { SessionItem } from '#lib/auth/schema.ts'

const words: Record<SessionItem['factors'][number], string> = {
  password: 'password',
  totp: 'code from an app',
  recovery_code: 'recovery code',
  passkey: 'passkey',
  sso: 'single sign-on',
}

/** By what somebody signed in: "With password and code from an app". */
export function factorWords(factors: SessionItem['factors']): string {
  if (factors.length === 0) return ''
  return `With ${new Intl.ListFormat('en-GB').format(factors.map((factor) => words[factor] ?? factor))}`
}
