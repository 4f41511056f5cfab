'use server'

import { after } from 'next/server'
import { dropChallenge, heldChallenge, holdChallenge } from '#lib/auth/challenge-cookie.ts'
import { changePassword } from '#lib/auth/change-password.ts'
import { rememberDevice } from '#lib/auth/device-cookie.ts'
import { giveSessionCookie } from '#lib/auth/hold-session.ts'
import { addPasskey, beginPasskey, renamePasskey } from '#lib/auth/passkey-add.ts'
import { replaceRecoveryCodes } from '#lib/auth/recovery-codes-make.ts'
import {
  addPasskeyInput,
  changePasswordInput,
  confirmTotpInput,
  removePasskeyInput,
  renamePasskeyInput,
} from '#lib/auth/schema.ts'
import { removePasskey, removeTotp } from '#lib/auth/second-factor-remove.ts'
import { beginTotp, confirmTotp } from '#lib/auth/totp-set-up.ts'
import { z } from '#lib/core/zod.ts'
import { type SecurityNotice, sendSecurityNotice } from '#lib/mail/send-security-notice.ts'
import { defineAccountAction } from '#lib/server/define-account-action.ts'

/** By mail, once the answer is there: whoever did it saw it done, and who did not must hear of it. OWASP ASVS 6.3.7. */
const tell = ({ email }: { email: string }, notice: SecurityNotice) => after(() => sendSecurityNotice(email, notice))

export const changePasswordAction = defineAccountAction(
  { name: 'change_password', fresh: true, input: changePasswordInput },
  async (person, input, origin) => {
    const changed = await changePassword(person, input, origin)
    await rememberDevice(person.email)
    tell(person, 'password_changed')
    return changed
  },
)

/** A new secret to be taken into an app: it stands in this answer alone, and in the database sealed. */
export const beginTotpAction = defineAccountAction(
  { name: 'begin_totp', fresh: true, input: z.null() },
  async (person): Promise<{ uri: string; text: string }> => {
    const { challengeId, uri, text } = await beginTotp(person)
    await holdChallenge('totp_new', challengeId)
    return { uri, text }
  },
)

/** Answers recovery codes, shown by this alone, if there were none. */
export const confirmTotpAction = defineAccountAction(
  { name: 'confirm_totp', fresh: true, input: confirmTotpInput },
  async (person, { code }, origin): Promise<{ recoveryCodes: string[] | null }> => {
    const { sessionId, recoveryCodes } = await confirmTotp(person, await heldChallenge('totp_new'), code, origin)
    await giveSessionCookie(sessionId)
    await dropChallenge('totp_new')
    tell(person, 'factor_added')
    return { recoveryCodes }
  },
)

export const removeTotpAction = defineAccountAction(
  { name: 'remove_totp', fresh: true, input: z.null() },
  async (person, _, origin) => {
    const removed = await removeTotp(person, origin)
    tell(person, 'factor_removed')
    return removed
  },
)

export const beginPasskeyAction = defineAccountAction(
  { name: 'begin_passkey', fresh: true, input: z.null() },
  async (person) => {
    const { challengeId, options } = await beginPasskey(person)
    await holdChallenge('passkey_new', challengeId)
    return options
  },
)

/** Answers recovery codes, shown by this alone, if there were none. */
export const addPasskeyAction = defineAccountAction(
  { name: 'add_passkey', fresh: true, input: addPasskeyInput },
  async (person, input, origin): Promise<{ recoveryCodes: string[] | null }> => {
    const { sessionId, recoveryCodes } = await addPasskey(person, await heldChallenge('passkey_new'), input, origin)
    await giveSessionCookie(sessionId)
    await dropChallenge('passkey_new')
    tell(person, 'factor_added')
    return { recoveryCodes }
  },
)

export const renamePasskeyAction = defineAccountAction(
  { name: 'rename_passkey', fresh: true, input: renamePasskeyInput },
  (person, input, origin) => renamePasskey(person, input, origin),
)

export const removePasskeyAction = defineAccountAction(
  { name: 'remove_passkey', fresh: true, input: removePasskeyInput },
  async (person, { id }, origin) => {
    const removed = await removePasskey(person, id, origin)
    tell(person, 'factor_removed')
    return removed
  },
)

/** Answers new recovery codes, shown by this alone. */
export const replaceRecoveryCodesAction = defineAccountAction(
  { name: 'replace_recovery_codes', fresh: true, input: z.null() },
  async (person, _, origin): Promise<{ recoveryCodes: string[] }> => ({
    recoveryCodes: await replaceRecoveryCodes(person, origin),
  }),
)
