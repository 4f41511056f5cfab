export type CredentialKind = 'format' | 'private-key' | 'authorization' | 'address' | 'named'

/** Where in a text a credential stands, from `start` to `end`, and what it looks like: "a Stripe key". */
export type FoundCredential = { start: number; end: number; kind: CredentialKind; label: string }
