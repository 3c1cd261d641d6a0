/**
 * How to parse what comes a few times in a run: the schema library compiles each object schema when it is first used,
 * which costs a short run more than it saves (some 60 ms when four offers are onboarded).
 */
export const uncompiled = { jitless: true } as const
