import {
  type CreateSecretInput,
  createSecretInput,
  type EditSecretInput,
  type SecretPlace,
} from '#lib/secrets/schema.ts'

/** A token to create, for tests, seeds and figures: everything else as a form has it when it opens. */
export const tokenInput = (
  place: SecretPlace,
  fields: { name: string; value: string } & Partial<Omit<CreateSecretInput, 'type' | 'value' | keyof SecretPlace>>,
): CreateSecretInput => secretInput(place, { type: 'token', ...fields })

/** A secret of any type to create, parsed as an action parses it: throws for what it would refuse. */
export const secretInput = (place: SecretPlace, fields: Record<string, unknown>): CreateSecretInput =>
  createSecretInput.parse({
    ...place,
    description: '',
    allowedHosts: [],
    expiresOn: null,
    visibility: 'restricted',
    purpose: 'any',
    // Tests store one value many times; those about duplicates say so.
    acceptsDuplicate: true,
    ...fields,
  }) as CreateSecretInput

/** An edit that changes nothing but what is given, of a secret without description and date. */
export const editInput = (
  place: SecretPlace,
  fields: { id: string; rowVersion: number } & Partial<EditSecretInput>,
): EditSecretInput => ({ ...place, description: '', expiresOn: null, acceptsDuplicate: true, ...fields })
