import { db } from '#lib/db/client.ts'
import type { CurrentPerson } from './find-session.ts'
import { passkeysWork } from './passkey-party.ts'
import type { AccountSecurity } from './schema.ts'
import { organizationsRequiring } from './second-factor-remove.ts'

/** How the person signs in: never a secret of it, not even its hash. */
export async function readAccount({ personId }: Pick<CurrentPerson, 'personId'>): Promise<AccountSecurity> {
  const [person, recoveryCodesLeft, requiredBy] = await Promise.all([
    db().person.findUniqueOrThrow({
      where: { id: personId },
      select: {
        name: true,
        email: true,
        passwordHash: true,
        passwordChangedAt: true,
        sealedTotp: true,
        passkeys: {
          select: { id: true, name: true, createdAt: true, lastUsedAt: true, isBackedUp: true },
          orderBy: { createdAt: 'asc' },
        },
      },
    }),
    db().recoveryCode.count({ where: { personId, usedAt: null } }),
    organizationsRequiring(personId),
  ])
  const { name, email, passwordHash, passwordChangedAt, sealedTotp, passkeys } = person
  return {
    name,
    email,
    hasPassword: passwordHash !== null,
    passwordChangedAt: passwordChangedAt?.toISOString() ?? null,
    hasTotp: sealedTotp !== null,
    passkeys: passkeys.map(({ createdAt, lastUsedAt, ...passkey }) => ({
      ...passkey,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
    recoveryCodesLeft,
    requiredBy,
    passkeysWork: passkeysWork(),
  }
}
