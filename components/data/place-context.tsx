'use client'

import { createContext } from 'react'
import type { SecretPlace } from '#lib/secrets/schema.ts'

/** Another place than that of the address: a secret of the organization, edited on a page of a domain. */
export const PlaceContext = createContext<SecretPlace | null>(null)
