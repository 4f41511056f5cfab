/** Action → what somebody did about their own sign-in and account: whom it is about goes without saying. */
export const ownDeeds: Record<string, string> = {
  'person.signed_in': 'signed in',
  'person.signed_out': 'signed out',
  'person.confirmed': 'confirmed that it is them',
  'person.password_changed': 'changed their password',
  'person.password_reset': 'set a new password by a link',
  'person.totp_set_up': 'set up an authenticator app',
  'person.totp_removed': 'removed their authenticator app',
  'person.passkey_added': 'added a passkey',
  'person.passkey_renamed': 'renamed a passkey',
  'person.passkey_removed': 'removed a passkey',
  'person.recovery_codes_made': 'made recovery codes',
  'person.sso_connected': 'connected single sign-on',
  'person.sso_disconnected': 'disconnected single sign-on',
  'member.joined': 'joined',
  'member.left': 'left',
}

/** By what somebody proved who they are, in words. */
export const factorWords: Record<string, string> = {
  password: 'password',
  totp: 'authenticator app',
  recovery_code: 'recovery code',
  passkey: 'passkey',
  sso: 'single sign-on',
}
