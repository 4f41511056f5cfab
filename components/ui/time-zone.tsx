'use client'

import { createContext, useContext } from 'react'

const Context = createContext('UTC')

/** Times below it are written in the organization's zone. */
export const TimeZone = Context.Provider

/** The organization's time zone: an IANA name. */
export const useTimeZone = (): string => useContext(Context)
